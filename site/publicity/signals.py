"""What other rooms may want to know; sent inside the transaction, so a receiver that fails undoes the act.

Window signals carry `window`, entry signals carry `entry`; all carry `by` (None is the system) and `at`.
"""

from django.dispatch import Signal

window_prepared = Signal()
window_opened = Signal()
window_recomputed = Signal()  # its last day moved or became final
window_confirming = Signal()  # before anything is released: a receiver that refuses keeps the window as it is
window_confirmed = Signal()
entry_held = Signal()
entry_released = Signal()
entry_dropped = Signal()
entry_withdrawn = Signal()  # by whoever applied
