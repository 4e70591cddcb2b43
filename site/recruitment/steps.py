"""The steps of an application: which form, which columns, which findings and gaps stand beside it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from policies import rules
from policies.enums import Kind
from questions.forms import answers_form
from questions.wording import QuestionFinding, field_name
from recruitment import forms
from recruitment.enums import EvidenceKind
from recruitment.exceptions import Gap
from recruitment.forms.drafts import DraftForm
from recruitment.models import Application
from recruitment.queries import questions_in

_Title = str | Promise


@dataclass(frozen=True)
class Step:
    """One page of the form. `articles` are those whose findings it settles; a step without a form holds files."""

    code: str
    title: _Title
    lead: _Title
    form: type[DraftForm] | None = None
    articles: frozenset[str] = field(default_factory=frozenset)
    asked: frozenset[str] = field(default_factory=frozenset)  # questions of the round, files among them

    def columns(self) -> list[str]:
        return [*(self.form().fields if self.form else []), *self.asked]


_EVIDENCE = Step("evidence", _("证明材料"), _("每项条件至少一份，扫描件、照片或文档均可。"))
_NARRATIVE_LEAD = _("通知要求重点说明志愿服务经验和成果，请写具体、可核实的内容。")
_PLEDGE_LEAD = _("请逐项阅读后勾选。勾选时间和文本版本会被记录。")

STATION_STEPS = (
    Step("unit", _("单位信息"), _("照着营业执照或法人证书填写。"), forms.UnitForm, frozenset({"S-2", "S-3", "S-4-1"})),
    Step("conditions", _("申报条件"), _("对应管理办法第四条（二）至（五）项。"), forms.StationConditionsForm, frozenset({"S-4-2", "S-4-3", "S-4-4", "S-4-5"})),
    Step("narrative", _("经验与成果"), _NARRATIVE_LEAD, forms.StationNarrativeForm, frozenset({"N-1"})),
    _EVIDENCE,
    Step("pledge", _("承诺与确认"), _PLEDGE_LEAD, forms.StationPledgeForm, frozenset({"S-7-1"})),
)  # fmt: skip
EXPERT_STEPS = (
    Step("person", _("个人信息"), _("照着证件和单位登记填写。"), forms.PersonForm, frozenset({"E-2"})),
    Step("conditions", _("申报条件"), _("对应管理办法第三条（二）项。"), forms.ExpertConditionsForm, frozenset({"E-3-2"})),
    Step("narrative", _("经验与成果"), _NARRATIVE_LEAD, forms.ExpertNarrativeForm, frozenset({"N-1"})),
    _EVIDENCE,
    Step("pledge", _("承诺与确认"), _PLEDGE_LEAD, forms.ExpertPledgeForm, frozenset({"E-3-1", "E-3-3", "E-6-1"})),
)  # fmt: skip

_FILE_LABELS = {label for _article, _kind, label in rules.STATION_EVIDENCE + rules.EXPERT_EVIDENCE}


QUESTIONS = "questions"


def steps_of(application: Application) -> tuple[Step, ...]:
    """The steps of its kind; a round with questions of its own has one more, before the pledge."""
    steps = STATION_STEPS if application.kind == Kind.STATION else EXPERT_STEPS
    if not (questions := questions_in(application.round)):
        return steps
    own = Step(
        QUESTIONS,
        _("补充题目"),
        _("本批次另外要求填写的内容，随申报一并提交审核。"),
        answers_form(questions),
        asked=frozenset(field_name(question) for question in questions),
    )
    return (*steps[:-1], own, steps[-1])


def step_by_code(application: Application, code: str) -> Step | None:
    return next((step for step in steps_of(application) if step.code == code), None)


def step_after(application: Application, code: str) -> Step | None:
    """The next step, or None when the preview comes next."""
    steps = steps_of(application)
    place = [step.code for step in steps].index(code) + 1
    return steps[place] if place < len(steps) else None


def is_about_a_file(finding: rules.Finding) -> bool:
    return finding.label in _FILE_LABELS or finding.article == "S-5-P"


def findings_in(step: Step, findings: Sequence[rules.Finding]) -> list[rules.Finding]:
    """The findings a step can settle."""
    if step.code == QUESTIONS:
        return [finding for finding in findings if isinstance(finding, QuestionFinding)]
    findings = [finding for finding in findings if not isinstance(finding, QuestionFinding)]
    if step.form is None:
        return [finding for finding in findings if is_about_a_file(finding)]
    return [
        finding for finding in findings if finding.article in step.articles and not is_about_a_file(finding)
    ]


def gaps_in(step: Step, gaps: Sequence[Gap]) -> list[Gap]:
    columns = step.columns()
    return [gap for gap in gaps if gap.field in columns]


@dataclass(frozen=True)
class Place:
    """A step as the flow line shows it: where we are and how much is open there."""

    step: Step
    open_count: int
    state: str  # done, current or nothing


def places(
    application: Application, findings: Sequence[rules.Finding], gaps: Sequence[Gap], current: str = ""
) -> list[Place]:
    """The flow line of the steps."""
    line = []
    for step in steps_of(application):
        unmet = [f for f in findings_in(step, findings) if not f.is_met and f.is_hard]
        open_count = len(unmet) + len(gaps_in(step, gaps))
        state = "current" if step.code == current else ("" if open_count else "done")
        line.append(Place(step, open_count, state))
    return line


_WANTED: dict[str, tuple[tuple[EvidenceKind, str, Any], ...]] = {
    Kind.STATION: (
        (EvidenceKind.LICENCE, "S-4-1", _("营业执照、事业单位或社会团体法人证书。")),
        (EvidenceKind.SERVED, "S-4-2", _("上年服务企业名称清单，可附服务合同、活动签到等。")),
        (EvidenceKind.PREMISES, "S-4-3", _("房产证或租赁合同，场地与设备照片。")),
        (EvidenceKind.STAFF, "S-4-4", _("专职人员名册，可附劳动合同或社保缴纳清单。请遮盖身份证号码。")),
        (EvidenceKind.PLAN, "S-4-5", _("志愿服务方案或管理制度文本。")),
        (EvidenceKind.TITLE, "S-5-P", _("选了国家级称号的，上传文件或牌匾照片；没有可不传。")),
        (EvidenceKind.OTHER, "", _("其他能说明情况的材料，可不传。")),
    ),
    Kind.EXPERT: (
        (EvidenceKind.DEGREE, "E-3-2", _("学历证书或学信网学历证明。请遮盖身份证号码。")),
        (EvidenceKind.EXPERIENCE, "E-3-2", _("单位证明、服务合同、聘书或活动记录。")),
        (EvidenceKind.OTHER, "", _("其他能说明情况的材料，可不传。")),
    ),
}


def wanted_evidence(kind: str) -> tuple[tuple[EvidenceKind, str, Any], ...]:
    """Which kinds of files this kind of applicant is asked for: kind, article, what it may be."""
    return _WANTED[kind]
