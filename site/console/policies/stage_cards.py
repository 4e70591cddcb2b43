"""The stages of a flow as cards: what each says, what differs from the published version, what is wrong with it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from policies.comparison import stage_aspects
from policies.diagram import sign_words
from policies.enums import FlowKind
from policies.locks import removal_sentence
from policies.models import PolicyVersion
from policies.stage_words import limit, sign_rule_of, signed_by
from policies.validation import Fault


@dataclass(frozen=True)
class Marked:
    """Words, and those of the published version where they differ."""

    now: str
    was: str = ""


@dataclass(frozen=True)
class Card:
    """One stage. `lock` is the sentence why it cannot be removed, empty for one that can."""

    code: str
    name: str
    place: int
    of: int
    who: Marked
    signing: Marked
    limit: Marked
    notes: Sequence[str] = ()
    lock: str = ""
    article: str = ""
    is_new: bool = False
    changes: int = 0
    faults: Sequence[str] = field(default_factory=list)

    @property
    def is_first(self) -> bool:
        return self.place == 1

    @property
    def is_last(self) -> bool:
        return self.place == self.of


@dataclass(frozen=True)
class FixedCard:
    """A step everybody takes, which no version changes."""

    name: str
    words: str
    limit: str
    article: str = ""


def cards_of(
    stages: Sequence[Mapping[str, Any]], base: Iterable[Mapping[str, Any]], faults: Iterable[Fault]
) -> list[Card]:
    """Cards in order; all three speak of one flow, in names people know."""
    standing = {stage["code"]: stage for stage in base}
    found = list(faults)
    return [
        _card(
            stage, place, len(stages), standing.get(stage["code"]), bool(standing),
            [fault.sentence.removeprefix(f"“{stage['name']}”：") for fault in found if fault.code == stage["code"]],
        )
        for place, stage in enumerate(stages, 1)
    ]  # fmt: skip


def fixed_cards(policy: PolicyVersion, flow_kind: str) -> tuple[list[FixedCard], list[FixedCard]]:
    """The steps before and after the stages."""
    if flow_kind == FlowKind.REQUEST:
        return [FixedCard(_("申请"), _("申请人在线填写"), _("无时限"))], [
            FixedCard(_("办结"), _("通知申请人"), _("即时"))
        ]
    if flow_kind == FlowKind.OBJECTION:
        days = _("%(days)d 个工作日") % {"days": policy.value("objection.handle_days")}
        return [
            FixedCard(_("提出异议"), _("公众在公示期内实名提出"), _("公示期内"), "S-5-3"),
            FixedCard(_("受理"), _("经办人受理后，该公示对象暂缓认定"), _("确认公示结果前")),
        ], [FixedCard(_("答复"), _("告知异议人；异议成立的，告知申报人"), days, "S-5-3")]
    is_station = flow_kind == FlowKind.STATION_APPLICATION
    unit = _("个工作日") if policy.value("publicity.unit") == "workday" else _("日")
    before = [
        FixedCard(_("申报"), _("申报人在线填报、上传证明材料"), _("批次内")),
        FixedCard(_("资格核对"), _("系统按申报条件逐条核对，结果供审核参考"), _("即时")),
    ]
    after = [
        FixedCard(
            _("公示"), _("公布名单、受理异议；期限在“参数”中调整"), f"{policy.value('publicity.days')} {unit}",
            "S-5-3" if is_station else "E-4-3",
        ),
        FixedCard(_("认定"), _("决定人确认后编号、发证"), _("公示后"), "S-5-3" if is_station else "E-4-3"),
    ]  # fmt: skip
    return before, after


def _card(
    stage: Mapping[str, Any], place: int, count: int, was: Mapping[str, Any] | None, is_compared: bool, faults: list[str]
) -> Card:  # fmt: skip
    changed = stage_aspects(was, stage) if was else {}
    return Card(
        code=stage["code"],
        name=stage["name"],
        place=place,
        of=count,
        who=_marked(stage, was, signed_by),
        signing=_marked(stage, was, lambda said: sign_words(sign_rule_of(said))),
        limit=_marked(stage, was, limit),
        notes=_notes(stage),
        lock=removal_sentence(stage) if stage["locked_by"] else "",
        article=stage["locked_by"] or "",
        is_new=is_compared and was is None,
        changes=len(changed),
        faults=faults,
    )


def _marked(stage: Mapping[str, Any], was: Mapping[str, Any] | None, words: Any) -> Marked:
    now, before = words(stage), words(was) if was else ""
    return Marked(now, before if before != now else "")


def _notes(stage: Mapping[str, Any]) -> list[str]:
    notes = []
    if stage.get("conditions"):
        notes.append(_("附条件"))
    if stage.get("may_return"):
        notes.append(_("可退回"))
    if stage.get("checks"):
        notes.append(_("核对 %(n)d 项") % {"n": len(stage["checks"])})
    if stage.get("fields"):
        notes.append(_("字段权限 %(n)d 项") % {"n": len(stage["fields"])})
    return notes
