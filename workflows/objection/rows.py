"""An objection as a row of the inbox: named after what it is about, never after who objects."""

from collections.abc import Iterable

from django.db.models import Q

from objections.models import Objection
from policies.enums import FlowKind, Province
from workflows.inbox.cases import CaseKind, Row, register
from workflows.objection.case import pieces_of


def _described(objection: Objection) -> Row:
    entry = objection.entry
    return Row(
        number=objection.number,
        name=entry.name,
        kind=str(FlowKind.OBJECTION.label),
        province=str(Province(entry.province).label) if entry.province else "",
    )


def _kinds() -> Iterable[tuple[str, str]]:
    return [(FlowKind.OBJECTION.value, str(FlowKind.OBJECTION.label))]


def _of_kind(path: str, value: str) -> Q | None:
    return Q(**{f"{path}__isnull": False}) if value == FlowKind.OBJECTION else None


register(
    CaseKind(
        process="objectionprocess",
        subject="objection",
        permission="objections.view_objection",
        flows=(FlowKind.OBJECTION,),
        describe=_described,
        kinds=_kinds,
        of_kind=_of_kind,
        search=("number", "entry__name"),
        select=("entry",),
        province="entry__province",
        pieces=pieces_of,
    )
)
