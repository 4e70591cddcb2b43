"""A draft from its first save to its last: every save names the revision it started from."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from audit.actions import record_event
from policies.enums import Kind
from recruitment.actions.moving import lock_own
from recruitment.actions.rounding import freeze_questions
from recruitment.dossiers import Dossier, dossier_of, field_label, saved_value, shown
from recruitment.enums import EDITABLE, RoundKind
from recruitment.exceptions import (
    AlreadyAppliedError,
    Difference,
    RoundClosedError,
    RoundKindError,
    StaleDraftError,
)
from recruitment.models import Application, ExpertDossier, ExpertField, Round, StationDossier
from recruitment.queries import is_open
from recruitment.signals import applying


def create_draft(
    *, round: Round, kind: str, by: User, at: datetime, is_for_another_unit: bool = False
) -> Application:
    """开始申报：an empty dossier in an open round; one application of a kind a person and round.

    Who holds the title already is refused, unless they say it is for another unit; its code decides at submission.
    """
    if not is_open(round, at):
        raise RoundClosedError(opens_at=round.opens_at, closes_at=round.closes_at, at=at)
    if round.kind not in (RoundKind.BOTH, kind):
        raise RoundKindError
    if kind == Kind.EXPERT or not is_for_another_unit:
        applying.send(Application, kind=kind, by=by, uscc="", on=timezone.localdate(at))
    try:
        with transaction.atomic():
            return _create(round, kind, by, at)
    except IntegrityError as error:  # the unique constraint decides, also between two clicks
        raise AlreadyAppliedError from error


def _create(round_: Round, kind: str, by: User, at: datetime) -> Application:
    freeze_questions(round_, at)
    application = Application.objects.create(round=round_, kind=kind, applicant=by, saved_at=at)
    if kind == Kind.STATION:
        StationDossier.objects.create(application=application)
    else:
        ExpertDossier.objects.create(application=application, name=by.name)
    record_event(by=by, verb="application.create", target=application, policy=round_.policy)
    return application


@transaction.atomic
def save_draft(
    *, application: Application, values: Mapping[str, Any], revision: int, by: User, at: datetime
) -> Application:
    """保存：some columns of the dossier. Raises StaleDraftError when somebody saved other values since `revision`."""
    row = lock_own(application, by=by, expected=EDITABLE)
    dossier = dossier_of(row)
    changed = {name: value for name, value in values.items() if saved_value(dossier, name) != value}
    if changed and revision != row.revision:
        raise StaleDraftError(revision=row.revision, differences=_differences(dossier, changed))
    if not changed:
        return row
    write_columns(dossier, changed)
    row.revision += 1
    row.saved_at = at
    row.name, row.province = dossier.name, dossier.province
    row.save(update_fields=["revision", "saved_at", "name", "province"])
    return row


def _differences(dossier: Dossier, changed: Mapping[str, Any]) -> list[Difference]:
    return [
        Difference(
            field=name,
            label=field_label(dossier, name),
            yours=shown(name, value),
            saved=shown(name, saved_value(dossier, name)),
        )
        for name, value in changed.items()
    ]


def write_columns(dossier: Dossier, changed: Mapping[str, Any]) -> None:
    """Some columns of a dossier whose application is locked."""
    columns = {name: value for name, value in changed.items() if name != "fields"}
    for name, value in columns.items():
        setattr(dossier, name, value)
    dossier.save(update_fields=sorted(columns))
    if "fields" in changed and isinstance(dossier, ExpertDossier):
        dossier.expert_fields.all().delete()
        ExpertField.objects.bulk_create(
            ExpertField(dossier=dossier, code=code) for code in sorted(set(changed["fields"]))
        )
