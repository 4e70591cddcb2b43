"""到期与无人可办：what the clock does to open runs. It reminds, asks others, marks; it never answers."""

import logging
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from viewflow.workflow.models import Task
from viewflow.workflow.status import PROCESS, STATUS

from accounts.models import User
from policies.calendar import CalendarGapError
from policies.enums import OnLimit
from policies.models import StageSigner
from policies.queries import calendar_from, revision_in_query
from workflows.review.limits import fill_limit, recount_limit
from workflows.review.models import LimitNotice, Pool, Proxy, Recusal, ReviewProcess, Seat, StageRun, Vote
from workflows.review.people import eligible, natural_pool, pool_members
from workflows.review.seating import WAITING, call_signers, hand, vacate
from workflows.review.stages import bar_automatically
from workflows.review.trace import record, tell

logger = logging.getLogger(__name__)
BATCH = 200


def mind_limits() -> int:
    """Sweep: limits as the calendar now tells them, then one notice a working day for every run past its own."""
    at = timezone.now()
    today = timezone.localdate(at)
    done = _each(open_runs().filter(due_on=None), fill_limit, at) + recount_limits()
    if not _is_workday(today):
        return done
    noticed = LimitNotice.objects.filter(run=OuterRef("pk"), day=today)
    late = open_runs().filter(~Exists(noticed), due_on__lt=today).order_by("due_on", "pk")
    return done + _each(late, _mind_limit, at)


def mind_seats() -> int:
    """Sweep: seats whose signer has gone, or that nobody is left to take, whatever brought that about."""
    at = timezone.now()
    found = [pair for kind in ReviewProcess.__subclasses__() for pair in kind.staff_parties()]
    known = set(Recusal.objects.filter(process__in={pk for pk, _ in found}).values_list("process", "person"))
    done = sum(_bar_party(pk, person, at) for pk, person in sorted(set(found) - known))
    astray = waiting_seats().filter(_has_lost_signer(timezone.localdate(at)) | _has_nobody())
    runs = open_runs().filter(Q(pk__in=astray.values("run")) | Q(unattended_since__isnull=False))
    return done + _each(runs, _mend, at)


def recount_limits() -> int:
    """Sweep: the limits of open runs that were counted before the work calendar changed."""
    return _each(open_runs().filter(calendar_revision__lt=revision_in_query()), recount_limit, timezone.now())


def open_runs() -> QuerySet[StageRun]:
    """The runs at work, of processes that are running."""
    ended = [PROCESS.DONE, PROCESS.CANCELED]
    return StageRun.objects.filter(closed_at=None).exclude(process__status__in=ended).order_by("pk")


def waiting_seats() -> QuerySet[Seat]:
    """The seats asked now."""
    return Seat.objects.filter(task__status__in=WAITING, removed_at=None, run__closed_at=None)


def _each(
    runs: QuerySet[StageRun], act: Callable[[StageRun, ReviewProcess, datetime], bool], at: datetime
) -> int:
    """Each in its own transaction under the lock of its process; one that fails does not stop the others."""
    return sum(_one(pk, act, at) for pk in list(runs.values_list("pk", flat=True)[:BATCH]))


def _one(run_pk: int, act: Callable[[StageRun, ReviewProcess, datetime], bool], at: datetime) -> bool:
    try:
        process = ReviewProcess.objects.get(runs=run_pk)
        with transaction.atomic(), process.flow_class.lock(process.pk):
            run = open_runs().select_related("stage__group").filter(pk=run_pk).first()
            return run is not None and act(run, ReviewProcess.objects.get(pk=process.pk).coerced, at)
    except Exception:
        logger.exception("run %s could not be minded", run_pk)
        return False


def _mind_limit(run: StageRun, process: ReviewProcess, at: datetime) -> bool:
    today = timezone.localdate(at)
    is_first = not LimitNotice.objects.filter(run=run).exists()
    act = OnLimit(run.stage.on_limit) if is_first else OnLimit.REMIND
    notice, is_new = LimitNotice.objects.get_or_create(run=run, day=today, defaults={"act": act, "at": at})
    if not is_new:
        return False
    related = "run__stage", "group", "signer", "standing_for", "task"
    seats = list(waiting_seats().filter(run=run).select_related(*related))
    if act == OnLimit.ESCALATE:
        _escalate(run, process, at)
    if act == OnLimit.REASSIGN:
        for seat in seats:
            _reassign(seat, process, at)
        call_signers(process, at)
    else:
        for seat in seats:
            people = [seat.signer] if seat.signer else list(pool_members(seat, seat.pool))
            tell(people, "overdue", process, key=f"limit:{run.pk}:{today}", stage=run.stage.name)
    record(process, "limit", None, stage=run.stage.code, round=run.round_no, act=notice.act)
    return True


