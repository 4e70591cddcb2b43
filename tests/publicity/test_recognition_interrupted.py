"""Recognition of a whole window, killed on the way and taken up again: everybody once, nobody forgotten (N-3)."""

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.db import connections
from django.utils import timezone

from audit.verification import verify_chain
from messaging.models import Message
from recruitment.enums import Status
from recruitment.models import Application
from recruitment.publicizing import recognition_progress
from registry import actions, rendering
from registry.models import Certificate, Holder, NumberCounter, Term
from registry.numbers import make_number
from registry.queries import certificate_progress
from registry.rendering import CLAIM, render_due
from tests.factories.publicity import confirmed, gathered_window
from tests.factories.recruitment import RoundFactory
from tests.factories.workflows import passed
from workflows.application.actions import advance_applications
from workflows.application.models import ApplicationProcess


@pytest.fixture(autouse=True)
def slow_machine_is_no_interruption(monkeypatch):
    monkeypatch.setattr("workflows.application.actions.TURN_SECONDS", 600)


def die_in_a_child(module, step, turn, sweep):
    """Runs the sweep in a process of its own that is gone, without any cleaning up, right after the step has run `turn` times."""
    database = str(connections["default"].settings_dict["NAME"])
    connections.close_all()
    command = [
        sys.executable,
        "-m",
        "tests.publicity.dying",
        database,
        module.__name__,
        step,
        str(turn),
        sweep,
    ]
    env = {**os.environ, "PYTHONPATH": "site:.", "YIQI_TEST_VAR": os.environ["YIQI_VAR"]}
    child = subprocess.run(command, env=env, cwd=settings.ROOT, capture_output=True, text=True, check=False)
    assert (child.returncode, child.stdout) == (9, ""), child.stdout + child.stderr


def confirmed_window(count):
    round_ = RoundFactory()
    return confirmed(gathered_window([passed(round=round_).application for _ in range(count)]))


def assert_everybody_once(window, count):
    """Exactly one holder, term, number, certificate and message for each, and not a number left out."""
    applications = Application.objects.filter(entry__window=window)
    assert list(applications.values_list("status", flat=True)) == [Status.RECOGNIZED] * count
    assert sorted(Term.objects.values_list("application", flat=True)) == sorted(
        applications.values_list("pk", flat=True)
    )
    assert Holder.objects.count() == Term.objects.count() == count
    year = timezone.localdate().year
    numbers = [make_number("GZZ", year, "33", serial) for serial in range(1, count + 1)]
    assert sorted(Certificate.objects.values_list("number", flat=True)) == numbers
    assert list(NumberCounter.objects.values_list("last", flat=True)) == [count]
    told = Message.objects.filter(template__key="included").values_list("idempotency_key", flat=True)
    assert sorted(told) == sorted(
        f"application:{pk}:included" for pk in applications.values_list("pk", flat=True)
    )
    unfinished = ApplicationProcess.objects.filter(application__entry__window=window, finished=None)
    assert not unfinished.exists()
    assert recognition_progress(window) == (count, count)


@pytest.mark.slow
@pytest.mark.clause("N-3")
@pytest.mark.parametrize("step", ["_admit", "_begin_term", "_issue", "_tell", "record_event"])
def test_killed_at_any_step_the_rest_is_taken_up_without_a_gap(committed_db, step):
    window = confirmed_window(4)
    for recognized in (1, 2):
        die_in_a_child(actions, step, 2, "workflows.application.actions.advance_applications")
        assert recognition_progress(window) == (recognized, 4)
    assert (advance_applications(), advance_applications()) == (2, 0)
    assert_everybody_once(window, 4)
    assert not verify_chain().broken


@pytest.mark.django_db
def test_a_long_recognition_lets_the_other_sweeps_in(monkeypatch):
    window = confirmed_window(3)
    monkeypatch.setattr("workflows.application.actions.TURN_SECONDS", 0)
    progress = []
    while advance_applications():
        progress.append(recognition_progress(window).recognized)
    assert progress == [1, 2, 3]


@pytest.mark.slow
@pytest.mark.parametrize("place", ["certificate_pdf", "record_event"])
def test_a_certificate_claimed_at_a_kill_is_finished_after_its_lease(committed_db, place):
    """Killed while drawing, or with the file written and its row not: then the file is replaced, not doubled."""
    window = confirmed_window(2)
    advance_applications()
    die_in_a_child(rendering, place, 1, "registry.rendering.render_due")
    assert render_due() == 1  # the other one: the first is still claimed
    assert certificate_progress(window) == (2, 1, 0)
    with time_machine.travel(timezone.now() + CLAIM + timedelta(seconds=1)):
        assert (render_due(), render_due()) == (1, 0)
    assert certificate_progress(window) == (2, 2, 0)
    assert sorted(Certificate.objects.values_list("render_attempts", flat=True)) == [1, 2]
    for certificate in Certificate.objects.all():
        found = Path(certificate.pdf.path).parent.glob(f"{certificate.number}*")
        assert [path.name for path in found] == [f"{certificate.number}.pdf"]
