"""What messaging does when accounts and rules speak."""

from datetime import datetime
from typing import Any

from django.dispatch import receiver
from django.utils.translation import gettext as _

from accounts.models import SignInCode
from accounts.signals import sign_in_code_issued
from messaging.actions import announce, queue_message
from messaging.audiences import Concerned
from messaging.models import Template
from messaging.template_names import template_name
from policies.models import CalendarChange, PolicyVersion
from policies.signals import policy_checked, year_confirmed, year_corrected

FLOW_TEMPLATES = ("submitted", "supplement", "rejected", "publicity", "included")
"""What an application's applicant is told, in the order of the flow (S-5-1 to S-5-3, N-3)."""


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


@receiver(policy_checked, dispatch_uid="messaging.templates_missing")
def templates_missing(sender: Any, *, policy: PolicyVersion, **kwargs: Any) -> list[str]:
    """A version is not published while a message its flows send has no words."""
    if policy.scope:
        return []
    worded = set(
        Template.objects.filter(key__in=FLOW_TEMPLATES).exclude(text="").values_list("key", flat=True)
    )
    return [
        _("缺少短信模板“%(name)s”，流程无法通知申报人。") % {"name": template_name(key)}
        for key in FLOW_TEMPLATES
        if key not in worded
    ]


@receiver(year_confirmed, dispatch_uid="messaging.year_confirmed")
def tell_year(sender: Any, *, year: int, at: datetime, **kwargs: Any) -> None:
    """Last days may move now: told to the groups and people the routes name."""
    announce(
        event="calendar.changed",
        params={"year": str(year)},
        concerned=Concerned(),
        key=f"calendar:{year}:{at.isoformat()}",
        at=at,
    )


@receiver(year_corrected, dispatch_uid="messaging.year_corrected")
def tell_correction(sender: Any, *, change: CalendarChange, at: datetime, **kwargs: Any) -> None:
    tell_year(sender, year=change.year, at=at)
