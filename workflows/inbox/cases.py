"""What the inbox asks of a flow with judgement: how its cases are found, and how one of them reads as a row.

Each flow registers itself; the inbox knows no flow by name.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q

from accounts.models import User
from workflows.review.models import Seat


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
class CaseKind:
    """申报、自定义事项……: `process` is the relation from a review process to the flow's own, `subject` the one from there."""

    process: str
    subject: str
    permission: str
    describe: Callable[[Any], Row]
    kinds: Callable[[], Iterable[tuple[str, str]]]
    of_kind: Callable[[str, str], Q | None]  # (path to the subject, a value of `kinds`)
    search: tuple[str, ...]
    select: tuple[str, ...] = ()
    province: str = ""
    first: str = ""  # a truth of the subject by which it goes before all others
    prefetch: Callable[[str], list[Prefetch]] = lambda _path: []

    @property
    def path(self) -> str:
        """From a seat to the subject."""
        return f"run__process__{self.process}__{self.subject}"

    @property
    def is_it(self) -> Q:
        return Q(**{f"run__process__{self.process}__isnull": False})


KINDS: dict[str, CaseKind] = {}


def register(kind: CaseKind) -> None:
    KINDS[kind.process] = kind


def seen_by(user: User) -> Q:
    """The cases of the flows this person may see; of none, nothing."""
    seen = Q(pk__in=[])
    for kind in KINDS.values():
        if user.has_perm(kind.permission):
            seen |= kind.is_it
    return seen


def may_see_any(user: User) -> bool:
    return any(user.has_perm(kind.permission) for kind in KINDS.values())


def row_of(seat: Seat) -> Row:
    """The case of a seat whose relations were selected."""
    for kind in KINDS.values():
        process = getattr(seat.run.process, kind.process, None)
        if process is not None:
            return kind.describe(getattr(process, kind.subject))
    raise LookupError(seat.pk)
