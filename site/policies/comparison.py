"""What one policy version says otherwise than another, in sentences. Pure: both are the plain data of `content.content_of`."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from policies.register import PARAMETERS, Parameter
from policies.stage_words import ASPECTS, StageSaid

Content = Mapping[str, Any]


@dataclass(frozen=True)
class Change:
    """One difference. `flow_kind` is empty for a parameter or a question; `code` is the stage's, or the parameter's key."""

    flow_kind: str
    code: str
    sentence: str


def changes_between(old: Content, new: Content) -> list[Change]:
    """Every difference: stages flow by flow in the order of the new version, then parameters, then questions."""
    kinds = dict.fromkeys(stage["flow_kind"] for stage in (*new["stages"], *old["stages"]))
    found = [change for kind in kinds for change in _flow_changes(kind, _of(old, kind), _of(new, kind))]
    return [*found, *_value_changes(old, new), *_question_changes(old, new)]


def stage_sentences(old: StageSaid, new: StageSaid) -> list[str]:
    """What changed inside one stage: `复审由 1 人改为 3 人中 2 人`."""
    return [
        f"“{new['name']}”{label}由{_spaced(was)}改为{_spaced(now).rstrip()}"
        for label, was, now in stage_aspects(old, new).values()
    ]


def stage_aspects(old: StageSaid, new: StageSaid) -> dict[str, tuple[str, str, str]]:
    """By aspect, its label and the words before and after, for those that differ."""
    said = {aspect: (label, words(old), words(new)) for aspect, (label, words) in ASPECTS.items()}
    return {aspect: row for aspect, row in said.items() if row[1] != row[2]}


def value_words(parameter: Parameter, value: Any) -> str:
    """A parameter's value as a person reads it."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(value) or "无"
    return parameter.words(value)


def _of(content: Content, kind: str) -> dict[str, StageSaid]:
    stages = [stage for stage in content["stages"] if stage["flow_kind"] == kind]
    return {stage["code"]: stage for stage in sorted(stages, key=lambda stage: stage["order"])}


def _flow_changes(kind: str, old: Mapping[str, StageSaid], new: Mapping[str, StageSaid]) -> Iterator[Change]:
    moved = _moved([code for code in old if code in new], [code for code in new if code in old])
    for place, (code, stage) in enumerate(new.items(), 1):
        if code not in old:
            yield Change(kind, code, f"新增环节“{stage['name']}”（第 {place} 步）")
            continue
        if code in moved:
            yield Change(kind, code, f"“{stage['name']}”由第 {[*old].index(code) + 1} 步移到第 {place} 步")
        for sentence in stage_sentences(old[code], stage):
            yield Change(kind, code, sentence)
    for code, stage in old.items():
        if code not in new:
            yield Change(kind, code, f"删除环节“{stage['name']}”")


def _moved(old: Sequence[str], new: Sequence[str]) -> set[str]:
    """Those not in the longest run of stages that kept their order."""
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    return set(new) - {code for block in blocks for code in old[block.a : block.a + block.size]}


def _value_changes(old: Content, new: Content) -> Iterator[Change]:
    for parameter in PARAMETERS:
        was = old["values"].get(parameter.key, parameter.default)
        now = new["values"].get(parameter.key, parameter.default)
        if was != now:
            words = f"{_spaced(value_words(parameter, was))}改为{_spaced(value_words(parameter, now))}"
            yield Change("", parameter.key, f"{parameter.label}由{words.rstrip()}")


def _question_changes(old: Content, new: Content) -> Iterator[Change]:
    before = {row["code"]: row for row in old.get("questions", [])}
    after = {row["code"]: row for row in new.get("questions", [])}
    for code, row in after.items():
        if code not in before:
            yield Change("", code, f"新增题目“{row['label']}”")
        elif row != before[code]:
            yield Change("", code, f"题目“{row['label']}”有修改")
    for code, row in before.items():
        if code not in after:
            yield Change("", code, f"删除题目“{row['label']}”")


def _spaced(words: str) -> str:
    """A blank between a Chinese character and a number."""
    return f"{' ' if words[:1].isdigit() else ''}{words}{' ' if words[-1:].isdigit() else ''}"
