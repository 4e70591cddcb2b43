"""Figures that the home page shows: counted, never typed in. Rooms that count something else register here."""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from django.db.models import Count
from django.db.models.functions import TruncMonth
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from policies.enums import Kind, Province
from registry.models import Holder, HolderStatus

TOP = 5
MONTHS = 12


class Point(NamedTuple):
    """One line of the table, and its per cent of the largest for the bar that needs no script."""

    label: str
    number: int
    share: int


class Figure(NamedTuple):
    """A number with its unit, and the small chart below it: `shape` is bar, or column for what follows in time."""

    key: str
    label: str
    number: int
    unit: str
    caption: str
    points: list[Point]
    shape: str = "bar"

    @property
    def chart_id(self) -> str:
        return f"chart-{self.key}"

    @property
    def chart(self) -> dict[str, Any]:
        """What the script draws, from the very lines of the table."""
        return {
            "shape": self.shape,
            "labels": [point.label for point in self.points],
            "numbers": [point.number for point in self.points],
        }

    @property
    def said(self) -> str:
        """The chart in words, for whoever does not see it."""
        return _("：").join((self.caption, _("，").join(f"{one.label} {one.number}" for one in self.points)))


Provider = Callable[[], Iterable[Figure]]
_providers: list[Provider] = []


def register_figures(provider: Provider) -> Provider:
    """Later figures, of hours or of enterprises served: called in `ready()`; each gives what it has, or nothing."""
    if provider not in _providers:
        _providers.append(provider)
    return provider


def home_figures() -> list[Figure]:
    """All figures there are, the registry's first."""
    return [*registry_figures(), *(figure for provider in _providers for figure in provider())]


def registry_figures() -> list[Figure]:
    """Active holders by kind and region, experts by field, and all recognitions by month; nothing while there are none."""
    active = Holder.objects.filter(status=HolderStatus.ACTIVE).order_by()
    regions: dict[str, Counter[str]] = {Kind.STATION: Counter(), Kind.EXPERT: Counter()}
    for kind, province, count in active.values_list("kind", "province").annotate(Count("id")):
        regions[kind][str(Province(province).label)] += count
    stations, experts = regions[Kind.STATION], regions[Kind.EXPERT]
    figures = [
        Figure(
            "stations", _("在册工作站"), stations.total(), _("家"), _("按地区，前五位"), _points(stations)
        ),
        Figure("experts", _("在册志愿专家"), experts.total(), _("人"), _("按地区，前五位"), _points(experts)),
        _by_field(),
        _by_month(),
    ]
    return [figure for figure in figures if figure.points]


def _by_field() -> Figure:
    """Experts name up to a few fields each, so the sum may exceed the number of experts."""
    experts = (
        Holder.objects.filter(kind=Kind.EXPERT, status=HolderStatus.ACTIVE).exclude(field_names="").order_by()
    )
    fields: Counter[str] = Counter()
    for names, count in experts.values_list("field_names").annotate(Count("id")):
        for name in names.split("、"):
            fields[name] += count
    label, caption = _("专家擅长领域"), _("按领域，前五位（一人可选多项）")
    return Figure("fields", label, len(fields), _("类"), caption, _points(fields))


def _by_month() -> Figure:
    """The last twelve months that had recognitions, oldest first."""
    month = TruncMonth("recognized_at", tzinfo=timezone.get_current_timezone())
    rows = Holder.objects.order_by().annotate(month=month).values_list("month").annotate(Count("id"))
    counted = [(date_format(month, _("Y年n月")), count) for month, count in sorted(rows)[-MONTHS:]]
    total = sum(count for _label, count in counted)
    return Figure("months", _("近期认定"), total, _("个"), _("按认定月份"), _drawn(counted), "column")


def _points(counter: Counter[str]) -> list[Point]:
    return _drawn(counter.most_common(TOP))


def _drawn(counted: list[tuple[str, int]]) -> list[Point]:
    largest = max((count for _label, count in counted), default=1)
    return [Point(label, count, max(2, count * 100 // largest)) for label, count in counted]
