"""What other rooms may want to know; sent inside the transaction, so a receiver that fails undoes the act.

Each carries `application` and `by`. `applying` comes before the act: a receiver that raises RefusedError prevents it.
"""

from django.dispatch import Signal

applying = Signal()  # kind, by, uscc (empty while the unit is unknown), on
application_submitted = Signal()
application_resubmitted = Signal()
application_retracted = Signal()
roster_confirmed = Signal()  # roster and by instead of application
roster_withdrawn = Signal()
roster_returned = Signal()  # roster, by, at
roster_checked = Signal()  # roster, by, at
activating = Signal()  # recommendation; a receiver answers with the sentences of what it repeats
recommendation_activated = Signal()  # recommendation, by, at: the registry enters the holder
recommendation_closed = Signal()  # recommendation, by, at
twins_asked = (
    Signal()
)  # rows of a roster; a receiver answers, by key, with the sentences of what each repeats
