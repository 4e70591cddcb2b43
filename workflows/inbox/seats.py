"""审核工作台：the seats of every flow with judgement as a person's lists. A fixed number of queries a page, whatever its length."""

from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from viewflow.workflow.status import STATUS

from accounts.models import User
from workflows.inbox.cases import KINDS, seen_by
from workflows.review.models import Seat
from workflows.review.people import free_seats

TABS = {"mine": _("我的待办"), "group": _("本组待领"), "all": _("全部"), "done": _("已办")}
OPEN = [STATUS.NEW, STATUS.ASSIGNED]


def seats_in(tab: str, user: User) -> QuerySet[Seat]:
    """One tab's rows: what is asked of me, of my groups, of anybody; or what I have answered, newest first."""
    seats = Seat.objects.filter(_tab(tab, user)).filter(seen_by(user))
    seats = seats.select_related("task", "signer", "run__stage", "vote")
    for kind in KINDS.values():
        seats = seats.select_related(kind.path, *(f"{kind.path}__{name}" for name in kind.select))
        seats = seats.prefetch_related(*kind.prefetch(kind.path))
    return seats.order_by("-vote__at") if tab == "done" else _by_urgency(seats)


def tab_counts(user: User) -> dict[str, int]:
    """How many rows each tab holds."""
    return Seat.objects.filter(seen_by(user)).aggregate(
        **{tab: Count("pk", filter=_tab(tab, user)) for tab in TABS}
    )


def urgency(user: User, today: date) -> dict[str, int]:
    """How much of what is asked of me is over its limit, and how much ends today."""
    mine = Seat.objects.filter(_tab("mine", user)).filter(seen_by(user))
    return mine.aggregate(
        overdue=Count("pk", filter=is_overdue(today)), today=Count("pk", filter=Q(run__due_on=today))
    )


def neighbours(tab: str, user: User, task_pk: int) -> dict[str, Any]:
    """The tasks before and after one in its tab, as (process, task), and its place."""
    rows = list(seats_in(tab, user).values_list("run__process_id", "task_id")[:500])
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


def is_overdue(today: date) -> Q:
    return Q(run__due_on__lt=today, run__closed_at=None)


def _tab(tab: str, user: User) -> Q:
    return {
        "mine": Q(task__status=STATUS.ASSIGNED, task__owner=user),
        "group": Q(task__status=STATUS.NEW) & free_seats(user),
        "all": Q(task__status__in=OPEN),
        "done": Q(vote__by=user),
    }[tab]


def _by_urgency(seats: QuerySet[Seat]) -> QuerySet[Seat]:
    """优先认定 titles first (S-5-P), then whatever is due first."""
    first = [
        Coalesce(F(f"{kind.path}__{kind.first}"), Value(value=False)).desc()
        for kind in KINDS.values()
        if kind.first
    ]
    return seats.order_by(*first, F("run__due_on").asc(nulls_last=True), "task__created", "pk")
