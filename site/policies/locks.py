"""What the 办法 does not let an administrator take away: its stages stay, in order, at least as strict. Pure.

`base` is what the version a draft began from says; a stage it locks may be lengthened and added to. 一票否决 is not
locked: S-5-2 and E-4-2 ask that the Center review, and give no single voice the last word; where one signs, or all
must, a refusal keeps the stage from passing whether or not it is ticked.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from policies.stage_words import StageSaid, sign_rule_of, signing


def lock_faults(
    stages: Sequence[StageSaid], base: Iterable[StageSaid], *, min_days: int
) -> list[tuple[StageSaid, str]]:
    """Every way the stages of one flow are less than its locked ones in `base`, a sentence each with its stage."""
    standing = {stage["code"]: stage for stage in stages}
    locked = [stage for stage in base if stage["locked_by"]]
    found: list[tuple[StageSaid, str]] = []
    for stage in locked:
        if stage["code"] not in standing:
            found.append((stage, removal_sentence(stage)))
        else:
            found += [(stage, text) for text in _loosened(standing[stage["code"]], stage)]
    found += [(stage, text) for stage in stages for text in _too_little(stage, min_days)]
    return [*found, *_out_of_order(standing, locked)]


def lock_sentences(stages: Sequence[StageSaid], base: Iterable[StageSaid], *, min_days: int) -> list[str]:
    """The same, each sentence once."""
    return list(dict.fromkeys(text for _stage, text in lock_faults(stages, base, min_days=min_days)))


def removal_sentence(stage: Mapping[str, Any]) -> str:
    return f"{_asks(stage)}，不得删除。"


def order_sentence(stage: Mapping[str, Any]) -> str:
    return f"{_asks(stage)}，不得改变必设环节之间的先后次序。"


def _too_little(stage: StageSaid, min_days: int) -> list[str]:
    """What holds for a locked stage wherever it came from."""
    if not stage["locked_by"]:
        return []
    sentences = []
    if stage["limit_days"] < min_days:
        sentences.append(f"{_asks(stage)}，时限不得少于 {min_days} 个工作日。")
    if stage.get("conditions"):
        sentences.append(f"{_asks(stage)}，对全部申报适用，不得附加适用条件。")
    return sentences


def _loosened(stage: StageSaid, base: StageSaid) -> list[str]:
    sentences = []
    if stage["locked_by"] != base["locked_by"]:
        sentences.append(f"{_asks(base)}，不得解除锁定。")
    if base["is_other_person"] and not stage["is_other_person"]:
        sentences.append(f"{_asks(base)}，不得允许前序签核人再次签核。")
    now, was = sign_rule_of(stage), sign_rule_of(base)
    if now.needed < was.needed or now.places < was.places:
        sentences.append(f"{_asks(base)}，签核人数不得少于原版本的{_lead(signing(base))}。")
    return sentences


def _out_of_order(
    standing: Mapping[str, StageSaid], locked: Sequence[StageSaid]
) -> list[tuple[StageSaid, str]]:
    kept = [stage for stage in locked if stage["code"] in standing]
    wanted = [stage["code"] for stage in sorted(kept, key=lambda stage: stage["order"])]
    found = sorted(wanted, key=lambda code: standing[code]["order"])
    return [
        (standing[is_], order_sentence(standing[is_]))
        for is_, was in zip(found, wanted, strict=True)
        if is_ != was
    ][:1]


def _asks(stage: Mapping[str, Any]) -> str:
    return f"{stage['locked_by']} 要求“{stage['name']}”环节"


def _lead(words: str) -> str:
    return f" {words}" if words[:1].isdigit() else words
