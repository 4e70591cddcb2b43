"""The shape of an exported version: which keys, of which types, within which bounds. Pure; every fault is a sentence."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

SCHEMA, SCHEMA_VERSION = "yiqi-policy", 1
MOST_STAGES, MOST_ROWS, MOST_QUESTIONS = 60, 40, 100
CODE = re.compile(r"[a-z][a-z0-9_-]{0,29}")


@dataclass(frozen=True)
class Column:
    """What may stand under a key. `kinds` are exact types: JSON's true is no number here."""

    kinds: tuple[type, ...] = (str,)
    longest: int = 200
    least: int = 0
    most: int = 32_000
    choices: frozenset[str] = frozenset()
    is_code: bool = False
    is_optional: bool = False

    def fault(self, value: Any) -> str:
        if type(value) not in self.kinds:
            return "类型不对"
        if isinstance(value, str) and len(value) > self.longest:
            return f"超过 {self.longest} 字"
        if isinstance(value, str) and ((self.is_code and not CODE.fullmatch(value)) or _has_controls(value)):
            return "含有不允许的字符"
        if type(value) is int and not self.least <= value <= self.most:
            return f"应在 {self.least} 至 {self.most} 之间"
        if self.choices and value not in self.choices:
            return "不在可选范围内"
        return ""


def _choice(*codes: str, is_optional: bool = False) -> Column:
    return Column(choices=frozenset(codes), is_optional=is_optional)


NUMBER, FLAG = Column((int,)), Column((bool,))
OPERATORS = ("at_least", "at_most", "one_of", "not_one_of", "within_years")
TOP: Mapping[str, Column] = {
    "schema": _choice(SCHEMA),
    "schema_version": Column((int,), least=SCHEMA_VERSION, most=SCHEMA_VERSION),
    "hash": Column(longest=64),
    "number": NUMBER,
    "title": Column(longest=120),
    "scope": Column(longest=40),
    "values": Column((dict,)),
    "stages": Column((list,)),
    "questions": Column((list,), is_optional=True),
    "notes": Column((list,), is_optional=True),
}
STAGE: Mapping[str, Column] = {
    "flow_kind": _choice("station_application", "expert_application", "request", "objection"),
    "order": Column((int,), least=1, most=MOST_STAGES),
    "code": Column(longest=30, is_code=True),
    "name": Column(longest=30),
    "group": Column(longest=30),
    "locked_by": Column((str, type(None)), longest=12),
    "sign_mode": _choice("any", "all", "quorum", "in_turn"),
    "quorum": Column((int,), least=1, most=15),
    "signers": Column((int,), least=1, most=15),
    "is_veto": FLAG,
    "is_other_person": FLAG,
    "limit_days": Column((int,), most=250),
    "on_limit": _choice("remind", "escalate", "reassign"),
    "signer_source": _choice("group", "people", "manager", "desk", is_optional=True),
    "desk_fact": Column(longest=40, is_optional=True),
    "percent": Column((int, type(None)), least=1, most=100, is_optional=True),
    "may_return": Column((bool,), is_optional=True),
    "max_returns": Column((int,), most=20, is_optional=True),
    "desks": Column((list,), is_optional=True),
    "conditions": Column((list,), is_optional=True),
    "checks": Column((list,), is_optional=True),
    "fields": Column((list,), is_optional=True),
}
PARTS: Mapping[str, Mapping[str, Column]] = {
    "desks": {"value": Column(longest=40), "group": Column(longest=30)},
    "conditions": {"fact": Column(longest=40), "operator": _choice(*OPERATORS), "threshold": Column()},
    "checks": {
        "order": Column((int,), least=1, most=MOST_ROWS), "text": Column(),
        "clause": Column((str, type(None)), longest=12), "is_required": FLAG,
    },
    "fields": {"name": Column(longest=60), "access": _choice("read", "edit", "hidden")},
}  # fmt: skip
QUESTION: Mapping[str, Column] = {
    "order": NUMBER,
    "code": Column(longest=30, is_code=True),
    "kind": _choice("text", "number", "choice", "date", "file"),
    "label": Column(longest=100),
    "help": Column(longest=200),
    "unit": Column(longest=10),
    "is_required": FLAG,
    "operator": _choice("", *OPERATORS),
    "threshold": Column(),
    "is_hard": FLAG,
    "basis": Column(longest=60),
    "options": Column((list,)),
}
OPTION: Mapping[str, Column] = {
    "order": NUMBER,
    "code": Column(longest=30, is_code=True),
    "name": Column(longest=60),
}
ONCE = {"desks": "value", "checks": "order", "fields": "name"}


