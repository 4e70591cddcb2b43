"""How past applications were signed, for the trial of a policy version. The only place of 试算 that knows the votes' tables."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, datetime

from django.db.models import F, QuerySet
from django.utils import timezone

from policies.calendar import CalendarGapError, workdays_between
from policies.queries import WorkCalendar
from policies.tally import Seat
from policies.whatif import PastRun
from workflows.review import models

APPLICATION = "process__applicationprocess__application_id"
Signed = tuple[Seat, str]


def runs_of(applications: Collection[int]) -> Mapping[int, tuple[PastRun, ...]]:
    """Every passage through a stage, in order, for each application; in three queries."""
    runs = models.StageRun.objects.filter(**{f"{APPLICATION}__in": applications}).order_by("pk")
    rows = list(
        runs.values_list(
            "pk", APPLICATION, "stage__code", "round_no", "outcome", "opened_at", "closed_at", named=False
        )
    )
    signed = _seats_by_run([row[0] for row in rows])
    calendar = _calendar(rows)
    found: dict[int, list[PastRun]] = defaultdict(list)
    for pk, application, code, round_no, outcome, opened_at, closed_at in rows:
        seats, groups = zip(*signed[pk], strict=True) if signed[pk] else ((), ())
        days = _workdays(opened_at, closed_at, calendar)
        found[application].append(PastRun(code, round_no, outcome, seats, groups, days))
    return {application: tuple(passages) for application, passages in found.items()}


def _seats_by_run(runs: Collection[int]) -> dict[int, list[Signed]]:
    """The seats of each run in the order of their answers, the unanswered last."""
    found: dict[int, list[Signed]] = defaultdict(list)
    for run, place, step, choice, group in _standing_seats(runs).order_by(
        F("vote__at").asc(nulls_last=True), "pk"
    ):
        found[run].append((Seat(place, step, choice or ""), group))
    return found


def _standing_seats(runs: Collection[int]) -> QuerySet[models.Seat, tuple[int, int, int, str | None, str]]:
    """(run, place, step, choice, group): all that is read of a seat and its vote; a seat taken away (减签) asked nobody."""
    seats = models.Seat.objects.filter(run__in=runs, removed_at=None)
    return seats.values_list("run_id", "place", "step", "vote__choice", "group__name")


def _calendar(rows: list[tuple[int, int, str, int, str, datetime, datetime | None]]) -> WorkCalendar | None:
    """One reading of the calendar for all of them."""
    closed = [(_day(row[5]), _day(row[6])) for row in rows if row[6]]
    if not closed:
        return None
    first, last = min(opened for opened, _ in closed), max(ended for _, ended in closed)
    return WorkCalendar(first, (last - first).days)


def _workdays(opened_at: datetime, closed_at: datetime | None, calendar: WorkCalendar | None) -> int | None:
    """How many working days a stage took; unknown while it is open, or where the calendar has a gap."""
    if closed_at is None or calendar is None:
        return None
    try:
        return workdays_between(_day(opened_at), _day(closed_at), calendar.is_workday)
    except CalendarGapError:
        return None


def _day(at: datetime) -> date:
    return timezone.localdate(at)
