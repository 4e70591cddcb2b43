"""补正前后：what the applicant changed when they handed in again, in the words of the dossier."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from policies.enums import QuestionKind
from policies.models import Question
from questions.wording import field_name
from recruitment.differences import Change, Differences, File, differences
from recruitment.dossiers import (
    CONTACT_COLUMNS,
    LONG_COLUMNS,
    dossier_of,
    field_label,
    section_names,
    shown,
)
from recruitment.models import Application, Correction, Snapshot
from recruitment.queries import questions_in

CONTEXT = 12  # characters kept around what changed inside a long text


@dataclass(frozen=True)
class Told:
    """One change as people read it; `name` is where the dossier shows it."""

    name: str
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Supplement:
    """What changed between the last submission and the one before it."""

    at: datetime
    changes: list[Told]
    added: list[File]
    removed: list[File]

    @property
    def is_empty(self) -> bool:
        return not (self.changes or self.added or self.removed)

    @property
    def names(self) -> set[str]:
        return {change.name for change in self.changes}


def last_supplement(application: Application, *, hidden: Collection[str] = ()) -> Supplement | None:
    """The differences the last supplement made; None when there was none. Hidden columns are left out. Two seals are read, however many there are."""
    if not application.supplement_count:
        return None
    seals = application.snapshots.order_by("-pk")
    last = seals.filter(correction=None).first()
    before = seals.filter(pk__lt=last.pk).first() if last else None
    if last is None or before is None:
        return None
    return _told(application, last, differences(before.content, last.content), hidden)


@dataclass(frozen=True)
class Corrected:
    """One 更正 in words."""

    row: Correction
    changes: list[Told]


def corrections_of(application: Application, *, hidden: Collection[str] = ()) -> list[Corrected]:
    """Every 更正 with what it changed, oldest first; one query while there is none, and two otherwise."""
    earlier = Snapshot.objects.filter(application=OuterRef("application"), pk__lt=OuterRef("snapshot"))
    rows = application.corrections.select_related("by", "snapshot").annotate(
        before=Subquery(earlier.order_by("-pk").values("pk")[:1])
    )
    seals = {row.snapshot_id: row.snapshot for row in rows}
    missing = {row.before for row in rows} - seals.keys()
    if missing:
        seals |= Snapshot.objects.in_bulk(missing)
    found = [(row, differences(seals[row.before].content, row.snapshot.content)) for row in rows]
    return [Corrected(row, column_words(application, change, hidden)) for row, change in found]


def _told(
    application: Application, seal: Snapshot, found: Differences, hidden: Collection[str]
) -> Supplement:
    return Supplement(
        at=seal.taken_at,
        changes=[*column_words(application, found, hidden), *_answer_changes(application, found)],
        added=list(found.added),
        removed=list(found.removed),
    )


def column_words(application: Application, found: Differences, hidden: Collection[str] = ()) -> list[Told]:
    """The columns that changed, with their labels, as the dossier reads; of contact data only that they changed."""
    dossier = dossier_of(application)
    changed = [change for change in found.columns if change.name not in hidden]
    return [
        Told(change.name, field_label(dossier, change.name), *_pair(change))
        for change in in_reading_order(application.kind, changed)
    ]


def in_reading_order(kind: str, changes: Collection[Change]) -> list[Change]:
    """A seal does not keep its own order on every database; what stands in no section comes last."""
    names = [name for _title, section in section_names(kind) for name in section]
    return sorted(
        changes, key=lambda change: names.index(change.name) if change.name in names else len(names)
    )


def _pair(change: Change) -> tuple[str, str]:
    if change.name in CONTACT_COLUMNS:
        return _("（不显示）"), _("（已更改）")
    before, after = (_said(change.name, value) for value in (change.before, change.after))
    return excerpts(before, after) if change.name in LONG_COLUMNS else (before, after)


def _said(name: str, sealed: Any) -> str:
    """A sealed value in words: a seal keeps days as text."""
    value = date.fromisoformat(sealed) if name == "founded_on" and sealed else sealed
    return shown(name, value)


def excerpts(before: str, after: str) -> tuple[str, str]:
    """Of two long texts the part in which they differ, with a little around it."""
    most = min(len(before), len(after))
    start = next((n for n in range(most) if before[n] != after[n]), most)
    rest = most - start
    end = next((n for n in range(rest) if before[-1 - n] != after[-1 - n]), rest)
    return _part(before, start, end), _part(after, start, end)


def _part(text: str, start: int, end: int) -> str:
    first, last = max(start - CONTEXT, 0), min(len(text) - end + CONTEXT, len(text))
    return ("…" if first else "") + text[first:last] + ("…" if last < len(text) else "")


def _answer_changes(application: Application, found: Differences) -> list[Told]:
    changed = {change.name: change for change in found.answers}
    return [
        Told(
            field_name(question),
            question.label,
            _answer(question, changed[question.code].before),
            _answer(question, changed[question.code].after),
        )
        for question in questions_in(application.round)
        if question.code in changed
    ]


def _answer(question: Question, sealed: Any) -> str:
    """A sealed answer in words."""
    if sealed is None:
        return "—"
    if isinstance(sealed, dict):
        return str(sealed["name"])
    if question.kind == QuestionKind.CHOICE:
        return {option.code: option.name for option in question.options.all()}.get(sealed, str(sealed))
    if question.kind == QuestionKind.DATE:
        return shown("", date.fromisoformat(sealed))
    return f"{sealed} {question.unit}".strip()
