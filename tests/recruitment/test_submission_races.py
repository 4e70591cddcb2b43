"""Two at once: one wins, the other gets a sentence, numbers have no gap."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.db import connections
from django.utils import timezone

from recruitment.actions import submit_application
from recruitment.enums import Status
from recruitment.exceptions import OrganisationAppliedError, RefusedError, WrongStatusError
from recruitment.models import Application, ReceiptCounter
from tests.factories.recruitment import RoundFactory, credit_code, drafted

pytestmark = [pytest.mark.race, pytest.mark.usefixtures("committed_db")]


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Start all acts together; what each returned or was refused with."""
    barrier, outcomes = Barrier(len(acts)), []

    def run(act: Callable[[], object]) -> None:
        try:
            barrier.wait()
            outcomes.append(act())
        except RefusedError as refused:
            outcomes.append(refused)
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def submitting(draft: Application) -> Callable[[], object]:
    by, at = draft.applicant, timezone.now()
    return lambda: submit_application(application=draft, by=by, at=at)


def test_two_colleagues_with_one_code_one_wins():
    round_, code = RoundFactory(), credit_code(1)
    drafts = [drafted("station", round=round_, uscc=code) for _n in range(2)]
    outcomes = at_once(*map(submitting, drafts))
    assert sorted(type(outcome).__name__ for outcome in outcomes) == [
        "Application",
        OrganisationAppliedError.__name__,
    ]
    assert sorted(Application.objects.values_list("status", flat=True)) == [Status.DRAFT, Status.SUBMITTED]
    assert ReceiptCounter.objects.get().last == 1


def test_a_double_click_gives_one_number():
    draft = drafted("expert")
    outcomes = at_once(submitting(draft), submitting(draft))
    assert sum(isinstance(outcome, WrongStatusError) for outcome in outcomes) == 1
    assert ReceiptCounter.objects.get().last == 1
    assert Application.objects.get().snapshots.count() == 1


def test_numbers_have_no_gap_and_no_double():
    round_ = RoundFactory()
    drafts = [drafted("expert", round=round_) for _n in range(5)]
    at_once(*map(submitting, drafts))
    year = timezone.localdate().year
    numbers = sorted(Application.objects.values_list("number", flat=True))
    assert numbers == [f"ZY-{year}-{n:06d}" for n in range(1, 6)]
