"""Writes `build/clauses.json`: which tests marked with a clause ran, and how they ended. `manage.py clauses` reads it.

A run of the whole suite replaces the record; a run of a part updates the tests it ran. Under xdist the workers
mark their reports and the controller writes.
"""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
RECORD = ROOT / "build" / "clauses.json"
WORST_FIRST = ("failed", "skipped", "passed")


class ClauseRecorder:
    """Listens to the reports of one session."""

    def __init__(self, record: Path = RECORD) -> None:
        self.record = record
        self.results: dict[str, dict[str, Any]] = {}

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        for item in items:
            clauses = sorted({mark.args[0] for mark in item.iter_markers("clause")})
            if clauses:
                item.user_properties.append(("clauses", clauses))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        clauses = dict(report.user_properties).get("clauses")
        if not clauses:
            return
        known = self.results.get(report.nodeid, {}).get("outcome", "passed")
        outcome = min(known, report.outcome, key=WORST_FIRST.index)
        at = datetime.now(UTC).isoformat(timespec="seconds")
        self.results[report.nodeid] = {"clauses": clauses, "outcome": outcome, "at": at}

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if self.results and not hasattr(session.config, "workerinput"):
            write_record(self.record, self.results, is_whole=is_whole_suite(session.config))


def is_whole_suite(config: pytest.Config) -> bool:
    """Whether nothing was left out on the command line."""
    picked = config.option.keyword or config.option.markexpr or config.option.deselect
    return config.args_source is pytest.Config.ArgsSource.TESTPATHS and not picked


def write_record(record: Path, results: dict[str, Any], *, is_whole: bool) -> None:
    kept = {} if is_whole else read_tests(record)
    text = json.dumps({"tests": {**kept, **results}}, ensure_ascii=False, indent=1, sort_keys=True)
    record.parent.mkdir(parents=True, exist_ok=True)
    unfinished = record.with_suffix(".part")
    unfinished.write_text(text + "\n", encoding="utf-8")
    unfinished.replace(record)


def read_tests(record: Path) -> dict[str, Any]:
    """The tests of an earlier record; a damaged record counts as none."""
    try:
        return json.loads(record.read_text(encoding="utf-8"))["tests"]
    except (OSError, ValueError, KeyError):
        return {}


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(ClauseRecorder(), "clause-recorder")
