"""A past of many applications for the bench of 试算, written in bulk: snapshots, stages, seats and votes, without files."""

import random
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from stdnum.cn import uscc

from accounts.models import User
from demo.rounds import at_hour
from policies.enums import FlowKind, Kind
from policies.models import PolicyVersion, Stage
from recruitment.enums import RoundKind, Status
from recruitment.models import Application, Round, Snapshot
from workflows.application.flow import ApplicationFlow
from workflows.application.models import ApplicationProcess
from workflows.review.models import Seat, StageRun, Vote

FLOWS = {Kind.STATION: FlowKind.STATION_APPLICATION, Kind.EXPERT: FlowKind.EXPERT_APPLICATION}
NARRATIVE = "为园区企业开展政策宣讲、融资对接与管理诊断，形成稳定的志愿服务队伍。" * 20
CODE = "91330113DEM000001" + uscc.calc_check_digit("91330113DEM000001")
EVIDENCE = {
    Kind.STATION: ("licence", "served", "premises", "staff", "plan"),
    Kind.EXPERT: ("degree", "experience"),
}


def write_past(policy: PolicyVersion, count: int, *, on: date) -> Round:
    """`count` decided applications of one round, four stations to one expert; the same ones every time."""
    chance = random.Random(2026)  # noqa: S311  a history to measure with, no secret
    round_ = Round.objects.create(
        title=f"bench {count}",
        kind=RoundKind.BOTH,
        policy=policy,
        opens_at=at_hour(on, 9),
        closes_at=at_hour(on + timedelta(days=30), 0),
    )
    at = at_hour(on, 10)
    applications = _applications(round_, count, chance, at)
    Snapshot.objects.bulk_create(_snapshots(applications, chance, at), batch_size=500)
    _write_reviews(applications, policy, at_hour(on + timedelta(days=1), 9))
    return round_


def _applications(round_: Round, count: int, chance: random.Random, at: datetime) -> list[Application]:
    people = User.objects.bulk_create(
        [User(username=f"bench-{round_.pk}-{n}", name="演示") for n in range(count)], batch_size=500
    )
    rows = [
        Application(
            round=round_,
            kind=Kind.EXPERT if n % 5 == 4 else Kind.STATION,
            applicant=person,
            status=Status.REFUSED if chance.random() < 0.2 else Status.RECOGNIZED,
            number=f"B{round_.pk}-{n:06d}",
            name=f"(演示)试算申报 {n}",
            province="33",
            submitted_at=at,
            snapshot_hash="0" * 64,
            decided_at=at,
            decision_reason="演示",
        )
        for n, person in enumerate(people)
    ]
    return Application.objects.bulk_create(rows, batch_size=500)


def _snapshots(applications: Sequence[Application], chance: random.Random, at: datetime) -> list[Snapshot]:
    return [
        Snapshot(
            application=application,
            taken_at=at,
            hash="0" * 64,
            content={
                "kind": application.kind,
                "round": application.round_id,
                "dossier": _station(chance) if application.kind == Kind.STATION else _expert(chance),
                "evidence": [{"kind": kind, "name": "", "sha256": ""} for kind in EVIDENCE[Kind(application.kind)]],
            },
        )
        for application in applications
    ]  # fmt: skip


def _station(chance: random.Random) -> dict[str, Any]:
    return {
        "uscc": CODE,
        "contact_name": "演示",
        "station_kind": "park",
        "is_legal_person": True,
        "founded_on": "2015-06-18",
        "has_service_model": True,
        "served_last_year": chance.randint(150, 260),
        "premises": "演示",
        "facilities": "演示",
        "staff_count": chance.randint(10, 30),
        "plan_or_rules": "演示",
        "experience": NARRATIVE,
        "achievements": NARRATIVE,
        "has_undertaken": True,
    }


def _expert(chance: random.Random) -> dict[str, Any]:
    return {
        "category": "policy",
        "has_declared_ethics": True,
        "degree": "bachelor",
        "experience_years": chance.randint(5, 20),
        "fields": ["law"],
        "is_voluntary": True,
        "experience": NARRATIVE,
        "achievements": NARRATIVE,
        "has_undertaken": True,
    }


def _write_reviews(applications: Sequence[Application], policy: PolicyVersion, at: datetime) -> None:
    """Every stage signed once; the refused ones fall at the last."""
    stages = {kind: list(policy.stages.filter(flow_kind=FLOWS[kind]).order_by("order")) for kind in Kind}
    runs = []
    for application in applications:
        process = _process(application, policy)
        runs += [_run(process, stage, application, at) for stage in stages[Kind(application.kind)]]
    StageRun.objects.bulk_create(runs, batch_size=500)
    seats = Seat.objects.bulk_create(
        [Seat(run=run, place=1, group_id=run.stage.group_id) for run in runs], batch_size=500
    )
    signer = applications[0].applicant
    Vote.objects.bulk_create(
        [Vote(seat=seat, by=signer, choice=seat.run.outcome, opinion="演示", at=at) for seat in seats],
        batch_size=500,
    )


def _process(application: Application, policy: PolicyVersion) -> ApplicationProcess:
    return ApplicationProcess.objects.create(
        flow_class=ApplicationFlow, application=application, policy=policy, flow_kind=FLOWS[Kind(application.kind)]
    )  # fmt: skip


def _run(process: ApplicationProcess, stage: Stage, application: Application, at: datetime) -> StageRun:
    is_refused = application.status == Status.REFUSED and stage.code == "second_review"
    return StageRun(
        process=process,
        stage=stage,
        opened_at=at,
        closed_at=at + timedelta(days=stage.order + application.pk % 4),
        outcome="refuse" if is_refused else "approve",
    )