def shape_faults(said: Any) -> list[str]:
    """Every way a file is not an exported version; the other checks may trust one without faults."""
    if not isinstance(said, dict):
        return ["文件应是一个规则版本，而不是其他内容。"]
    faults = list(_row_faults("文件", said, TOP))
    if faults:
        return faults
    faults += [
        f"参数“{key[:40]}”：类型不对或超出范围。"
        for key, value in said["values"].items()
        if not _is_plain(value)
    ]
    faults += _list_faults("环节", said["stages"], MOST_STAGES, STAGE)
    faults += _list_faults("题目", said.get("questions", []), MOST_QUESTIONS, QUESTION)
    if faults:
        return faults
    for stage in said["stages"]:
        for part, columns in PARTS.items():
            where = f"环节“{stage['name']}”的 {part}"
            faults += _list_faults(where, stage.get(part, []), MOST_ROWS, columns)
            faults += [] if faults else _twice(where, stage.get(part, []), ONCE.get(part))
        if stage["quorum"] > stage["signers"]:
            faults.append(
                f"环节“{stage['name']}”：{stage['signers']} 人中不可能有 {stage['quorum']} 人同意。"
            )
    for question in said.get("questions", []):
        faults += _list_faults(f"题目“{question['label']}”的选项", question["options"], MOST_ROWS, OPTION)
        if bool(question["operator"]) != bool(question["threshold"]):
            faults.append(f"题目“{question['label']}”的条件不完整。")
    return faults or list(_set_faults(said))


def _list_faults(where: str, rows: Any, most: int, columns: Mapping[str, Column]) -> list[str]:
    if not isinstance(rows, list):
        return [f"{where}：类型不对。"]
    if len(rows) > most:
        return [f"{where}：超过 {most} 项。"]
    return [
        fault for n, row in enumerate(rows, 1) for fault in _row_faults(f"{where}第 {n} 项", row, columns)
    ]


def _row_faults(where: str, row: Any, columns: Mapping[str, Column]) -> Iterator[str]:
    if not isinstance(row, dict):
        yield f"{where}：类型不对。"
        return
    for key in row:
        if key not in columns:
            yield f"{where}：不认识“{key[:40]}”。"
    for key, column in columns.items():
        if key not in row:
            if not column.is_optional:
                yield f"{where}：缺少“{key}”。"
        elif fault := column.fault(row[key]):
            yield f"{where}的“{key}”：{fault}。"


def _set_faults(said: Mapping[str, Any]) -> Iterator[str]:
    """What no two rows may share, and which flows belong to which scope."""
    for key, word in (("code", "代码"), ("order", "次序")):
        seen = [(stage["flow_kind"], stage[key]) for stage in said["stages"]]
        for flow, value in dict.fromkeys(pair for pair in seen if seen.count(pair) > 1):
            yield f"环节的{word}“{value}”在 {flow} 中重复。"
    yield from _twice("题目", said.get("questions", []), "code")
    for question in said.get("questions", []):
        yield from _twice(f"题目“{question['label']}”的选项", question["options"], "code")
    for stage in said["stages"]:
        if (stage["flow_kind"] == "request") != bool(said["scope"]):
            yield f"环节“{stage['name']}”的流程与版本的适用事项不符。"


def _twice(where: str, rows: list[dict[str, Any]], key: str | None) -> list[str]:
    said = [row[key] for row in rows] if key else []
    return [f"{where}：“{value}”重复。" for value in dict.fromkeys(said) if said.count(value) > 1]


def _is_plain(value: Any) -> bool:
    """A switch, a number within reason, a code, or a list of codes."""
    if isinstance(value, list):
        return all(isinstance(item, str) for item in value)
    return isinstance(value, str | bool) or (type(value) is int and abs(value) <= 100_000)


def _has_controls(text: str) -> bool:
    return any(ord(character) < 32 or 0xD800 <= ord(character) <= 0xDFFF for character in text)
