"""推荐纳入：an activated recommendation becomes a holder, and what the registry knows of who is recommended (S-5-R, E-4-R)."""

from typing import Any

from django.db.models import Q
from django.dispatch import receiver
from django.utils.translation import gettext as _

from policies.enums import Kind
from recruitment.models import Recommendation, RosterRow
from recruitment.signals import activating, recommendation_activated, twins_asked
from registry.actions import recognize_recommended
from registry.models import Holder
from registry.queries import newest_number


@receiver(recommendation_activated)
def enter_registry(recommendation: Recommendation, **said: Any) -> None:
    recognize_recommended(recommendation=recommendation, by=said["by"], at=said["at"])


@receiver(activating)
def holders_of_activated(recommendation: Recommendation, **_kwargs: Any) -> list[str]:
    """The same unit, the same person, or the same name with the number: active, expired, withdrawn and revoked alike."""
    row = recommendation
    same = Q(organisation=row.organisation) if row.organisation else Q(user=row.user)
    return _sentences(same | Q(name=row.name, user__mobile=row.mobile), row.kind)


@receiver(twins_asked)
def holders_of_row(row: RosterRow, **_kwargs: Any) -> list[str]:
    """Before anybody has signed in: by credit code, or by name with number."""
    same = Q(name=row.name, user__mobile=row.mobile) if row.mobile else Q(pk__in=[])
    if row.uscc:
        same |= Q(organisation__uscc=row.uscc)
    return _sentences(same, row.roster.kind)


def _sentences(same: Q, kind: str) -> list[str]:
    return [
        _("与名录中的%(kind)s相同：证书编号 %(number)s，%(status)s。")
        % {
            "kind": Kind(one.kind).label,
            "number": newest_number(one),
            "status": one.get_status_display(),
        }
        for one in Holder.objects.filter(same, kind=kind).order_by("pk")
    ]
