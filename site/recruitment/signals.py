"""What other rooms may want to know; sent inside the transaction, so a receiver that fails undoes the act.

Each carries `application` and `by`.
"""

from django.dispatch import Signal

application_submitted = Signal()
application_resubmitted = Signal()
application_retracted = Signal()
