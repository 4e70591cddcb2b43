"""Figures of the registry that the home page shows: counted, never typed in."""

from collections import Counter
from typing import NamedTuple

from django.db.models import Count
from django.utils.translation import gettext as _

from policies.enums import Kind, Province
from registry.models import Holder, HolderStatus

TOP = 5
BAR = 150  # length of the longest bar, in units of the drawing


class Bar(NamedTuple):
    """One line of a small chart."""

    label: str
    number: int
    length: int
    top: int


class Figure(NamedTuple):
    """A number with its unit, and where it comes from."""

    label: str
    number: int
    unit: str
    bars: list[Bar]

    @property
    def height(self) -> int:
        return len(self.bars) * 28


def registry_figures() -> list[Figure]:
    """Active holders by kind, with the provinces that have most; nothing while there are none."""
    rows = (
        Holder.objects.filter(status=HolderStatus.ACTIVE)
        .order_by()
        .values_list("kind", "province")
        .annotate(Count("id"))
    )
    counts: dict[Kind, Counter[str]] = {Kind.STATION: Counter(), Kind.EXPERT: Counter()}
    for kind, province, count in rows:
        counts[Kind(kind)][province] += count
    labels = {Kind.STATION: (_("在册工作站"), _("家")), Kind.EXPERT: (_("在册志愿专家"), _("人"))}
    return [
        Figure(labels[kind][0], counter.total(), labels[kind][1], _bars(counter))
        for kind, counter in counts.items()
        if counter
    ]


def _bars(counter: Counter[str]) -> list[Bar]:
    most = counter.most_common(TOP)
    longest = most[0][1]
    return [
        Bar(str(Province(code).label), count, max(2, count * BAR // longest), line * 28)
        for line, (code, count) in enumerate(most)
    ]
