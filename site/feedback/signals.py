"""What other rooms may want to know; sent inside the transaction, with `complaint`, `by` and `at`."""

from django.dispatch import Signal

complaint_upheld = Signal()  # `complaint.calls_for_revocation` says whether the title is in question
