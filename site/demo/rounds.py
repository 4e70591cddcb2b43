"""This year's rounds: what each stage of the demo adds, done through the same doors that people use."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from viewflow.workflow.models import Task

from accounts.models import User
from demo.clock import clock_at
from demo.dossiers import draft, expert_values, station_values, submitted
from demo.names import DemoExpert, DemoStation
from demo.people import make_applicant
from policies.enums import Kind
from policies.queries import policy_in_force
from recruitment.actions import open_round
from recruitment.enums import RoundKind
from recruitment.models import Application, Round
from workflows.review.actions import sign_task, take_seat

APPROVED = "材料齐全，条件符合，同意。"
FIELDS = ("policy_reading", "law", "credit", "innovation", "startup", "ip", "consulting", "tax")


@dataclass(frozen=True)
class Verdict:
    """How far an application is taken: which of the two signers answer, and what the last of them says."""

    signed: int = 0
    choice: str = "approve"
    opinion: str = APPROVED


def at_hour(day: date, hour: int, minute: int = 0) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


def make_round(title: str, *, opens_on: date, closes_on: date, by: User) -> Round:
    """A round for both titles, from nine in the morning to the end of its last day; found again when it exists."""
    known = Round.objects.filter(title=title).first()
    return known or open_round(
        title=title,
        kind=RoundKind.BOTH,
        policy=policy_in_force(opens_on),
        opens_at=at_hour(opens_on, 9),
        closes_at=at_hour(closes_on + timedelta(days=1), 0) - timedelta(seconds=1),
        by=by,
        at=at_hour(opens_on, 8),
    )


def make_draft(round_: Round, station: DemoStation, *, by: User, on: date) -> None:
    """A station's own draft, complete up to the last button."""
    if not Application.objects.filter(round=round_, applicant=by, kind=Kind.STATION).exists():
        at = at_hour(on, 10)
        with clock_at(at):
            draft(round_, Kind.STATION, station_values(station, on=on), by=by, at=at)


def hand_in(
    round_: Round, someone: DemoStation | DemoExpert, *, on: date, applicant: User | None = None
) -> Application:
    """One applicant of the crowd, or the one given, hands in; found again when that has happened."""
    kind = Kind.STATION if isinstance(someone, DemoStation) else Kind.EXPERT
    offset = 1000 if kind == Kind.STATION else 3000
    applicant = applicant or make_applicant(offset + someone.ordinal, someone.name, at_hour(on, 8))
    known = Application.objects.filter(round=round_, applicant=applicant, kind=kind).first()
    if known:
        return known
    values = _values(someone, on)
    at = at_hour(on, 9 + someone.ordinal % 8, someone.ordinal % 60)
    with clock_at(at), transaction.atomic():
        return submitted(round_, kind, values, by=applicant, at=at)


def _values(someone: DemoStation | DemoExpert, on: date) -> dict[str, Any]:
    if isinstance(someone, DemoStation):
        return station_values(someone, on=on)
    fields = FIELDS[someone.ordinal % 7 : someone.ordinal % 7 + 2]
    return expert_values(someone, fields=list(fields))


def review(application: Application, verdict: Verdict, signers: Iterable[User], *, on: date) -> None:
    """The signers answer one after another; the last of them says `verdict.choice`."""
    for turn, signer in enumerate(list(signers)[: verdict.signed], start=1):
        task = open_seat(application)
        if task is None:
            return
        is_last = turn == verdict.signed
        choice = verdict.choice if is_last else "approve"
        at = at_hour(on + timedelta(days=turn), 10 + turn, application.pk % 60)
        opinion = verdict.opinion if is_last else APPROVED
        with clock_at(at):
            take_seat(task=task, by=signer, at=at)
            task.refresh_from_db()
            sign_task(task=task, by=signer, choice=choice, opinion=opinion, at=at)


def open_seat(application: Application) -> Task | None:
    """The task that waits for a signer of this application."""
    waiting = Task.objects.filter(
        process__reviewprocess__applicationprocess__application=application,
        flow_task_type="HUMAN",
        finished=None,
    )
    return waiting.first()
