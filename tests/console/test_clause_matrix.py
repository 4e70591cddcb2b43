"""The matrix says proven only for what is carried out and has a test that ran and passed."""

import json
import os
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from console.clause_matrix import build_matrix

RAN_AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
NAME = "tests/test_x.py::test_claim"


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A house with three clauses, one source naming S-1, one test file, all older than the run."""
    clauses = [
        {"code": "S-1", "carried_by": "办法全文公开。"},
        {"code": "S-2", "carried_by": "须填写专人。", "lacking": "需求台账"},
        {"code": "S-8"},
    ]
    files = {
        "fixtures/regulations.json": json.dumps([{"code": "S", "clauses": clauses}]),
        "site/rules.py": '"""S-1 and S-1-1, XS-1, S-10."""\npaper = "A4"\n',
        "tests/test_x.py": "def test_claim(): ...\n",
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        before = (RAN_AT - timedelta(hours=1)).timestamp()
        os.utime(path, (before, before))
    return tmp_path


def record(house: Path, outcome: str = "passed", clause: str = "S-1", name: str = NAME) -> None:
    tests: dict[str, Any] = {name: {"clauses": [clause], "outcome": outcome, "at": RAN_AT.isoformat()}}
    (house / "build").mkdir()
    (house / "build/clauses.json").write_text(json.dumps({"tests": tests}), encoding="utf-8")


def test_clause_is_proven_by_a_test_that_ran_and_passed(house):
    record(house)
    matrix = build_matrix(house)
    assert [row.code for row in matrix.proven] == ["S-1"]
    assert matrix.rows[0].places == ["site/rules.py:1"]
    assert matrix.caution == ""


@pytest.mark.parametrize(
    ("outcome", "reason"), [("failed", f"测试失败：{NAME}"), ("skipped", "没有运行并通过的测试")]
)
def test_clause_is_not_proven_by_a_test_that_did_not_pass(house, outcome, reason):
    record(house, outcome=outcome)
    assert build_matrix(house).rows[0].open_because == reason


def test_nothing_is_proven_without_a_record(house):
    matrix = build_matrix(house)
    assert (matrix.proven, matrix.caution) == ([], "没有测试记录（build/clauses.json）：请先运行 make test。")


@pytest.mark.parametrize("damage", ["", "{", '{"tests": {"a::b": {}}}', "[]", '{"tests": 1}'])
def test_nothing_is_proven_by_a_damaged_record(house, damage):
    (house / "build").mkdir()
    (house / "build/clauses.json").write_text(damage, encoding="utf-8")
    assert build_matrix(house).proven == []


def test_record_of_a_test_that_is_gone_proves_nothing(house):
    record(house, name="tests/test_x.py::test_removed")
    assert build_matrix(house).proven == []


def test_clause_that_lacks_a_function_stays_open_whatever_passes(house):
    record(house, clause="S-2")
    assert [(row.code, row.open_because) for row in build_matrix(house).open] == [
        ("S-1", "没有运行并通过的测试"),
        ("S-2", "尚缺需求台账"),
        ("S-8", "未说明平台如何落实"),
    ]


def test_record_older_than_the_code_says_so(house):
    record(house)
    (house / "site/rules.py").write_text("changed = True\n")
    assert build_matrix(house).caution == (
        "测试记录已陈旧：site/rules.py 等 1 个文件在测试之后改动过，请重新运行 make test。"
    )


def test_command_ends_with_the_count_and_names_what_is_open(house, settings):
    settings.ROOT = house
    record(house)
    out = StringIO()
    call_command("clauses", "--brief", stdout=out)
    assert out.getvalue().splitlines() == [
        "S-1   已证明：1 项测试通过",
        "S-2   未证明：尚缺需求台账",
        "S-8   未证明：未说明平台如何落实",
        "",
        "尚未证明：S-2 S-8",
        "proven 1 of 3",
    ]


def test_matrix_of_the_house_has_67_clauses(settings):
    assert len(build_matrix(settings.ROOT).rows) == 67
