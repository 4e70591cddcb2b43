"""The trial of a policy version (试算) on a past of many applications. Written inside a transaction and rolled back."""

import time
from collections.abc import Callable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from console.policies.whatif_actions import advance_trial, start_trial
from console.policies.whatif_models import Trial
from demo.benches.trial_history import write_past
from policies.models import PolicyVersion
from policies.queries import policy_in_force
from recruitment.models import Round

COUNT = 5000  # applications
DEMANDED = {"station.min_served": 200}


def measure(say: Callable[[str], None]) -> None:
    with transaction.atomic():
        _measured(say)
        transaction.set_rollback(True)


def _measured(say: Callable[[str], None]) -> None:
    today = timezone.localdate()
    used = policy_in_force(today)
    started = time.monotonic()
    round_ = write_past(used, COUNT, on=today - timedelta(days=100))
    say(f"history of {COUNT} applications written: {time.monotonic() - started:.1f} s")
    draft = _stricter(used)
    started = time.monotonic()
    trial = _tried(draft, round_)
    taken = time.monotonic() - started
    say(
        f"trial: {taken:.1f} s (at most 20), {COUNT / taken:.0f} applications a second, "
        f"{trial.cases.count()} affected, {trial.get_status_display()}"
    )


def _tried(draft: PolicyVersion, round_: Round) -> Trial:
    by = round_.applications.first().applicant  # type: ignore[union-attr]
    trial = start_trial(policy=draft, rounds=[round_], scope=round_.title, by=by, at=timezone.now())
    while advance_trial(trial_pk=trial.pk, at=timezone.now()):
        pass
    return Trial.objects.get(pk=trial.pk)


def _stricter(used: PolicyVersion) -> PolicyVersion:
    """A draft that asks for more: another threshold, and two signers where one was enough."""
    draft = PolicyVersion.objects.create(
        number=used.number + 100_000, title="bench", values={**used.values, **DEMANDED}
    )
    for stage in used.stages.all():
        stage.pk, stage.policy = None, draft
        if stage.order > 1:
            stage.sign_mode, stage.signers = "all", 2
        stage.save(force_insert=True)
    return draft
