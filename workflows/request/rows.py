"""A request as a row of the inbox: its type is its kind."""

from collections.abc import Iterable

from django.db.models import Prefetch, Q

from matters.answers import answer_lines
from matters.models import Request, RequestFinding, RequestType
from policies.enums import FlowKind
from workflows.inbox.cases import CaseKind, Piece, Row, register
from workflows.request.case import pieces_of

PREFIX = "request:"


def _described(request: Request) -> Row:
    return Row(
        number=request.number or "",
        name=str(request.applicant),
        kind=request.type.title,
        unmet=tuple(getattr(request, "unmet", ())),
        supplement_count=request.supplement_count,
    )


def _kinds() -> Iterable[tuple[str, str]]:
    return [(f"{PREFIX}{code}", title) for code, title in RequestType.objects.values_list("code", "title")]


def _of_kind(path: str, value: str) -> Q | None:
    return Q(**{f"{path}__type__code": value.removeprefix(PREFIX)}) if value.startswith(PREFIX) else None


def _unmet(path: str) -> list[Prefetch]:
    rows = RequestFinding.objects.filter(is_met=False)
    return [Prefetch(f"{path}__findings", queryset=rows, to_attr="unmet")]


def _pieces(request: Request) -> list[Piece]:
    return pieces_of(answer_lines(request))


register(
    CaseKind(
        process="requestprocess",
        subject="request",
        permission="matters.view_request",
        flows=(FlowKind.REQUEST,),
        describe=_described,
        kinds=_kinds,
        of_kind=_of_kind,
        search=("number", "applicant__name"),
        select=("type", "applicant"),
        prefetch=_unmet,
        pieces=_pieces,
    )
)
