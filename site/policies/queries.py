"""Questions about the rules in force: the calendar, the newest policy, names of codes."""

from datetime import date, datetime, timedelta

from django.db.models import Count, Q, Subquery

from policies.calendar import CalendarGapError
from policies.enums import AssociationLevel, ChangeStatus, CodeList, Kind, PolicyStatus, Province
from policies.facts import YES_NO, Fact
from policies.models import CalendarChange, CodeItem, PolicyVersion, WorkDay

LOOK_AHEAD_DAYS = 400


class WorkCalendar:
    """The work calendar from a day on, read once: answers day by day and remembers whether it had to guess."""

    def __init__(self, start: date, days: int = LOOK_AHEAD_DAYS) -> None:
        rows = WorkDay.objects.filter(date__gte=start, date__lte=start + timedelta(days=days))
        columns = rows.values_list("date", "is_workday", "is_confirmed", "name", named=True)
        self.days = {row.date: row for row in columns}  # hundreds of them: no models
        self.touched_unconfirmed = False

    def is_workday(self, day: date) -> bool:
        """Raises CalendarGapError for a day without a row: seed the year first, even provisionally."""
        try:
            row = self.days[day]
        except KeyError:
            raise CalendarGapError(day.isoformat()) from None
        self.touched_unconfirmed = self.touched_unconfirmed or not row.is_confirmed
        return row.is_workday

    def name(self, day: date) -> str:
        return self.days[day].name if day in self.days else ""


def calendar_from(start: date, days: int = LOOK_AHEAD_DAYS) -> WorkCalendar:
    """The work calendar for counting forward from `start`."""
    return WorkCalendar(start, days)


def calendar_revision() -> int:
    """How many changes the calendar has taken. Read it before counting: a change in between is then counted again."""
    return CalendarChange.objects.filter(status=ChangeStatus.APPLIED).count()


def revision_in_query() -> Subquery:
    """The same number inside another query: NULL, so behind nothing, before the first change."""
    applied = CalendarChange.objects.filter(status=ChangeStatus.APPLIED).order_by().values("status")
    return Subquery(applied.annotate(count=Count("pk")).values("count"))


def calendar_changed_since(revision: int) -> datetime | None:
    """When the first change after a revision was applied; None when there was none."""
    applied = CalendarChange.objects.filter(status=ChangeStatus.APPLIED).order_by("decided_at", "pk")
    return applied.values_list("decided_at", flat=True)[revision : revision + 1].first()


def policy_in_force(on: date, *, scope: str = "") -> PolicyVersion:
    """The newest published version of a scope effective on a day. Raises PolicyVersion.DoesNotExist."""
    return (
        PolicyVersion.objects.filter(scope=scope, status=PolicyStatus.PUBLISHED, effective_on__lte=on)
        .order_by("-effective_on", "-number")[:1]
        .get()
    )


def codes_on(codelist: CodeList, on: date) -> list[CodeItem]:
    """The items of a list that are valid on a day, in their order."""
    return list(
        CodeItem.objects.filter(codelist=codelist)
        .filter(Q(starts_on__isnull=True) | Q(starts_on__lte=on))
        .filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on))
    )


def code_names(codelist: CodeList) -> dict[str, str]:
    """Every code of a list, ended ones too, with its name."""
    return dict(CodeItem.objects.filter(codelist=codelist).values_list("code", "name"))


def fact_choices(fact: Fact) -> dict[str, str]:
    """The codes a fact may have, with their names; none for numbers and dates."""
    if fact.names:
        return dict(fact.names)
    if fact.codelist:
        return code_names(CodeList(fact.codelist))
    enums = {"Kind": Kind, "Province": Province, "AssociationLevel": AssociationLevel}
    if fact.enum in enums:
        return {code: str(label) for code, label in enums[fact.enum].choices}
    return YES_NO if fact.enum == "YesNo" else {}
