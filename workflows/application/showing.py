"""字段权限 in the flow: what the stage one looks from, and the stages one is asked at now, hide and open for correction."""

from collections import defaultdict
from collections.abc import Mapping

from django.db.models import QuerySet

from accounts.models import User
from policies.enums import FieldAccess
from policies.models import Stage
from recruitment.actions.correcting import CORRECTABLE, NEVER
from recruitment.models import Application
from workflows.inbox.hidden import NOTHING, asked_now, hidden_in
from workflows.review.models import StageRun


def columns_at(stage: Stage, access: FieldAccess) -> frozenset[str]:
    """The columns of the dossier a stage gives this access to."""
    return frozenset(field.name for field in stage.fields.all() if field.access == access)


def open_columns(run: StageRun, application: Application, hidden: frozenset[str]) -> frozenset[str]:
    """What whoever holds a task of this run, and does not see `hidden`, may correct now."""
    if application.status not in CORRECTABLE:
        return frozenset()
    return columns_at(run.stage, FieldAccess.EDIT) - NEVER - hidden


def hidden_at(run: StageRun, person: User, application: Application) -> frozenset[str]:
    """Hidden where one looks from, and wherever else one is asked now: no other task of the case is a way around."""
    if application.applicant_id == person.pk:
        return columns_at(run.stage, FieldAccess.HIDDEN)
    elsewhere = hidden_in(person, [run.process_id]).get(run.process_id, NOTHING)
    return columns_at(run.stage, FieldAccess.HIDDEN) | elsewhere


def title_of(application: Application, hidden: frozenset[str]) -> str:
    """Who asks; only the number where the name is hidden."""
    return str(application.number) if "name" in hidden else application.name


def hidden_columns(person: User, applications: QuerySet[Application]) -> Mapping[int, frozenset[str]]:
    """What the open stages hide from those who sign at them, or may; one query."""
    rows = (
        asked_now(person)
        .filter(
            run__stage__fields__access=FieldAccess.HIDDEN,
            run__process__applicationprocess__application__in=applications.order_by().values("pk"),
        )
        .values_list("run__process__applicationprocess__application", "run__stage__fields__name")
    )
    found: defaultdict[int, set[str]] = defaultdict(set)
    for pk, name in rows.distinct():
        found[pk].add(name)
    return {pk: frozenset(names) for pk, names in found.items()}
