"""What the desk of the demo has to show beside open cases: colleagues and who leads them, an overdue case, an absence,
a copy, a word to a colleague, a draft of next year's rules tried on what was decided."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.utils import timezone

from accounts.models import User
from console.policies.whatif_actions import advance_trial, start_trial
from demo.clock import clock_at
from demo.rounds import at_hour, open_seat
from policies.actions import change_policy, change_stage, draft_policy
from policies.enums import FlowKind
from policies.models import PolicyVersion
from policies.queries import policy_in_force
from recruitment.enums import Status
from recruitment.models import Application, Round
from workflows.application.models import ApplicationProcess
from workflows.review.actions import comment_case, copy_case, make_proxy, take_seat
from workflows.review.models import Proxy

People = Mapping[str, User]
DRAFT = "下一年度修订稿：复审改为三人中两人同意"


def fill_desk(people: People, round_: Round, today: date) -> None:
    """Two cases are taken, one of them by somebody who is away now; colleagues write about the other."""
    if Proxy.objects.exists():
        return
    waiting = Application.objects.filter(round=round_, status=Status.SUBMITTED).order_by("submitted_at", "pk")
    overdue, other = waiting[:2]
    for application, holder in ((overdue, "chushen"), (other, "chenhe")):
        _take(application, people[holder], today - timedelta(days=2))
    _write_about(overdue, people, today - timedelta(days=1))
    _arrange_absences(people, today)


def _take(application: Application, holder: User, on: date) -> None:
    at = at_hour(on, 14)
    task = open_seat(application)
    if task is not None:
        with clock_at(at):
            take_seat(task=task, by=holder, at=at)


def _write_about(application: Application, people: People, on: date) -> None:
    process = ApplicationProcess.objects.get(application=application)
    asker, reader, at = people["hechuan"], people["chushen"], at_hour(on, 10)
    with clock_at(at):
        comment_case(
            process=process,
            by=asker,
            text="本件已过办理时限。上年服务企业清单请抽查五家，核实后尽快签署意见。",
            mention=[reader],
            at=at,
        )
        copy_case(process=process, to=people["fushen"], by=asker, note="复审时请留意服务清单的抽查结果。", at=at)  # fmt: skip
        other = ApplicationProcess.objects.filter(application__status=Status.REVIEWING).exclude(pk=process.pk)
        copy_case(process=other.latest("pk"), to=reader, by=people["tangyue"], note="初审意见写得清楚，供参考。", at=at)  # fmt: skip


def _arrange_absences(people: People, today: date) -> None:
    """One that is over, one that runs, one to come: (absent, deputy, arranged by, first day, last day, why)."""
    for absent, deputy, by, starts, ends, reason in (
        ("xuning", "chenhe", "xuning", -19, -15, "参加业务培训。"),
        ("chenhe", "chushen", "hechuan", -1, 5, "因病请假。"),
        ("gaoyuan", "fushen", "gaoyuan", 7, 9, "出差。"),
    ):
        first = today + timedelta(days=starts)
        at = at_hour(min(first, today), 9)
        with clock_at(at):
            make_proxy(
                absent=people[absent],
                deputy=people[deputy],
                starts_on=first,
                ends_on=today + timedelta(days=ends),
                reason=reason,
                by=people[by],
                at=at,
            )


def draft_next_rules(people: People, rounds: list[Round], today: date) -> None:
    """A draft whose second review needs two of three, and a higher threshold; its trial on this year's rounds is done."""
    if PolicyVersion.objects.filter(title=DRAFT).exists():
        return
    by, at = people["guanli"], at_hour(today - timedelta(days=1), 16)
    with clock_at(at):
        draft = draft_policy(source=policy_in_force(today), title=DRAFT, by=by, at=at)
        for kind in (FlowKind.STATION_APPLICATION, FlowKind.EXPERT_APPLICATION):
            stage = draft.stages.get(flow_kind=kind, code="second_review")
            panel = {"sign_mode": "quorum", "signers": 3, "quorum": 2, "is_veto": False}
            change_stage(stage=stage, values=panel, by=by, at=at)
        change_policy(policy=draft, values={"station.min_served": 180}, by=by, at=at)
        draft.refresh_from_db()
        trial = start_trial(policy=draft, rounds=rounds, scope=f"{today.year}年全部批次", by=by, at=timezone.now())  # fmt: skip
        while advance_trial(trial_pk=trial.pk, at=timezone.now()):
            pass
