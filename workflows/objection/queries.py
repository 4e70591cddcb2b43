"""Objections as whoever handles them reads them."""

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from objections.enums import RUNNING, Status
from objections.models import Objection

TABS = {"waiting": _("待受理"), "handling": _("核查中"), "settled": _("已办结")}
_OF_TAB = {
    "waiting": Q(status=Status.LODGED),
    "handling": Q(status=Status.HANDLING),
    "settled": ~Q(status__in=sorted(RUNNING)),
}


def objections_in(tab: str) -> QuerySet[Objection]:
    """What waits longest comes first; of what is settled, the latest."""
    rows = Objection.objects.filter(_OF_TAB[tab]).select_related("entry__window", "accepted_by")
    if tab == "settled":
        return rows.order_by("-settled_at", "-pk")
    return rows.order_by(F("due_on").asc(nulls_first=True), "lodged_at", "pk")


def tab_counts() -> dict[str, int]:
    """One query."""
    return Objection.objects.aggregate(**{tab: Count("pk", filter=asked) for tab, asked in _OF_TAB.items()})
