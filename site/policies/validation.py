"""What keeps a version's stages from working, a sentence each naming the stage. Pure: groups, people and facts come in as arguments."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from policies.conditions import (
    OPERATORS,
    Condition,
    ThresholdError,
    are_contradictory,
    check_threshold,
    thresholds_of,
)
from policies.locks import lock_faults
from policies.register import BY_KEY
from policies.stage_words import StageSaid, sign_rule_of
from policies.tally import QUORUM


@dataclass(frozen=True)
class Crew:
    """A working group: how many active members it has, how many of its managers are active."""

    members: int = 0
    managers: int = 0


class KnownFact(Protocol):
    """What this room needs of a fact: its Chinese label, its kind (number, choice or date), and the answers of its own question."""

    @property
    def label(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def names(self) -> Sequence[tuple[str, str]]: ...


@dataclass(frozen=True)
class World:
    """What stages refer to: groups by name, who of the people named is active, what people are called, the facts each flow knows."""

    crews: Mapping[str, Crew] = field(default_factory=dict)
    active: frozenset[str] = frozenset()
    names: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, Mapping[str, KnownFact]] = field(default_factory=dict)


@dataclass(frozen=True)
class Fault:
    """One reason against publishing; `flow_kind` and `code` say at which stage, both empty for the version itself."""

    flow_kind: str
    code: str
    sentence: str


def stage_faults(content: Mapping[str, Any], base: Mapping[str, Any] | None, world: World) -> list[Fault]:
    """Every fault of every stage, flow by flow in order; `base` is the version the draft began from."""
    kinds = dict.fromkeys(
        stage["flow_kind"] for stage in (*content["stages"], *(base or {"stages": []})["stages"])
    )
    min_days = content["values"].get("review.min_days", BY_KEY["review.min_days"].default)
    found: list[Fault] = []
    for kind in kinds:
        stages = _of(content, kind)
        standing = _of(base, kind) if base else []
        found += [
            Fault(kind, stage["code"], sentence)
            for stage, sentence in lock_faults(stages, standing, min_days=min_days)
        ]
        for place, stage in enumerate(stages):
            found += [
                Fault(kind, stage["code"], f"“{stage['name']}”：{text}")
                for text in _faults_of(stage, place, world)
            ]
    return found


def reference_faults(stage: StageSaid, world: World) -> list[str]:
    """What a stage says of facts that is not so: conditions, and the fact its desks are told apart by."""
    fact, known = stage.get("desk_fact", ""), world.facts.get(stage["flow_kind"])
    is_unknown = bool(fact) and known is not None and fact not in known
    return [
        *([f"分派依据“{fact}”不是此流程的事实。"] if is_unknown else []),
        *_condition_faults(stage, world),
    ]


def _of(content: Mapping[str, Any], kind: str) -> list[StageSaid]:
    return sorted((s for s in content["stages"] if s["flow_kind"] == kind), key=lambda stage: stage["order"])


def _faults_of(stage: StageSaid, place: int, world: World) -> Iterator[str]:
    yield from _limit_faults(stage, place)
    yield from _signing_faults(stage)
    yield from SOURCES[stage.get("signer_source", "group")](stage, world)
    yield from _condition_faults(stage, world)


def _limit_faults(stage: StageSaid, place: int) -> Iterator[str]:
    if stage["limit_days"] < 1:
        yield "时限不能为 0，请至少给 1 个工作日。"
    if not stage.get("may_return", False):
        return
    if not stage.get("max_returns", 1):
        yield "可退回前序环节而没有次数上限，会无休止地退回，请填写最多退回次数。"
    if place == 0:
        yield "是第一个环节，没有可退回的前序环节。"


def _signing_faults(stage: StageSaid) -> Iterator[str]:
    rule = sign_rule_of(stage)
    if rule.mode == QUORUM and rule.needed > rule.places:
        yield f"要求 {rule.places} 人中 {rule.needed} 人通过，人数不够。"
    if rule.places < 1:
        yield "没有签核席位。"


def _group_faults(stage: StageSaid, world: World) -> Iterator[str]:
    yield from _crew_faults(stage, str(stage["group"]), world)


def _crew_faults(stage: StageSaid, group: str, world: World) -> Iterator[str]:
    """Nobody is asked twice at a stage, so a group needs as many active members as there are places."""
    members, places = world.crews.get(group, Crew()).members, sign_rule_of(stage).places
    if not members:
        yield f"“{group}”没有在岗成员，无人可以签核。"
    elif members < places:
        yield f"“{group}”在岗 {members} 人，不足 {places} 个席位。"


def _people_faults(stage: StageSaid, world: World) -> Iterator[str]:
    named, places = [row["user"] for row in stage.get("named_signers", [])], sign_rule_of(stage).places
    if len(named) < places:
        yield f"指定了 {len(named)} 人，不足 {places} 个席位。"
    idle = [world.names.get(user, user) for user in named if user not in world.active]
    if idle:
        yield f"指定人员{'、'.join(idle)}已停用。"


def _manager_faults(stage: StageSaid, world: World) -> Iterator[str]:
    group = str(stage["group"])
    managers, places = world.crews.get(group, Crew()).managers, sign_rule_of(stage).places
    if not managers:
        yield f"由组长签核，而“{group}”没有在岗组长。"
    elif managers < places:
        yield f"“{group}”在岗组长 {managers} 人，不足 {places} 个席位。"


def _desk_faults(stage: StageSaid, world: World) -> Iterator[str]:
    desks: Sequence[Mapping[str, Any]] = stage.get("desks", [])
    fact = stage.get("desk_fact", "")
    known = world.facts.get(stage["flow_kind"])
    if not fact:
        yield "按申报内容分派，请选择分派依据。"
    elif known is not None and fact not in known:
        yield f"分派依据“{fact}”不是此流程的事实。"
    if not desks:
        yield "按申报内容分派，请至少写出一个取值及其工作组。"
    for group in dict.fromkeys([*(row["group"] for row in desks), stage["group"]]):
        yield from _crew_faults(stage, group, world)


SOURCES = {
    "group": _group_faults,
    "people": _people_faults,
    "manager": _manager_faults,
    "desk": _desk_faults,
}


def _condition_faults(stage: StageSaid, world: World) -> Iterator[str]:
    rows = [Condition(row["fact"], row["operator"], row["threshold"]) for row in stage.get("conditions", [])]
    known = world.facts.get(stage["flow_kind"])
    is_sound = True
    for condition in rows:
        if fault := _condition_fault(condition, known):
            is_sound = False
            yield fault
    if is_sound and are_contradictory(rows):
        yield "适用条件相互矛盾，没有申报能够到达此环节。"


def _condition_fault(condition: Condition, known: Mapping[str, KnownFact] | None) -> str:
    fact = (known or {}).get(condition.fact)
    if known is not None and fact is None:
        return f"适用条件中的“{condition.fact}”不是此流程的事实。"
    if fact and condition.operator not in OPERATORS[fact.kind]:
        return f"适用条件“{fact.label}”不能这样比较。"
    try:
        check_threshold(condition)
    except ThresholdError as fault:
        return f"适用条件“{fact.label if fact else condition.fact}”：{fault}"
    return _unknown_answer(condition, fact) if fact and fact.names else ""


def _unknown_answer(condition: Condition, fact: KnownFact) -> str:
    """The options of a question may have changed since the condition was written."""
    known = {code for code, _name in fact.names}
    unknown = [code for code in thresholds_of(condition) if code not in known]
    return f"适用条件“{fact.label}”没有取值“{'、'.join(unknown)}”。" if unknown else ""
