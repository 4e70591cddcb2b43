"""The doors of a trial: start it, call it off, take it one piece further.

A piece is computed outside any transaction and written only if nobody else has written it meanwhile: several
runners do no harm, and whatever is interrupted begins again at the cursor.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.actions import record_event
from console.policies.whatif_models import Trial, TrialCase, TrialStatus
from console.policies.whatif_rules import rule_book, rule_books
from policies.models import PolicyVersion
from policies.queries import WorkCalendar
from policies.whatif import CaseTrial, RuleBook, merge, shifted, totals_of, try_case
from recruitment.history import cases_in, last_case, past_cases, past_windows
from recruitment.models import Round

PIECE = 250
CALENDAR_DAYS = 60  # what a publicity period can last, holidays included


class TrialRefusedError(Exception):
    """Nothing was changed; `str(error)` says why."""


@transaction.atomic
def start_trial(
    *, policy: PolicyVersion, rounds: Sequence[Round], scope: str, by: User, at: datetime
) -> Trial:
    """开始试算: one at a time for a version. Raises TrialRefusedError."""
    keys = [round_.pk for round_ in rounds]
    total = cases_in(keys, at=at).count()
    if not total:
        raise TrialRefusedError(_("所选批次没有可试算的申报。"))
    try:
        with transaction.atomic():
            trial = Trial.objects.create(
                policy=policy,
                revision=policy.revision,
                scope=scope,
                by=by,
                asked_at=at,
                total=total,
                until=last_case(keys, at=at),
            )
    except IntegrityError as error:
        raise TrialRefusedError(_("该版本正在试算，请等待完成或先取消。")) from error
    trial.rounds.set(keys)
    record_event(by=by, verb="trial.start", target=trial, after={"total": total}, policy=policy)
    return trial


@transaction.atomic
def cancel_trial(*, trial: Trial, by: User, at: datetime) -> Trial:
    """取消试算: what has been found so far is not shown as a result. Raises TrialRefusedError."""
    locked = Trial.objects.select_for_update(of=("self",)).select_related("policy").get(pk=trial.pk)
    if not locked.is_running:
        raise TrialRefusedError(_("试算已经结束。"))
    locked.status, locked.ended_at = TrialStatus.CANCELED, at
    locked.save(update_fields=["status", "ended_at"])
    record_event(by=by, verb="trial.cancel", target=locked, after={"done": locked.done}, policy=locked.policy)
    return locked


def advance_trial(*, trial_pk: int, at: datetime, size: int = PIECE) -> bool:
    """One piece further; False when there was nothing to do or another runner was faster."""
    trial = Trial.objects.select_related("policy").filter(pk=trial_pk, status=TrialStatus.RUNNING).first()
    if trial is None:
        return False
    if trial.is_stale:
        return end_trial(trial=trial, reason=_("草稿在试算过程中有修改，请重新试算。"), at=at)
    rounds = list(trial.rounds.values_list("pk", flat=True))
    left = cases_in(rounds, at=trial.asked_at).filter(pk__gt=trial.cursor, pk__lte=trial.until)
    keys = list(left.order_by("pk").values_list("pk", flat=True)[:size])
    tried = rule_book(trial.policy)
    if not keys:
        return _finish(trial, _closing(trial, rounds, tried), at)
    found = _try_cases(keys, rounds, trial, tried)
    return _write_piece(trial, keys, found)


@transaction.atomic
def end_trial(*, trial: Trial, reason: str, at: datetime) -> bool:
    """试算未完成: with the sentence its reader sees."""
    locked = _still_running(trial)
    if locked is None:
        return False
    locked.status, locked.reason, locked.ended_at = TrialStatus.FAILED, reason, at
    locked.save(update_fields=["status", "reason", "ended_at"])
    return True


def _try_cases(keys: list[int], rounds: list[int], trial: Trial, tried: RuleBook) -> list[CaseTrial]:
    cases = past_cases(cases_in(rounds, at=trial.asked_at).filter(pk__in=keys).order_by("pk"))
    books = rule_books({case.version for case in cases})
    return [try_case(case, used=books[case.version], tried=tried) for case in cases]


@transaction.atomic
def _write_piece(trial: Trial, keys: list[int], found: list[CaseTrial]) -> bool:
    locked = _still_running(trial)
    if locked is None:
        return False
    TrialCase.objects.bulk_create(_affected(locked, found))
    locked.cursor, locked.done = keys[-1], locked.done + len(keys)
    locked.result = {"totals": merge(locked.result.get("totals", {}), totals_of(found))}
    locked.save(update_fields=["cursor", "done", "result"])
    return True


@transaction.atomic
def _finish(trial: Trial, closing: dict[str, Any], at: datetime) -> bool:
    locked = _still_running(trial)
    if locked is None:
        return False
    locked.result = {"totals": merge(locked.result.get("totals", {})), **closing}
    locked.status, locked.ended_at, locked.done = TrialStatus.DONE, at, locked.total
    locked.save(update_fields=["result", "status", "ended_at", "done"])
    return True


def _still_running(trial: Trial) -> Trial | None:
    """The row, locked, if nobody has moved it on since it was read."""
    rows = Trial.objects.select_for_update(of=("self",)).select_related("policy")
    return rows.filter(pk=trial.pk, status=TrialStatus.RUNNING, cursor=trial.cursor).first()


def _affected(trial: Trial, found: Iterable[CaseTrial]) -> list[TrialCase]:
    """A row for each affected application; drafts are counted and never listed: they are their applicant's business."""
    return [_case(trial, one) for one in found if one.is_affected and not one.case.is_draft]


def _case(trial: Trial, found: CaseTrial) -> TrialCase:
    case = TrialCase(trial=trial, application_id=found.case.key, effect=found.effect)
    case.changes = [asdict(change) for change in found.changes] if found.effect else []
    if found.review and found.is_decision_changed:
        case.before, case.after = found.case.ending, found.review.ending
        if found.review.deciding:
            deciding = found.review.deciding
            case.stage, case.lacking, case.unsigned = deciding.name, deciding.lacking, deciding.unsigned
    return case


def _closing(trial: Trial, rounds: list[int], tried: RuleBook) -> dict[str, Any]:
    """What does not hang on single applications: last days of windows, the stages by name and place."""
    return {
        "windows": _windows(rounds, trial.policy),
        "stages": [
            {"kind": kind, "code": plan.code, "name": plan.name, "group": plan.group}
            for kind, plans in tried.stages.items()
            for plan in plans
        ],
    }


def _windows(rounds: list[int], policy: PolicyVersion) -> list[dict[str, Any]]:
    windows = past_windows(rounds)
    if not windows:
        return []
    first, last = windows[0].opened_on, windows[-1].opened_on
    calendar = WorkCalendar(
        first, (last - first).days + max(CALENDAR_DAYS, 3 * policy.value("publicity.days"))
    )
    shifts = [
        shifted(
            window,
            days=policy.value("publicity.days"),
            is_workdays=policy.value("publicity.unit") == "workday",
            is_first_day_counted=policy.value("publicity.start") == "same_day",
            is_workday=calendar.is_workday,
        )
        for window in windows
    ]
    return [
        {
            "title": shift.window.title,
            "opened_on": _iso(shift.window.opened_on),
            "was": _iso(shift.window.last_day),
            "now": _iso(shift.now),
            "days": shift.days,
        }
        for shift in shifts
    ]


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
