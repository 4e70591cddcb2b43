"""What other rooms may want to know; sent inside the transaction. Each carries `objection`, `by` and `at`."""

from django.dispatch import Signal

objection_lodged = Signal()
objection_accepted = Signal()
objection_settled = Signal()  # declined, upheld, dismissed or withdrawn
inquiry_asked = Signal()  # with `inquiry`
inquiry_answered = Signal()  # with `inquiry`
