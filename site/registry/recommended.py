"""推荐纳入：an activated recommendation becomes a holder, and what the registry knows of who is recommended (S-5-R, E-4-R)."""

from collections.abc import Sequence
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.dispatch import receiver
from django.utils.translation import gettext as _

from policies.enums import Kind
from recruitment.exceptions import HoldsTitleError
from recruitment.models import Recommendation, RosterRow
from recruitment.signals import activating, recommendation_activated, twins_asked
from registry.actions import recognize_recommended
from registry.exceptions import AlreadyHolderError
from registry.models import Certificate, Holder, Term


@receiver(recommendation_activated)
def enter_registry(recommendation: Recommendation, **said: Any) -> None:
    """Raises HoldsTitleError when somebody was entered between the look for duplicates and this."""
    try:
        recognize_recommended(recommendation=recommendation, by=said["by"], at=said["at"])
    except AlreadyHolderError as held:
        raise HoldsTitleError(str(held)) from held


@receiver(activating)
def holders_of_activated(recommendation: Recommendation, **_kwargs: Any) -> list[str]:
    """The same unit, the same person, or the same name with the number: active, expired, withdrawn and revoked alike."""
    row = recommendation
    same = Q(organisation=row.organisation) if row.organisation else Q(user=row.user)
    same |= Q(name=row.name, user__mobile=row.mobile)
    return [_sentence(one) for one in _numbered(same, row.kind)]


@receiver(twins_asked)
def holders_of_rows(rows: Sequence[RosterRow], **_kwargs: Any) -> dict[int, list[str]]:
    """Before anybody has signed in: by credit code, or by name with number. Not whom the row itself brought in."""
    if not rows:
        return {}
    named = {(row.name, row.mobile) for row in rows if row.mobile}
    same = Q(name__in={name for name, _ in named}, user__mobile__in={mobile for _, mobile in named})
    same |= Q(organisation__uscc__in={row.uscc for row in rows if row.uscc})
    holders = list(_numbered(same, rows[0].roster.kind).select_related("user", "organisation"))
    entered = Term.objects.filter(recommendation__row__in=[row.pk for row in rows], holder__in=holders)
    own = set(entered.values_list("recommendation__row", "holder"))
    return {
        row.pk: [_sentence(one) for one in holders if _is_same(row, one) and (row.pk, one.pk) not in own]
        for row in rows
    }


def _is_same(row: RosterRow, holder: Holder) -> bool:
    is_named = bool(row.mobile) and (holder.name, holder.user.mobile) == (row.name, row.mobile)
    is_coded = bool(row.uscc) and holder.organisation is not None and holder.organisation.uscc == row.uscc
    return is_named or is_coded


def _numbered(same: Q, kind: str) -> QuerySet[Any]:
    """With the number of each holder's newest certificate."""
    newest = Certificate.objects.filter(term__holder=OuterRef("pk")).order_by("-term__ordinal")
    holders = Holder.objects.filter(same, kind=kind).order_by("pk")
    return holders.annotate(newest_number=Subquery(newest.values("number")[:1]))


def _sentence(holder: Any) -> str:
    return _("与名录中的%(kind)s相同：证书编号 %(number)s，%(status)s。") % {
        "kind": Kind(holder.kind).label,
        "number": holder.newest_number or "",
        "status": holder.get_status_display(),
    }
