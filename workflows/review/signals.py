"""What a flow may want to know of its review. Sent inside the transaction."""

from django.dispatch import Signal

seat_taken = Signal()  # seat, by, at: somebody has begun to work on a task
