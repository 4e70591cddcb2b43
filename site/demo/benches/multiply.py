"""Many cases out of a few: rows that real acts have written are copied inside the database, whole families at a time.

Every row of a case, from its applicant to its last vote, is written again under numbers of its own; what points at
another row of the family points at the copy of that row. The server does it: hundreds of thousands of rows a minute.
"""

from collections.abc import Iterable
from typing import Any

from django.core.management.color import no_style
from django.db import connection
from django.db.models import DateField, Field, ForeignKey, Model, QuerySet
from viewflow.workflow.models import Process, Task

from accounts.models import Membership, Organisation, User
from recruitment.models import (
    Application,
    Evidence,
    ExpertDossier,
    ExpertField,
    Finding,
    Milestone,
    Snapshot,
    StationDossier,
)
from workflows.application.models import ApplicationProcess
from workflows.review.models import ReviewProcess, Seat, StageRun, Vote

DAYS = 10  # the copies lie up to so many days further back than what they copy
OWN = "id * 1000000 + copy"  # tells the copies of unique words apart
WORDS: dict[tuple[type[Model], str], str] = {
    (User, "username"): f"'copy-' || ({OWN})",
    (User, "mobile"): "''",
    (User, "mobile_verified_at"): "NULL",
    (Organisation, "uscc"): f"lpad(({OWN})::text, 18, '0')",
    (Application, "number"): f"'B' || ({OWN})",
    (Application, "name"): "name || copy",
    (Application, "entry_id"): "NULL",  # a 公示 is a world of its own
    (Task, "data"): (
        "CASE WHEN data ? 'seat' "
        "THEN jsonb_set(data, '{seat}', to_jsonb((data->>'seat')::bigint + copy * $step)) ELSE data END"
    ),
}


def family_of(applications: Iterable[int]) -> dict[type[Model], QuerySet[Any]]:
    """Every row of these applications, in the order in which rows may be written."""
    own, of = {"pk__in": applications}, {"application__in": applications}
    case = {"process__reviewprocess__applicationprocess__application__in": applications}
    run = {"process__applicationprocess__application__in": applications}
    links = Task.previous.through
    return {
        User: User.objects.filter(applications__in=applications),
        Organisation: Organisation.objects.filter(applications__in=applications),
        Membership: Membership.objects.filter(organisation__applications__in=applications),
        Application: Application.objects.filter(**own),
        StationDossier: StationDossier.objects.filter(**of),
        ExpertDossier: ExpertDossier.objects.filter(**of),
        ExpertField: ExpertField.objects.filter(dossier__application__in=applications),
        Evidence: Evidence.objects.filter(**of),
        Finding: Finding.objects.filter(**of),
        Milestone: Milestone.objects.filter(**of),
        Snapshot: Snapshot.objects.filter(**of),
        Process: Process.objects.filter(reviewprocess__applicationprocess__application__in=applications),
        ReviewProcess: ReviewProcess.objects.filter(applicationprocess__application__in=applications),
        ApplicationProcess: ApplicationProcess.objects.filter(**of),
        Task: Task.objects.filter(**case),
        links: links.objects.filter(from_task__in=Task.objects.filter(**case)),
        StageRun: StageRun.objects.filter(**run),
        Seat: Seat.objects.filter(run__in=StageRun.objects.filter(**run)),
        Vote: Vote.objects.filter(seat__run__in=StageRun.objects.filter(**run)),
    }


class Family:
    """The rows of some cases, by model; a copy's numbers lie `copy` times `step` above those of its original."""

    def __init__(self, applications: list[int]) -> None:
        rows = family_of(applications)
        self.keys = {model: sorted(set(found.values_list("pk", flat=True))) for model, found in rows.items()}

    @property
    def highest(self) -> int:
        return max(max(keys) for keys in self.keys.values() if keys)

    def write(self, copies: int, *, step: int) -> None:
        """`copies` more of each case. `step` is above every number of all families of one world."""
        for model, keys in self.keys.items():
            self._write(model, keys, copies, step)
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), list(self.keys)):
                cursor.execute(statement)

    def _write(self, model: type[Model], keys: list[int], copies: int, step: int) -> None:
        meta = model._meta  # noqa: SLF001  documented meta API
        fields = [one for one in meta.local_concrete_fields if one.column]
        columns = ", ".join(f'"{one.column}"' for one in fields)
        said = ", ".join(self._said(model, one) for one in fields).replace("$step", str(step))
        statement = (
            f"INSERT INTO {meta.db_table} ({columns}) SELECT {said} "  # noqa: S608  names of our own models
            f'FROM {meta.db_table}, generate_series(1, {copies}) copy WHERE "{meta.pk.column}" = ANY(%s)'
        )
        with connection.cursor() as cursor:
            cursor.execute(statement, [keys])

    def _said(self, model: type[Model], one: Field[Any, Any]) -> str:
        """What a copy says in one column."""
        name = f'"{one.column}"'
        if word := WORDS.get((model, str(one.column))):
            return word
        if one.primary_key and not isinstance(one, ForeignKey):
            return f"{name} + copy * $step"
        if isinstance(one, ForeignKey) and (keys := self.keys.get(one.related_model)):
            listed = ",".join(map(str, keys))
            return f"CASE WHEN {name} IN ({listed}) THEN {name} + copy * $step ELSE {name} END"
        if isinstance(one, DateField):
            moved = f"{name} - copy %% {DAYS} * interval '1 day'"
            return moved if one.get_internal_type() == "DateTimeField" else f"({moved})::date"
        return name
