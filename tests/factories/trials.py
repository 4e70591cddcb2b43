"""Small histories and the versions that are tried on them."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from accounts.models import User
from console.policies.whatif_actions import advance_trial, start_trial
from console.policies.whatif_models import Trial
from policies.models import PolicyVersion, Stage
from recruitment.models import Application, Round
from tests.factories.accounts import staff_in_group
from tests.factories.recruitment import RoundFactory, base_data, submitted_station
from tests.factories.workflows import signed, started


def reviewed(
    round_: Round, *choices: str, signers: tuple[User, ...] = (), at: datetime | None = None, **said: Any
) -> Application:
    """A station's application signed stage after stage with these answers."""
    application = submitted_station(round=round_, **said)
    process = started(application)
    people = signers or (staff_in_group("first_review"), staff_in_group("second_review"))
    for person, choice in zip(people, choices, strict=False):
        process = signed(process, person, choice, at=at)
    return Application.objects.get(pk=application.pk)


def tried_version(*, stage: dict[str, Any] | None = None, **values: Any) -> PolicyVersion:
    """A draft with other values (`station__min_served=200`) and, for stations, another second stage."""
    known = base_data()
    changed = {name.replace("__", "."): value for name, value in values.items()}
    policy = PolicyVersion.objects.create(
        number=known.number + 100, title="试行", values={**known.values, **changed}, drafted_from=known
    )
    for row in Stage.objects.filter(policy=known):
        is_meant = stage and row.flow_kind == "station_application" and row.order == 2
        row.pk, row.policy = None, policy
        for name, value in (stage or {}).items() if is_meant else ():
            setattr(row, name, value)
        row.save(force_insert=True)
    return policy


def asked(policy: PolicyVersion, *rounds: Round, scope: str = "演示批次") -> Trial:
    """A trial that has just been started."""
    by = staff_in_group("administrator")
    return start_trial(policy=policy, rounds=rounds, scope=scope, by=by, at=timezone.now())


def worked(trial: Trial, *, size: int = 250) -> Trial:
    """The same trial when it is over."""
    while advance_trial(trial_pk=trial.pk, at=timezone.now(), size=size):
        pass
    return Trial.objects.get(pk=trial.pk)


def a_round() -> Round:
    base_data()
    return RoundFactory()
