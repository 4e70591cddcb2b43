"""形式审查：staff compare a confirmed roster with its stamped scan, row by row (S-5-R, E-4-R).

Nothing leaves before the check is finished: until then a verdict may be changed and the agency may withdraw.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from accounts.models import User
from audit.actions import record_event
from messaging.actions import announce
from messaging.audiences import Concerned
from recruitment.actions.moving import given_reason
from recruitment.enums import RosterRowStatus, RosterStatus, RosterVerdict
from recruitment.models import Roster, RosterRow
from recruitment.queries import is_own_roster
from recruitment.rosters.refusals import (
    NotCheckerError,
    OwnRosterError,
    RosterStatusError,
    RowsUncheckedError,
    TwinUnexplainedError,
)
from recruitment.signals import roster_checked, roster_returned, twins_asked

CHECK = "recruitment.check_roster"


@transaction.atomic
def pass_row(*, row: RosterRow, by: User, at: datetime, reason: str = "") -> RosterRow:
    """通过：one that may repeat another only with a reason. Raises TwinUnexplainedError, OwnRosterError, RosterStatusError."""
    roster = _lock(row.roster, by=by, expected={RosterStatus.CONFIRMED})
    fresh = roster.rows.get(pk=row.pk, status=RosterRowStatus.KEPT)
    if twins_of_row(fresh) and not reason.strip():
        raise TwinUnexplainedError
    return _judge(roster, fresh, RosterVerdict.PASSED, reason.strip(), by=by, at=at)


@transaction.atomic
def refuse_row(*, row: RosterRow, reason: str, by: User, at: datetime) -> RosterRow:
    """不通过：for a reason the agency reads. Raises ReasonMissingError, OwnRosterError, RosterStatusError."""
    roster = _lock(row.roster, by=by, expected={RosterStatus.CONFIRMED})
    fresh = roster.rows.get(pk=row.pk, status=RosterRowStatus.KEPT)
    return _judge(roster, fresh, RosterVerdict.REFUSED, given_reason(reason), by=by, at=at)


@transaction.atomic
def pass_remaining(*, roster: Roster, by: User, at: datetime) -> int:
    """其余全部通过：every row without a verdict that repeats nothing; the doubtful ones stay for a look of their own."""
    locked = _lock(roster, by=by, expected={RosterStatus.CONFIRMED})
    waiting = unchecked_rows(locked)
    repeated = twins_of_rows(list(waiting.select_related("roster")))
    clear = [pk for pk, sentences in repeated.items() if not sentences]
    locked.rows.filter(pk__in=clear).update(verdict=RosterVerdict.PASSED, checked_at=at, checked_by=by)
    if clear:
        record_event(by=by, verb="roster.pass_rows", target=locked, after={"rows": len(clear)})
    return len(clear)


@transaction.atomic
def return_roster(*, roster: Roster, reason: str, by: User, at: datetime) -> Roster:
    """退回：the agency puts it right and confirms again. Raises ReasonMissingError, OwnRosterError, RosterStatusError."""
    row = _lock(roster, by=by, expected={RosterStatus.CONFIRMED})
    row.status, row.returned_at, row.returned_by = RosterStatus.RETURNED, at, by
    row.return_reason = given_reason(reason)
    row.save()
    _record(row, "return", by=by, reason=row.return_reason)
    _tell(row, "roster.returned", at)
    roster_returned.send(Roster, roster=row, by=by, at=at)
    return row


@transaction.atomic
def finish_check(*, roster: Roster, by: User, at: datetime) -> Roster:
    """完成形式审查：from here the verdicts stand. A second call finds the first. Raises RowsUncheckedError, OwnRosterError, RosterStatusError."""
    row = _lock(roster, by=by, expected={RosterStatus.CONFIRMED, RosterStatus.CHECKED})
    if row.status == RosterStatus.CHECKED:
        return row
    if waiting := unchecked_rows(row).count():
        raise RowsUncheckedError(waiting)
    row.status, row.checked_at, row.checked_by = RosterStatus.CHECKED, at, by
    row.save()
    kept = row.rows.filter(status=RosterRowStatus.KEPT)
    passed = kept.filter(verdict=RosterVerdict.PASSED).count()
    _record(row, "finish_check", by=by, passed=passed, refused=kept.count() - passed)
    _tell(row, "roster.checked", at)
    roster_checked.send(Roster, roster=row, by=by, at=at)
    return row


def unchecked_rows(roster: Roster) -> QuerySet[RosterRow]:
    """The recommended rows nobody has judged yet."""
    return roster.rows.filter(status=RosterRowStatus.KEPT, verdict=RosterVerdict.PENDING)


def twins_of_row(row: RosterRow) -> list[str]:
    return twins_of_rows([row])[row.pk]


def twins_of_rows(rows: Sequence[RosterRow]) -> dict[int, list[str]]:
    """What each row may repeat: as its findings say, and as the rooms above know (the registry: its holders)."""
    found = {row.pk: [told["sentence"] for told in row.findings if told["is_twin"]] for row in rows}
    answers: list[tuple[Any, Any]] = twins_asked.send(RosterRow, rows=rows)
    for _receiver, answer in answers:
        for pk, sentences in answer.items():
            found[pk] += sentences
    return found


def _lock(roster: Roster, *, by: User, expected: Collection[str]) -> Roster:
    """The roster as it is now, held until the transaction ends, for a checker who had no part in it."""
    if not by.has_perm(CHECK):
        raise NotCheckerError
    rows = Roster.objects.select_for_update(of=("self",)).select_related("round__policy", "mandate")
    row = rows.get(pk=roster.pk)
    if is_own_roster(by, row):
        raise OwnRosterError
    if row.status not in expected:
        raise RosterStatusError(row.get_status_display())
    return row


def _judge(
    roster: Roster, row: RosterRow, verdict: RosterVerdict, reason: str, *, by: User, at: datetime
) -> RosterRow:
    if (row.verdict, row.verdict_reason) == (verdict, reason):  # the second of two clicks
        return row
    before = {"position": row.position, "verdict": row.verdict}
    row.verdict, row.verdict_reason, row.checked_at, row.checked_by = verdict, reason, at, by
    row.save(update_fields=["verdict", "verdict_reason", "checked_at", "checked_by"])
    record_event(
        by=by,
        verb="roster.judge_row",
        target=roster,
        before=before,
        after={**before, "verdict": verdict, "reason": reason},
    )
    return row


def _record(row: Roster, verb: str, *, by: User, **said: object) -> None:
    record_event(
        by=by,
        verb=f"roster.{verb}",
        target=row,
        before={"status": RosterStatus.CONFIRMED},
        after={"status": row.status, **said},
        policy=row.round.policy,
    )


def _tell(row: Roster, event: str, at: datetime) -> None:
    announce(
        event=event,
        params={"no": row.number or ""},
        concerned=Concerned(province=row.province, kind=row.kind),
        key=f"{event}:{row.pk}:{at.isoformat()}",
        at=at,
    )
