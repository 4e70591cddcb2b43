"""数据统计：the year's service and needs by province, kind, field and month. A fixed number of statements, whatever there is.

By province and kind the figures are the year's tallies, as they count for the yearly duty; by field and month they are
what the diaries report, for a tally knows neither.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, QuerySet, Sum
from django.db.models.functions import ExtractMonth
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from needs.enums import TAKEN_ON, OfferStatus
from needs.models import Need
from policies.enums import CodeList, Kind, Province
from policies.queries import code_names
from service.models import Confirmation, DiaryEntry, EnterpriseServed, YearTally

CUTS = {
    "province": gettext_lazy("按省份"),
    "kind": gettext_lazy("按类别"),
    "field": gettext_lazy("按领域"),
    "month": gettext_lazy("按月份"),
}
OF_TALLIES = ("province", "kind")


@dataclass
class Line:
    """One province, kind, field or month; `holders` is None where diaries were counted, not tallies."""

    key: str
    label: str
    holders: int | None = None
    sessions: int = 0
    half_hours: int = 0
    firms: int = 0
    scores: int = 0
    score_total: int = 0
    needs: int = 0
    taken_on: int = 0

    @property
    def hours(self) -> Decimal:
        return Decimal(self.half_hours) / 2

    @property
    def satisfaction(self) -> Decimal | None:
        """To one decimal, half up, as a holder's own."""
        if not self.scores:
            return None
        return (Decimal(self.score_total) / self.scores).quantize(Decimal("0.1"), ROUND_HALF_UP)


@dataclass
class Cut:
    """The year cut one way, with its sum."""

    name: str
    title: str
    lines: list[Line]
    total: Line = field(default_factory=lambda: Line("", ""))

    @property
    def of_tallies(self) -> bool:
        return self.name in OF_TALLIES


def cuts_of(year: int) -> list[Cut]:
    return [_cut(name, year) for name in CUTS]


def years_known() -> list[int]:
    """The years anybody reported for, newest first."""
    return list(YearTally.objects.order_by("-year").values_list("year", flat=True).distinct())


def tallies(year: int, **asked: str) -> QuerySet[YearTally]:
    """The tallies behind a figure by province or kind."""
    rows = YearTally.objects.filter(year=year, **{f"holder__{name}": value for name, value in asked.items()})
    return rows.select_related("holder").order_by("-half_hours", "-firms", "pk")


def entries(year: int, **asked: str) -> QuerySet[DiaryEntry]:
    """The diary entries behind a figure by field or month."""
    rows = DiaryEntry.objects.filter(served_on__year=year, **_on("served_on", asked))
    return rows.select_related("holder").annotate(firm_count=Count("served")).order_by("-served_on", "-pk")


def needs(year: int, **asked: str) -> QuerySet[Need]:
    """The needs behind a figure; by kind, those taken on by a station or by an expert; `taken`, those taken on by anybody."""
    cut = {name: value for name, value in asked.items() if name not in {"kind", "taken"}}
    rows = Need.objects.filter(submitted_at__year=year, **_on("submitted_at", cut))
    if "kind" in asked:
        rows = rows.filter(offers__status=OfferStatus.ACCEPTED, offers__holder__kind=asked["kind"])
    if "taken" in asked:
        rows = rows.filter(status__in=TAKEN_ON)
    return rows.order_by("-submitted_at", "-pk")


def _on(moment: str, asked: Mapping[str, str]) -> dict[str, Any]:
    return {f"{moment}__month" if name == "month" else name: value for name, value in asked.items()}


def _cut(name: str, year: int) -> Cut:
    lines = {key: Line(key, label) for key, label in labels(name).items()}
    count = _count_tallies if name in OF_TALLIES else _count_entries
    count(lines, name, year)
    _count_needs(lines, name, year)
    kept = [line for line in lines.values() if name in {"kind", "month"} or line.sessions or line.needs]
    return Cut(name, str(CUTS[name]), kept, _total(kept, name))


def labels(name: str) -> dict[str, str]:
    if name == "taken":
        return {"1": _("已接受")}
    if name == "month":
        return {str(month): _("%(month)d 月") % {"month": month} for month in range(1, 13)}
    if name == "field":
        return code_names(CodeList.FIELD)
    return {code: str(label) for code, label in (Province if name == "province" else Kind).choices}


def _count_tallies(lines: dict[str, Line], name: str, year: int) -> None:
    column = f"holder__{name}"
    rows = YearTally.objects.filter(year=year).order_by().values_list(column)
    sums = rows.annotate(Count("pk"), *(Sum(one) for one in ("entries", "half_hours", "firms", "scores", "score_total")))  # fmt: skip
    for key, *counted in sums:
        line = lines[key]
        line.holders, line.sessions, line.half_hours, line.firms, line.scores, line.score_total = counted


def _count_entries(lines: dict[str, Line], name: str, year: int) -> None:
    rows = (
        DiaryEntry.objects.filter(served_on__year=year).order_by().annotate(key=_key(name)).values_list("key")
    )
    for found, sessions, half_hours in rows.annotate(Count("pk"), Sum("half_hours")):
        line = _line(lines, found)
        line.sessions, line.half_hours = sessions, half_hours
    served = EnterpriseServed.objects.filter(entry__served_on__year=year).order_by()
    for found, firms in served.annotate(key=_key(name, "entry__")).values_list("key").annotate(Count("pk")):
        _line(lines, found).firms = firms
    scored = _newest_scores(year).annotate(key=_key(name, "entry__")).values_list("key")
    for found, scores, total in scored.annotate(Count("pk"), Sum("score")):
        line = _line(lines, found)
        line.scores, line.score_total = scores, total


def _key(name: str, path: str = "") -> ExtractMonth | F:
    return ExtractMonth(f"{path}served_on") if name == "month" else F(f"{path}{name}")


def _newest_scores(year: int) -> QuerySet[Confirmation]:
    """One score a firm and entry, the newest: as the tally counts them."""
    scored = Confirmation.objects.filter(entry__served_on__year=year, score__isnull=False).order_by()
    same = {"entry": OuterRef("entry"), "enterprise": OuterRef("enterprise")}
    return scored.exclude(Exists(Confirmation.objects.filter(**same, score__isnull=False, ordinal__gt=OuterRef("ordinal"))))  # fmt: skip


def _count_needs(lines: dict[str, Line], name: str, year: int) -> None:
    rows = Need.objects.filter(submitted_at__year=year).order_by()
    if name == "kind":
        rows = rows.filter(offers__status=OfferStatus.ACCEPTED).annotate(key=F("offers__holder__kind"))
    else:
        rows = rows.annotate(key=ExtractMonth("submitted_at") if name == "month" else F(name))
    for found, status, count in rows.values_list("key", "status").annotate(Count("pk")):
        line = _line(lines, found)
        line.needs += count
        line.taken_on += count if status in TAKEN_ON else 0


def _line(lines: dict[str, Line], found: object) -> Line:
    """A code no list knows any more is shown as it is."""
    key = str(found)
    return lines.setdefault(key, Line(key, key))


def _total(lines: list[Line], name: str) -> Line:
    total = Line("", _("合计"), holders=0 if name in OF_TALLIES else None)
    for line in lines:
        total.holders = None if total.holders is None else total.holders + (line.holders or 0)
        for column in ("sessions", "half_hours", "firms", "scores", "score_total", "needs", "taken_on"):
            setattr(total, column, getattr(total, column) + getattr(line, column))
    return total
