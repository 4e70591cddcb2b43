"""One process on the monitor: where it waits, what may be done there by this person, everything that happened."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from viewflow.workflow.models import Process

from accounts.models import User
from workflows.monitor.flows import case_of, watched
from workflows.monitor.forms import MoveForm, ReasonForm, TransferForm
from workflows.monitor.history import history
from workflows.monitor.queries import (
    STATES,
    State,
    Wait,
    failed_tries,
    group_names,
    newer_versions,
    title_of,
    waits_of,
)
from workflows.review.actions.moving import PERMISSION as MOVE
from workflows.review.actions.seats import STEER
from workflows.review.models import ReviewProcess
from workflows.review.people import transfer_candidates


@dataclass(frozen=True)
class Refused:
    """A form that was not taken: its verb, its task (0 for the process), what was typed, and why."""

    verb: str
    task_pk: int
    form: Any
    sentence: str = ""


@dataclass(frozen=True)
class Place:
    """One wait with the forms of what may be done there; a form that was refused comes back as it was typed."""

    wait: Wait
    retry: ReasonForm | None = None
    vacate: ReasonForm | None = None
    transfer: TransferForm | None = None
    may_urge: bool = False
    tries: int = 0


def process_context(process: Process, user: User, refused: Refused | None = None) -> dict[str, Any]:
    """Everything the page of one process shows."""
    review = getattr(process, "reviewprocess", None)
    review = review and review.coerced
    waits = waits_of(process, group_names())
    words, tone = STATES[State(process.state)] if process.finished is None else ("", "")
    return {
        "process": process,
        "case": case_of(process),
        "flow_title": title_of(process),
        "endings": watched(process).endings,
        "state_words": words,
        "state_tone": tone,
        "policy": review.policy if review else None,
        "places": [_place(wait, review, user, refused) for wait in waits],
        "versions": newer_versions(review) if review and process.finished is None else [],
        "move": _move_form(review, user, refused) if process.finished is None else None,
        "refused": refused,
        "today": timezone.localdate(),
        "history": history(process),
    }


def _place(wait: Wait, review: ReviewProcess | None, user: User, refused: Refused | None) -> Place:
    task, may_steer = wait.task, user.has_perm(STEER)

    def form(verb: str) -> ReasonForm:
        is_back = refused and (refused.verb, refused.task_pk) == (verb, task.pk)
        return refused.form if refused and is_back else ReasonForm(auto_id=f"{verb}-{task.pk}-%s")

    if wait.is_failed:
        return Place(wait, retry=form("retry") if may_steer else None, tries=failed_tries(task))
    seat = getattr(task, "seat", None)
    if seat is None or review is None:
        return Place(wait)
    is_taken = may_steer and seat.signer_id is not None
    return Place(
        wait,
        vacate=form("vacate") if is_taken and not seat.is_added else None,
        transfer=_transfer_form(wait, review, refused) if may_steer else None,
        may_urge=user.has_perm(review.desk_permission) and user.pk != seat.signer_id,
    )


def _transfer_form(wait: Wait, review: ReviewProcess, refused: Refused | None) -> TransferForm | None:
    if refused and (refused.verb, refused.task_pk) == ("transfer", wait.task.pk):
        form: TransferForm = refused.form
        return form
    candidates = transfer_candidates(wait.task.seat, review)
    return TransferForm(candidates=candidates, auto_id=f"transfer-{wait.task.pk}-%s") if candidates else None


def _move_form(review: ReviewProcess | None, user: User, refused: Refused | None) -> MoveForm | None:
    if review is None or not user.has_perm(MOVE):
        return None
    if refused and refused.verb == "move":
        form: MoveForm = refused.form
        return form
    open_to = [policy for policy, refusal in newer_versions(review) if not refusal]
    return MoveForm(versions=open_to, auto_id="move-%s") if open_to else None
