"""Asked inside the transaction, before a question set changes; whoever owns the set may raise RefusedEditError. Argument: `question_set`, `at`."""

from django.dispatch import Signal

set_changing = Signal()
