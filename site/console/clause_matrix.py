"""The clause matrix: what the document asks, where the code answers, and which tests proved it in the last run."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

SOURCES = ("site", "workflows", "content", "templates")
SUFFIXES = {".py", ".html", ".txt"}
CODE = re.compile(
    r"(?<![\w-])(?:[NSE]-\d+(?:-[\dRP])?|A[34](?=.*(?:汇总|附件|roster|domain|field)))(?![\w-])"
)
"""A3 and A4 are paper sizes too: they count only in a line that speaks of the tables."""


@dataclass(frozen=True)
class TestResult:
    """A test marked with the clause, as it ended when it last ran."""

    __test__ = False  # a name pytest would collect

    name: str
    outcome: str
    at: datetime


@dataclass
class Row:
    """One clause: what carries it, what is still lacking, where the code names it, which tests ran."""

    code: str
    carried_by: str
    lacking: str
    places: list[str] = field(default_factory=list)
    tests: list[TestResult] = field(default_factory=list)

    @property
    def passed(self) -> list[TestResult]:
        return [test for test in self.tests if test.outcome == "passed"]

    @property
    def open_because(self) -> str:
        """Why the clause is not proven; empty when it is."""
        if self.lacking:
            return f"尚缺{self.lacking}"
        if not self.carried_by:
            return "未说明平台如何落实"
        if failed := [test.name for test in self.tests if test.outcome == "failed"]:
            return f"测试失败：{failed[0]}"
        return "" if self.passed else "没有运行并通过的测试"


@dataclass
class Matrix:
    """All clauses, and what is to be said about the record they were judged by."""

    rows: list[Row]
    caution: str

    @property
    def proven(self) -> list[Row]:
        return [row for row in self.rows if not row.open_because]

    @property
    def open(self) -> list[Row]:
        return [row for row in self.rows if row.open_because]


def build_matrix(root: Path) -> Matrix:
    """Reads the fixture, the sources and the record under `root`; never the database."""
    rows = {row.code: row for row in _clauses(root)}
    for code, place in _mentions(root):
        if code in rows and place not in rows[code].places:
            rows[code].places.append(place)
    results = _recorded(root)
    for codes, result in results:
        for code in codes:
            if code in rows:
                rows[code].tests.append(result)
    return Matrix(list(rows.values()), _caution(root, [result for _codes, result in results]))


def _clauses(root: Path) -> Iterator[Row]:
    regulations = json.loads((root / "fixtures" / "regulations.json").read_text(encoding="utf-8"))
    for regulation in regulations:
        for clause in regulation["clauses"]:
            yield Row(clause["code"], clause.get("carried_by", ""), clause.get("lacking", ""))


def _mentions(root: Path) -> Iterator[tuple[str, str]]:
    """Every clause a source names, with the line; migrations only repeat models."""
    for path in _source_files(root):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            for code in CODE.findall(line):
                yield code, f"{path.relative_to(root)}:{number}"


def _source_files(root: Path) -> Iterator[Path]:
    for folder in SOURCES:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in SUFFIXES and "migrations" not in path.parts:
                yield path


def _recorded(root: Path) -> list[tuple[list[str], TestResult]]:
    """The results of tests that still exist; a missing or damaged record holds none."""
    try:
        tests = json.loads((root / "build" / "clauses.json").read_text(encoding="utf-8"))["tests"]
        return [
            (test["clauses"], TestResult(name, test["outcome"], datetime.fromisoformat(test["at"])))
            for name, test in sorted(tests.items())
            if _still_exists(root, name)
        ]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return []


def _still_exists(root: Path, name: str) -> bool:
    path, _, function = name.partition("::")
    plain = function.rpartition("::")[2].partition("[")[0]
    file = root / path
    return file.is_file() and f"def {plain}(" in file.read_text(encoding="utf-8")


def _caution(root: Path, results: list[TestResult]) -> str:
    """What a reader must know before trusting the record."""
    if not results:
        return "没有测试记录（build/clauses.json）：请先运行 make test。"
    oldest = min(result.at for result in results)
    newer = [
        path for path in [*_source_files(root), *(root / "tests").rglob("*.py")] if _changed_at(path) > oldest
    ]
    if not newer:
        return ""
    latest = max(newer, key=_changed_at)
    return f"测试记录已陈旧：{latest.relative_to(root)} 等 {len(newer)} 个文件在测试之后改动过，请重新运行 make test。"


def _changed_at(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)
