"""What accounts clear away by the clock."""

from datetime import timedelta

from django.utils import timezone

from accounts.limits import forget_old_windows
from accounts.models import SignInCode

KEPT = timedelta(days=1)


def forget_old_codes() -> int:
    """Delete sign-in codes and rate windows a day after they stopped mattering."""
    deleted, _by_model = SignInCode.objects.filter(expires_at__lt=timezone.now() - KEPT).delete()
    return deleted + forget_old_windows()
