"""Past applications as plain data for the trial of a policy version (试算): what was handed in, how the review ended.

The votes are kept by a room above this one: it registers how to read them. What was handed in is read from the
sealed snapshot, never from the dossier as it is now. Contact data go no further than the snapshot.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, Max, Prefetch, Q, QuerySet
from django.utils import timezone

from policies.conditions import FactValue
from policies.enums import Kind
from policies.whatif import PastCase, PastRun, PastWindow
from policies.whatif.facts import OPEN, PASSED, REFUSED, SUPPLEMENTED
from publicity.models import Window
from recruitment.eligibility import gaps_of, profile_now, profile_of
from recruitment.enums import Status
from recruitment.models import Application, Evidence, Round, Snapshot

RunReader = Callable[[Collection[int]], Mapping[int, tuple[PastRun, ...]]]
"""Answers, for primary keys of applications, the stages each went through, in order."""

ENDINGS = {
    Status.PASSED: PASSED,
    Status.PUBLICIZED: PASSED,
    Status.HELD: PASSED,
    Status.RECOGNIZED: PASSED,
    Status.DROPPED: PASSED,
    Status.REFUSED: REFUSED,
    Status.LAPSED: SUPPLEMENTED,
}
"""How the review of an application in this state ended; what came after publicity is no part of it."""
STATION_FACTS = ("station_kind", "association_level", "priority_title", "served_last_year", "staff_count")
_readers: list[RunReader] = []


def read_runs_with(reader: RunReader) -> RunReader:
    """Registers where the votes are read."""
    _readers.append(reader)
    return reader


def rounds_with_history(at: datetime) -> QuerySet[Round]:
    """Rounds that have begun, newest first, with how many applications were handed in."""
    handed_in = Count("applications", filter=~Q(applications__status=Status.DRAFT))
    return Round.objects.filter(opens_at__lte=at).annotate(handed_in=handed_in).order_by("-opens_at", "-pk")


def cases_in(rounds: Iterable[int], *, at: datetime) -> QuerySet[Application]:
    """What a trial of these rounds looks at: everything handed in, and the drafts of rounds that are over."""
    running = Q(status=Status.DRAFT, round__closes_at__gte=at)
    return Application.objects.filter(round__in=rounds).exclude(running)


def last_case(rounds: Iterable[int], *, at: datetime) -> int:
    """The newest of them: a trial does not run after applications that come in behind it."""
    return cases_in(rounds, at=at).aggregate(last=Max("pk"))["last"] or 0


def past_cases(applications: QuerySet[Application]) -> list[PastCase]:
    """The applications with what they handed in and how they were signed: a fixed number of queries, but for drafts."""
    rows = list(
        applications.select_related("round", "applicant", "station", "expert").prefetch_related(_KEPT)
    )
    handed_in = [row for row in rows if row.status != Status.DRAFT]
    sealed = _last_snapshots(handed_in)
    runs = _runs(handed_in)
    return [
        _handed_in(row, sealed[row.pk], runs.get(row.pk, ())) if row.pk in sealed else _draft(row)
        for row in rows
        if row.pk in sealed or (row.status == Status.DRAFT and _has_dossier(row))
    ]


def past_windows(rounds: Iterable[int]) -> list[PastWindow]:
    """公示期 that showed an application of these rounds, in the order they were opened."""
    windows = Window.objects.filter(entries__application__round__in=rounds, opened_on__isnull=False)
    return [
        PastWindow(window.title, window.opened_on, window.last_day)
        for window in windows.distinct().order_by("opened_on", "pk")
        if window.opened_on and window.last_day
    ]


_KEPT = Prefetch("evidence", queryset=Evidence.objects.filter(removed_at=None))


def _last_snapshots(rows: list[Application]) -> dict[int, Snapshot]:
    """The newest submission of each: a supplement replaces what was handed in first."""
    snapshots = Snapshot.objects.filter(application__in=rows).order_by("application_id", "pk")
    return {snapshot.application_id: snapshot for snapshot in snapshots}


def _runs(rows: list[Application]) -> dict[int, tuple[PastRun, ...]]:
    keys = [row.pk for row in rows]
    found: dict[int, tuple[PastRun, ...]] = {}
    for reader in _readers:
        found.update(reader(keys))
    return found


def _handed_in(row: Application, snapshot: Snapshot, runs: tuple[PastRun, ...]) -> PastCase:
    said = _typed(snapshot.content["dossier"])
    held = frozenset(file["kind"] for file in snapshot.content["evidence"])
    return PastCase(
        key=row.pk,
        kind=row.kind,
        on=timezone.localdate(snapshot.taken_at),
        profile=profile_of(row.kind, said, held),
        ending=ENDINGS.get(Status(row.status), OPEN),
        facts=_facts(row, said),
        runs=runs,
        version=row.round.policy_id,
    )


def _draft(row: Application) -> PastCase:
    return PastCase(
        key=row.pk,
        kind=row.kind,
        on=timezone.localdate(row.round.closes_at),
        profile=profile_now(row),
        ending=OPEN,
        is_draft=True,
        is_complete=not gaps_of(row),
        version=row.round.policy_id,
    )


def _has_dossier(row: Application) -> bool:
    return hasattr(row, "station" if row.kind == Kind.STATION else "expert")


def _typed(said: Mapping[str, Any]) -> dict[str, Any]:
    """A sealed dossier with its days as days."""
    founded = said.get("founded_on")
    return {**said, "founded_on": date.fromisoformat(founded)} if founded else dict(said)


def _facts(row: Application, said: Mapping[str, Any]) -> dict[str, FactValue]:
    """What the conditions of a stage may ask about, under the names the stages use."""
    facts: dict[str, FactValue] = {
        "kind": row.kind,
        "province": row.province,
        "priority": "yes" if row.is_priority else "no",
        "supplement_count": Decimal(row.supplement_count),
    }
    if row.kind == Kind.STATION:
        return facts | {"founded_on": said.get("founded_on")} | {n: said.get(n) for n in STATION_FACTS}
    return facts | {
        "expert_category": said.get("category"),
        "degree": said.get("degree"),
        "experience_years": said.get("experience_years"),
    }
