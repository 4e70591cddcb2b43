"""What a test run writes down about clauses."""

import json
from pathlib import Path
from types import SimpleNamespace

from tests.clause_record import ClauseRecorder, write_record


def report(nodeid: str, outcome: str, when: str = "call") -> SimpleNamespace:
    return SimpleNamespace(nodeid=nodeid, outcome=outcome, when=when, user_properties=[("clauses", ["S-1"])])


def outcomes(record: Path) -> dict[str, str]:
    tests = json.loads(record.read_text(encoding="utf-8"))["tests"]
    return {name: test["outcome"] for name, test in tests.items()}


def test_test_that_fails_in_any_phase_has_failed(tmp_path):
    recorder = ClauseRecorder(tmp_path / "clauses.json")
    for phase, outcome in (("setup", "passed"), ("call", "passed"), ("teardown", "failed")):
        recorder.pytest_runtest_logreport(report("a::b", outcome, phase))
    assert recorder.results["a::b"]["outcome"] == "failed"


def test_skipped_test_has_not_passed(tmp_path):
    recorder = ClauseRecorder(tmp_path / "clauses.json")
    recorder.pytest_runtest_logreport(report("a::b", "skipped", "setup"))
    recorder.pytest_runtest_logreport(report("a::b", "passed", "teardown"))
    assert recorder.results["a::b"]["outcome"] == "skipped"


def test_test_without_a_clause_is_not_recorded(tmp_path):
    recorder = ClauseRecorder(tmp_path / "clauses.json")
    recorder.pytest_runtest_logreport(SimpleNamespace(nodeid="a::b", outcome="passed", user_properties=[]))
    assert recorder.results == {}


def test_part_of_the_suite_updates_and_the_whole_replaces(tmp_path):
    record = tmp_path / "build" / "clauses.json"
    write_record(record, {"a::b": {"outcome": "failed"}, "a::c": {"outcome": "passed"}}, is_whole=True)
    write_record(record, {"a::b": {"outcome": "passed"}}, is_whole=False)
    assert outcomes(record) == {"a::b": "passed", "a::c": "passed"}
    write_record(record, {"a::b": {"outcome": "passed"}}, is_whole=True)
    assert outcomes(record) == {"a::b": "passed"}


def test_xdist_worker_leaves_writing_to_the_controller(tmp_path):
    recorder = ClauseRecorder(tmp_path / "clauses.json")
    recorder.pytest_runtest_logreport(report("a::b", "passed"))
    recorder.pytest_sessionfinish(SimpleNamespace(config=SimpleNamespace(workerinput={})))
    assert not (tmp_path / "clauses.json").exists()