def _escalate(run: StageRun, process: ReviewProcess, at: datetime) -> None:
    run.escalated_at = at
    run.save(update_fields=["escalated_at"])
    managers = User.objects.filter(
        managed_groups__group__in=run.seats.values("group"), is_active=True
    ).distinct()
    tell(managers, "escalated", process, key=f"escalated:{run.pk}", stage=run.stage.name)


def _reassign(seat: Seat, process: ReviewProcess, at: datetime) -> None:
    """To the person of the pool with the fewest open tasks; back to the pool when there is no other. An added signer stays."""
    if seat.is_added:
        return
    before, pool = seat.signer, natural_pool(seat)
    people = eligible(seat, pool, process, besides=before)
    if not people:
        if before is not None:
            vacate(seat, process, at)
        return
    to = min(people, key=lambda person: (_load(person), person.pk))
    seat.pool = pool
    hand(seat, to, at)
    said = {"stage": seat.run.stage.code, "seat": seat.place, "to": to.pk}
    record(process, "reassign", None, {"signer": before and before.pk}, **said)
    tell([to], "reassigned", process, key=f"reassign:{seat.pk}", stage=seat.run.stage.name)


def _load(person: User) -> int:
    return Task.objects.filter(owner=person, status=STATUS.ASSIGNED, flow_task_type="HUMAN").count()


def _mend(run: StageRun, process: ReviewProcess, at: datetime) -> bool:
    """Whether anything was changed: a run that stays unattended is no work done."""
    before = _state(run)
    call_signers(process, at)
    return _state(run) != before


def _state(run: StageRun) -> list[object]:
    columns = "pk", "signer", "standing_for", "pool", "removed_at", "task", "run__unattended_since"
    return list(Seat.objects.filter(run=run).order_by("pk").values_list(*columns))


def _bar_party(process_pk: int, person: int, at: datetime) -> bool:
    process = ReviewProcess.objects.get(pk=process_pk).coerced
    with transaction.atomic(), process.flow_class.lock(process_pk):
        is_new = bar_automatically(process, person, at)
        call_signers(process, at)
    return is_new


def _has_lost_signer(today: date) -> Q:
    """Deactivated, recused, out of the group, or a deputy whose days are over."""
    case = OuterRef("run__process")
    recused = Recusal.objects.filter(
        Q(person=OuterRef("signer")) | Q(person=OuterRef("standing_for")), process=case
    )
    running = Proxy.objects.filter(
        absent=OuterRef("standing_for"), deputy=OuterRef("signer"), ended_at=None, starts_on__lte=today, ends_on__gte=today,
    )  # fmt: skip
    principal = Q(pk=OuterRef("standing_for")) | Q(pk=OuterRef("signer"))
    member = User.objects.filter(principal, groups=OuterRef("group"))
    manager = User.objects.filter(principal, managed_groups__group=OuterRef("group"))
    return Q(signer__isnull=False) & (
        Q(signer__is_active=False)
        | Q(standing_for__is_active=False)
        | Q(Exists(recused))
        | (Q(standing_for__isnull=False) & ~Q(Exists(running)))
        | (Q(pool=Pool.GROUP) & ~Q(Exists(member)) & ~Q(Exists(manager)))
        | (Q(pool=Pool.MANAGER) & ~Q(Exists(manager)))
    )


def _has_nobody() -> Q:
    """Free, and every active person of its pool is barred from the case."""
    person, seat = OuterRef("pk"), OuterRef
    recused = Recusal.objects.filter(process=seat(seat("run__process")), person=person)
    elsewhere = Vote.objects.filter(
        Q(by=person) | Q(standing_for=person), seat__run__process=seat(seat("run__process"))
    ).exclude(seat__run__stage__code=seat(seat("run__stage__code")))
    on_run = Seat.objects.filter(
        Q(signer=person) | Q(standing_for=person), run=seat(seat("run")), removed_at=None
    )
    free = User.objects.filter(~Exists(recused), ~Exists(on_run), is_active=True)
    others = free.filter(~Exists(elsewhere))
    nobody = Q()
    for pool, people in {
        Pool.GROUP: Q(groups=OuterRef("group")),
        Pool.MANAGER: Q(managed_groups__group=OuterRef("group")),
        Pool.NAMED: Q(pk__in=_named()),
    }.items():
        is_other = Q(run__stage__is_other_person=True)
        nobody |= Q(pool=pool) & (
            (is_other & ~Q(Exists(others.filter(people)))) | (~is_other & ~Q(Exists(free.filter(people))))
        )
    return Q(signer=None) & nobody


def _named() -> QuerySet[Any, Any]:
    return StageSigner.objects.filter(stage=OuterRef(OuterRef("run__stage"))).values("user")


def _is_workday(day: date) -> bool:
    try:
        return calendar_from(day, days=1).is_workday(day)
    except CalendarGapError:
        return day.weekday() < 5
