"""What messaging does when accounts speak."""

from typing import Any

from django.dispatch import receiver

from accounts.models import SignInCode
from accounts.signals import sign_in_code_issued
from messaging.actions import queue_message


@receiver(sign_in_code_issued, dispatch_uid="messaging.queue_code")
def queue_code(sender: Any, *, code: SignInCode, digits: str, minutes: int, **kwargs: Any) -> None:
    queue_message(
        template="code",
        to=code.mobile,
        params={"code": digits, "min": minutes},
        key=f"code:{code.pk}",
        is_code=True,
        expires_at=code.expires_at,
    )
