"""What two seals of one application differ in: columns, files, answers. Pure: it reads what was sealed, and nothing else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Change:
    """One column or one answer: its name, and what it said before and after. None: it was not there."""

    name: str
    before: Any
    after: Any


@dataclass(frozen=True)
class File:
    """One file by kind, name and hash."""

    kind: str
    name: str
    sha256: str


@dataclass(frozen=True)
class Differences:
    columns: Sequence[Change] = field(default_factory=list)
    added: Sequence[File] = field(default_factory=list)
    removed: Sequence[File] = field(default_factory=list)
    answers: Sequence[Change] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.columns or self.added or self.removed or self.answers)


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> Differences:
    """In no order that holds on every database: whoever tells them orders them. A file is the same by kind and hash."""
    held, holds = _files(before), _files(after)
    kept = {(file.kind, file.sha256) for file in held} & {(file.kind, file.sha256) for file in holds}
    return Differences(
        columns=_changes(before["dossier"], after["dossier"]),
        added=[file for file in holds if (file.kind, file.sha256) not in kept],
        removed=[file for file in held if (file.kind, file.sha256) not in kept],
        answers=_changes(before.get("answers", {}), after.get("answers", {})),
    )


def _changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    names = [*after, *(name for name in before if name not in after)]
    said = [Change(name, _given(before.get(name)), _given(after.get(name))) for name in names]
    return [change for change in said if change.before != change.after]


def _given(value: Any) -> Any:
    """Empty text and an empty list say as little as nothing; 0 and 否 are answers."""
    return None if value in ("", []) else value


def _files(content: Mapping[str, Any]) -> list[File]:
    return [File(row["kind"], row["name"], row["sha256"]) for row in content["evidence"]]
