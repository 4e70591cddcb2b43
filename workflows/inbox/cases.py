"""What the inbox asks of a flow with judgement: how its cases are found, and how one of them reads as a row.

Each flow registers itself; the inbox knows no flow by name.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from policies.enums import FieldAccess
from recruitment.uploads import PDF
from recruitment.views.reading import PICTURES
from workflows.inbox.hidden import NOTHING, hidden_in
from workflows.review.models import ReviewProcess, Seat


@dataclass(frozen=True)
class Row:
    """One case in words. `priority` is the code of the title that goes first (S-5-P); `unmet` are findings the signer should look at."""

    number: str
    name: str
    kind: str
    province: str = ""
    priority: str = ""
    unmet: tuple[Any, ...] = ()
    supplement_count: int = 0


@dataclass(frozen=True)
class Piece:
    """One file of a case; `key` tells it from the others in an address."""

    key: str
    name: str
    kind: str
    size: int
    content_type: str
    href: str
    code: str = ""
    """Of its kind, where findings ask for one."""
    sha256: str = ""

    @property
    def is_picture(self) -> bool:
        return self.content_type in PICTURES

    @property
    def is_pdf(self) -> bool:
        return self.content_type == PDF


@dataclass(frozen=True)
class CaseKind:
    """申报、自定义事项……: `process` is the relation from a review process to the flow's own, `subject` the one from there, `flows` what its stages are kept under."""

    process: str
    subject: str
    permission: str
    flows: tuple[str, ...]
    describe: Callable[[Any], Row]
    kinds: Callable[[], Iterable[tuple[str, str]]]
    of_kind: Callable[[str, str], Q | None]  # (path to the subject, a value of `kinds`)
    search: tuple[str, ...]
    select: tuple[str, ...] = ()
    province: str = ""
    prefetch: Callable[[str], list[Prefetch]] = lambda _path: []
    pieces: Callable[[Any], list[Piece]] = lambda _subject: []

    @property
    def path(self) -> str:
        """From a seat to the subject."""
        return f"run__process__{self.process}__{self.subject}"

    @property
    def processes(self) -> QuerySet[Any]:
        """Of the flow's own model."""
        model: Any = ReviewProcess._meta.get_field(self.process).related_model  # noqa: SLF001  documented meta API
        return model.objects.order_by()


KINDS: dict[str, CaseKind] = {}


def register(kind: CaseKind) -> None:
    KINDS[kind.process] = kind


def seen_by(user: User, path: str = "") -> Q:
    """The cases of the flows this person may see; of none, nothing. `path` leads to the seat.

    Whoever may see every flow is asked nothing; others by the flow of the stage, which needs no table of a process.
    """
    kinds = [kind for kind in KINDS.values() if user.has_perm(kind.permission)]
    if len(kinds) == len(ReviewProcess.__subclasses__()):
        return Q()
    flows = sorted(flow for kind in kinds for flow in kind.flows)
    return Q(**{f"{path}run__stage__flow_kind__in": flows}) if flows else Q(pk__in=[])


def may_see_any(user: User) -> bool:
    return any(user.has_perm(kind.permission) for kind in KINDS.values())


def bring_cases(seats: Iterable[Seat]) -> None:
    """`seat.run.process` becomes the flow's own process, with all that a row says of its subject.

    A fixed number of queries for each kind of case among the seats, none for the others: one query over the tables
    of every flow takes the database longer to plan than to run.
    """
    read = list(seats)
    for kind in KINDS.values():
        own = [seat.run for seat in read if seat.run.stage.flow_kind in kind.flows]
        if not own:
            continue
        rows = kind.processes.filter(pk__in={run.process_id for run in own})
        rows = rows.select_related(kind.subject, *(f"{kind.subject}__{name}" for name in kind.select))
        found = rows.prefetch_related(*kind.prefetch(kind.subject)).in_bulk()
        for run in own:
            run.process = found[run.process_id]


def row_of(seat: Seat, elsewhere: frozenset[str] = NOTHING) -> Row:
    """The case of a seat from `bring_cases`; `elsewhere` is what other stages hide from the reader."""
    kind = next(kind for kind in KINDS.values() if seat.run.stage.flow_kind in kind.flows)
    return _without_hidden(kind.describe(getattr(seat.run.process, kind.subject)), seat, elsewhere)


def rows_of(seats: Iterable[Seat], reader: User) -> dict[int, Row]:
    """The cases of seats as one person may read them, by seat; one query for what is hidden."""
    read = list(seats)
    unseen = hidden_in(reader, [seat.run.process_id for seat in read])
    return {seat.pk: row_of(seat, unseen.get(seat.run.process_id, NOTHING)) for seat in read}


def _without_hidden(row: Row, seat: Seat, elsewhere: frozenset[str]) -> Row:
    """A stage that hides who asks, hides it in the list as well."""
    rows = seat.run.stage.fields.all()
    hidden = elsewhere | {field.name for field in rows if field.access == FieldAccess.HIDDEN}
    if "name" in hidden:
        row = replace(row, name=_("（不显示）"))
    if "province" in hidden:
        row = replace(row, province="")
    return replace(row, priority="") if "priority_title" in hidden else row
