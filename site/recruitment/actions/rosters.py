"""Rows of a roster put right, left out and taken back; the whole roster confirmed or withdrawn (N-2)."""

import hashlib
import json
from collections.abc import Collection, Mapping
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from accounts.models import User
from audit.actions import record_event
from recruitment.actions.moving import given_reason
from recruitment.actions.roster_twins import tell_twins
from recruitment.enums import (
    CORRECTABLE,
    TAKEN_BACK_FROM,
    RosterChannel,
    RosterRowStatus,
    RosterStatus,
    RosterVerdict,
)
from recruitment.models import Roster, RosterCounter, RosterRow
from recruitment.queries import is_open, rosters_of
from recruitment.rosters.judging import findings_of_row, form_of, texts_of, typed_row
from recruitment.rosters.refusals import (
    EmptyRosterError,
    NotAgentError,
    RosterClosedError,
    RosterErrorsLeftError,
    RosterStatusError,
    StaleRosterError,
)
from recruitment.signals import roster_confirmed, roster_withdrawn


@transaction.atomic
def correct_row(*, row: RosterRow, texts: Mapping[str, str], by: User, at: datetime) -> RosterRow:
    """更正条目：kept as typed even when still wrong, so that nothing is typed twice; the file's own words stay beside it."""
    roster = _lock_own(row.roster, by=by, at=at, expected=CORRECTABLE)
    fresh = roster.rows.get(pk=row.pk)
    with translation.override(
        settings.LANGUAGE_CODE
    ):  # findings are kept, in Chinese, for whoever reads them
        read = typed_row(roster.kind, texts)
        values = texts_of(read)
        changed = sorted(key for key, text in values.items() if text != getattr(fresh, key))
        if not changed:
            return fresh
        for key, text in values.items():
            setattr(fresh, key, text)
        fresh.mobile = read.mobile
        fresh.findings = list(findings_of_row(read, roster.kind))
        fresh.errors = sum(finding["is_error"] for finding in fresh.findings)
    fresh.corrected_at, fresh.corrected_by = at, by
    fresh.save()
    _changed(roster)
    record_event(
        by=by,
        verb="roster.correct_row",
        target=roster,
        after={"position": fresh.position, "columns": changed, "errors": fresh.errors},
    )
    return roster.rows.get(pk=fresh.pk)


def drop_row(*, row: RosterRow, by: User, at: datetime) -> RosterRow:
    """设为不推荐：the row stays to be seen, and enters nothing."""
    return _set_status(row, RosterRowStatus.DROPPED, by=by, at=at)


def keep_row(*, row: RosterRow, by: User, at: datetime) -> RosterRow:
    """恢复推荐."""
    return _set_status(row, RosterRowStatus.KEPT, by=by, at=at)


@transaction.atomic
def _set_status(row: RosterRow, to: RosterRowStatus, *, by: User, at: datetime) -> RosterRow:
    roster = _lock_own(row.roster, by=by, at=at, expected=CORRECTABLE)
    fresh = roster.rows.get(pk=row.pk)
    if fresh.status == to:
        return fresh
    before, fresh.status = fresh.status, to
    fresh.save(update_fields=["status"])
    _changed(roster)
    verb = "keep_row" if to == RosterRowStatus.KEPT else "drop_row"
    record_event(
        by=by,
        verb=f"roster.{verb}",
        target=roster,
        before={"position": fresh.position, "status": before},
        after={"position": fresh.position, "status": to},
    )
    return roster.rows.get(pk=fresh.pk)


@transaction.atomic
def confirm_roster(*, roster: Roster, revision: int, by: User, at: datetime) -> Roster:
    """确认汇总表：numbered and sealed as the agency saw it; a second confirmation finds the first.

    One that was returned keeps its number, may be confirmed after the round, and is checked anew from its first row.
    """
    row = _lock_own(roster, by=by, at=at, expected=CORRECTABLE | {RosterStatus.CONFIRMED})
    if row.status == RosterStatus.CONFIRMED:
        return row
    _check_open(row, at)
    if row.revision != revision:
        raise StaleRosterError
    tell_twins(row)
    kept = list(row.rows.filter(status=RosterRowStatus.KEPT))
    if not kept:
        raise EmptyRosterError
    if faulty := sum(1 for each in kept if each.errors):
        raise RosterErrorsLeftError(faulty)
    before = row.status
    row.status, row.confirmed_at, row.confirmed_by = RosterStatus.CONFIRMED, at, by
    row.number, row.content_hash = row.number or _next_number(at), _sealed(row, kept)
    _forget_verdicts(row)
    row.save()
    record_event(
        by=by,
        verb="roster.confirm",
        target=row,
        before={"status": before},
        after={"status": row.status, "number": row.number, "rows": len(kept), "hash": row.content_hash},
        policy=row.round.policy,
    )
    roster_confirmed.send(Roster, roster=row, by=by)
    return row


@transaction.atomic
def withdraw_roster(*, roster: Roster, reason: str, by: User, at: datetime) -> Roster:
    """撤回汇总表：a draft without a word, a confirmed one with its reason. Rows and files stay."""
    row = _lock_own(roster, by=by, at=at, expected=TAKEN_BACK_FROM)
    if row.status == RosterStatus.WITHDRAWN:
        return row
    before = row.status
    row.withdrawal_reason = given_reason(reason) if before != RosterStatus.DRAFT else reason.strip()
    row.status, row.withdrawn_at, row.withdrawn_by = RosterStatus.WITHDRAWN, at, by
    row.save()
    record_event(
        by=by, verb="roster.withdraw", target=row, before={"status": before}, after={"status": row.status}
    )
    roster_withdrawn.send(Roster, roster=row, by=by)
    return row


def _lock_own(roster: Roster, *, by: User, at: datetime, expected: Collection[str]) -> Roster:
    """The roster as it is now, held until the transaction ends, for a member of its agency alone."""
    rows = Roster.objects.select_for_update(of=("self",)).select_related(
        "round__policy", "mandate__organisation"
    )
    row = rows.get(pk=roster.pk)
    if not rosters_of(by, timezone.localdate(at)).filter(pk=row.pk).exists():
        raise NotAgentError
    if row.status not in expected:
        raise RosterStatusError(row.get_status_display())
    return row


def _check_open(row: Roster, at: datetime) -> None:
    """What came by e-mail arrived before somebody keyed it in, and what was returned came in time: both may be confirmed after the round."""
    is_first = row.status == RosterStatus.DRAFT
    if is_first and row.channel == RosterChannel.WEB and not is_open(row.round, at):
        raise RosterClosedError


def _changed(roster: Roster) -> None:
    roster.revision += 1
    roster.save(update_fields=["revision"])
    tell_twins(roster)


def _forget_verdicts(roster: Roster) -> None:
    verdicts = roster.rows.exclude(verdict=RosterVerdict.PENDING)
    verdicts.update(verdict=RosterVerdict.PENDING, verdict_reason="", checked_at=None, checked_by=None)


def _next_number(at: datetime) -> str:
    """TJ-2026-0003. The counter row stays locked until commit."""
    year = timezone.localdate(at).year
    RosterCounter.objects.get_or_create(year=year)
    counter = RosterCounter.objects.select_for_update().get(year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return f"TJ-{year}-{counter.last:04d}"


def _sealed(roster: Roster, kept: list[RosterRow]) -> str:
    """SHA-256 over the confirmed rows and both files."""
    keys = [column.key for column in form_of(roster.kind).columns[1:]]
    files = sorted(roster.files.values_list("kind", "sha256"))
    said = [files, [[row.position, *(getattr(row, key) for key in keys)] for row in kept]]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()
