"""What keeps a question from being asked: a code taken, a choice without options, a threshold that cannot be compared with."""

from collections.abc import Mapping, Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from policies.conditions import OPERATORS, ThresholdError, check_threshold, thresholds_of
from policies.enums import QuestionKind
from policies.models import Question

MAX_QUESTIONS = 100
MAX_OPTIONS = 50
FEWEST_OPTIONS = 2


def too_many() -> dict[str, str]:
    return {"label": _("一份题目表最多 %(most)d 题，请先删除不需要的题目。") % {"most": MAX_QUESTIONS}}


def faults_of(question: Question, options: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """A sentence for each field in the way of saving; none for a sound question."""
    faults = _column_faults(question)
    others = Question.objects.filter(question_set=question.question_set_id).exclude(pk=question.pk)
    if others.filter(code=question.code).exists():
        faults["code"] = _("代码“%(code)s”已被本表的另一题使用，请换一个。") % {"code": question.code}
    if question.kind == QuestionKind.CHOICE and (fault := _option_fault(options)):
        faults["options"] = fault
    if question.operator and not faults and (fault := _condition_fault(question, options)):
        faults["threshold"] = fault
    return faults


def _column_faults(question: Question) -> dict[str, str]:
    if bool(question.operator) != bool(question.threshold):
        return {"threshold": _("请填写条件的标准；不设条件时两处都留空。")}
    try:
        question.clean_fields(exclude=["question_set"])
    except ValidationError as error:
        return {name: str(errors[0].messages[0]) for name, errors in error.error_dict.items()}
    return {}


def _option_fault(options: Sequence[Mapping[str, str]]) -> str:
    names = [option["name"] for option in options]
    if len(options) < FEWEST_OPTIONS:
        return _("请至少列出 %(fewest)d 个选项，每行一个。") % {"fewest": FEWEST_OPTIONS}
    if len(options) > MAX_OPTIONS:
        return _("最多 %(most)d 个选项。") % {"most": MAX_OPTIONS}
    if long := [name for name in names if len(name) > 60]:
        return _("选项“%(name)s……”过长，最多 60 字。") % {"name": long[0][:20]}
    if len(set(names)) < len(names) or len({option["code"] for option in options}) < len(options):
        return _("有重复的选项，请逐行核对。")
    return ""


def _condition_fault(question: Question, options: Sequence[Mapping[str, str]]) -> str:
    condition = question.condition
    if condition is None:
        return ""
    if condition.operator not in OPERATORS.get(question.kind, ()):
        return _("此题型不能设这样的条件。")
    try:
        check_threshold(condition)
    except ThresholdError as fault:
        return str(fault)
    if question.kind == QuestionKind.CHOICE:
        known = {option["code"] for option in options}
        if unknown := [code for code in thresholds_of(condition) if code not in known]:
            return _("标准中的“%(name)s”不在选项中。") % {"name": "、".join(unknown)}
    return ""
