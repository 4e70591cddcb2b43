"""An application as a row of the inbox."""

from collections.abc import Iterable

from django.db.models import Prefetch, Q

from policies.enums import FlowKind, Kind, Province
from recruitment.models import Application, Finding
from workflows.application.evidence import pieces_of
from workflows.inbox.cases import CaseKind, Row, register


def _described(application: Application) -> Row:
    return Row(
        number=application.number or "",
        name=application.name,
        kind=str(Kind(application.kind).label),
        province=str(Province(application.province).label) if application.province else "",
        priority=application.station.priority_title if application.is_priority else "",
        unmet=tuple(getattr(application, "unmet", ())),
        supplement_count=application.supplement_count,
    )


def _kinds() -> Iterable[tuple[str, str]]:
    return [(kind.value, str(kind.label)) for kind in Kind]


def _of_kind(path: str, value: str) -> Q | None:
    return Q(**{f"{path}__kind": value}) if value in Kind.values else None


def _unmet(path: str) -> list[Prefetch]:
    rows = Finding.objects.filter(is_met=False).only("application_id", "article", "label", "is_hard", "order")
    return [Prefetch(f"{path}__findings", queryset=rows, to_attr="unmet")]


register(
    CaseKind(
        process="applicationprocess",
        subject="application",
        permission="recruitment.view_application",
        flows=(FlowKind.STATION_APPLICATION, FlowKind.EXPERT_APPLICATION),
        describe=_described,
        kinds=_kinds,
        of_kind=_of_kind,
        search=("number", "name"),
        select=("station",),
        prefetch=_unmet,
        province="province",
        pieces=pieces_of,
    )
)
