"""What other rooms may want to know; sent inside the transaction. Each carries `request` and `by`, but for `titles_asked`."""

from django.dispatch import Signal

titles_asked = Signal()  # user, on: whoever keeps titles answers True when the person holds one on that day
request_submitted = Signal()
request_resubmitted = Signal()
request_retracted = Signal()
