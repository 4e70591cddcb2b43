"""审核工作台：the seats of every flow with judgement as a person's lists. A fixed number of queries a page, whatever its length."""

from datetime import date
from typing import Any

from django.db.models import Case, Count, F, Q, QuerySet, Value, When, Window
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tables2.data import TableData
from viewflow.workflow.models import Task
from viewflow.workflow.status import STATUS

from accounts.models import User
from workflows.inbox.cases import bring_cases, seen_by
from workflows.inbox.copied import COPIED, is_copied, unread_copies, with_copies
from workflows.review.models import Seat, Vote
from workflows.review.people import seats_to_take

TABS = {
    "mine": _("我的待办"),
    "group": _("本组待领"),
    COPIED: _("抄送我的"),
    "all": _("全部"),
    "done": _("已办"),
}
OPEN = [STATUS.NEW, STATUS.ASSIGNED]
LEDGERS = ("all", "done")  # they grow for years and ask nothing of anybody: counted only where they are open
LOOKED_THROUGH = 500  # neighbours of a case


def seats_in(tab: str, user: User) -> QuerySet[Seat]:
    """One tab's rows: what is asked of me, of my groups, of anybody; or what I was told of or have answered, newest first."""
    seats = Seat.objects.filter(_tab(tab, user)).filter(seen_by(user))
    if tab == COPIED:
        return with_copies(seats, user)
    return seats.order_by("-vote__at", "-pk") if tab == "done" else _by_urgency(seats)


def with_rows(seats: QuerySet[Seat]) -> list[Seat]:
    """With all that a row of the table shows, in a number of queries that their length does not change."""
    rows = list(
        seats.select_related("task", "signer", "run__stage", "vote").prefetch_related("run__stage__fields")
    )
    bring_cases(rows)
    return rows


class SeatRows(TableData):
    """A tab page by page: first which seats in which order, then all that a row shows, of those alone."""

    def __init__(
        self, seats: QuerySet[Seat], total: int | None = None, known: dict[int, list[int]] | None = None
    ) -> None:
        """`total`, where it is known already, is not counted again; nor are the seats of a page `known` by its start looked for."""
        super().__init__(seats)
        self.total = seats.count() if total is None else total
        self.known = known or {}

    def __len__(self) -> int:
        return self.total

    def order_by(self, aliases: Any) -> None:
        """Nobody sorts the inbox: what waits longest or matters most comes first."""

    def __getitem__(self, page: slice) -> list[Seat]:
        pks = self.known.get(page.start) or list(self.data.values_list("pk", flat=True)[page])
        rows = with_rows(self.data.order_by().filter(pk__in=pks))
        return sorted(rows, key=lambda seat: pks.index(seat.pk))


def tab_counts(user: User, *, opened: str, mine: int) -> dict[str, int | None]:
    """How many rows each tab holds, None for a ledger that is not the one `opened`, and how many copies are `unread`.

    One statement, each counted where that is cheapest; `mine` comes from `urgency`.
    """
    waiting = Task.objects.filter(seen_by(user, "seat__"), status__in=OPEN, data__has_key="seat")
    counted: dict[str, QuerySet[Any]] = {
        "group": Seat.objects.filter(_tab("group", user), seen_by(user)),
        COPIED: Seat.objects.filter(_tab(COPIED, user), seen_by(user)),
        "all": waiting,
        "done": Vote.objects.filter(seen_by(user, "seat__"), by=user),
        "unread": unread_copies(user),
    }
    left_alone = [tab for tab in LEDGERS if tab != opened]
    first, *others = (
        rows.order_by().annotate(tab=Value(tab)).values("tab").annotate(rows=Count("pk"))
        for tab, rows in counted.items()
        if tab not in left_alone
    )
    found = {row["tab"]: row["rows"] for row in first.union(*others, all=True)}
    return {"mine": mine, **{tab: None if tab in left_alone else found.get(tab, 0) for tab in counted}}


def urgency(user: User, today: date) -> dict[str, int]:
    """How much is asked of me, how much of it is over its limit, and how much ends today."""
    return Seat.objects.filter(_tab("mine", user)).filter(seen_by(user)).aggregate(**_asked(today))


def urgency_and_page(user: User, today: date, start: int, length: int) -> tuple[dict[str, int], list[int]]:
    """`urgency`, and the seats of one page of 我的待办: either reads all that is asked of me, so both come from one reading.

    A page past the end holds nothing.
    """
    counted = _asked(today)
    windows = {name: Window(count) for name, count in counted.items()}
    rows = list(
        seats_in("mine", user).annotate(**windows).values_list("pk", *windows)[start : start + length]
    )
    if not rows:
        return urgency(user, today), []
    return dict(zip(counted, rows[0][1:], strict=True)), [pk for pk, *_counts in rows]


def neighbours(tab: str, user: User, task_pk: int) -> dict[str, Any]:
    """The tasks before and after one in its tab, as (process, task), and its place among the first."""
    rows = list(seats_in(tab, user).values_list("run__process_id", "task_id")[:LOOKED_THROUGH])
    place = next((n for n, (_process, task) in enumerate(rows) if task == task_pk), None)
    if place is None:
        return {
            "previous": None,
            "next": rows[0] if rows and tab == "mine" else None,
            "place": 0,
            "of": len(rows),
        }
    return {
        "previous": rows[place - 1] if place else None,
        "next": rows[place + 1] if place + 1 < len(rows) else None,
        "place": place + 1,
        "of": len(rows),
    }


def _asked(today: date) -> dict[str, Count]:
    return {
        "mine": Count("pk"),
        "overdue": Count("pk", filter=is_overdue(today)),
        "today": Count("pk", filter=Q(run__due_on=today)),
    }


def is_overdue(today: date) -> Q:
    return Q(run__due_on__lt=today, run__closed_at=None)


def _tab(tab: str, user: User) -> Q:
    if tab == "group":
        own, for_absent = seats_to_take(user)
        return Q(task__status=STATUS.NEW) & own | Q(task__status__in=OPEN, standing_for=None) & for_absent
    if tab == COPIED:
        return is_copied(user)
    return {
        "mine": Q(task__status=STATUS.ASSIGNED, task__owner=user),
        "all": Q(task__status__in=OPEN),
        "done": Q(vote__by=user),
    }[tab]


def _by_urgency(seats: QuerySet[Seat]) -> QuerySet[Seat]:
    """优先认定 titles first (S-5-P); among them, and among the others: overdue, due today, taken by nobody, the rest."""
    today = timezone.localdate()
    band = Case(
        When(run__due_on__lt=today, then=0),
        When(run__due_on=today, then=1),
        When(task__owner=None, then=2),
        default=3,
    )
    return seats.order_by(
        "-run__goes_first", band, F("run__due_on").asc(nulls_last=True), "task__created", "pk"
    )
