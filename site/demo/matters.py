"""The demo's own approval, and the questions of a round to come: set up through the doors of the desk."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone
from viewflow.workflow.models import Task

from accounts.models import StaffGroup, User
from demo.clock import clock_at
from demo.people import make_applicant
from demo.rounds import at_hour, make_round
from matters.actions import define_type, draft_request, open_type, save_request, submit_request
from matters.models import Request, RequestType
from policies.actions import publish_policy
from policies.enums import QuestionKind
from policies.models import PolicyVersion, QuestionSet
from questions.actions import add_question
from recruitment.actions import prepare_questions
from workflows.request.actions import advance_request
from workflows.review.actions import sign_task, take_seat

CODE = "logo-permission"
TITLE = "使用平台标识许可"
LEAD = "工作站、志愿专家和合作单位在活动与宣传材料中使用平台名称和标识，须事先取得许可。许可不收取费用。"
TYPE_QUESTIONS: tuple[dict[str, Any], ...] = (
    {"code": "purpose", "kind": QuestionKind.TEXT, "label": "用途", "help": "用在什么活动或材料上，面向哪些人。"},
    {"code": "medium", "kind": QuestionKind.CHOICE, "label": "载体", "options": ("网站与公众号", "印刷品", "现场展板")},
    {"code": "months", "kind": QuestionKind.NUMBER, "label": "使用期限", "unit": "个月", "operator": "at_most", "threshold": "12"},
    {"code": "sample", "kind": QuestionKind.FILE, "label": "设计样稿", "is_required": False, "help": "标识不得变形、改色或与其他标识组合。"},
)  # fmt: skip
ROUND_QUESTIONS: tuple[dict[str, Any], ...] = (
    {"code": "volunteers", "kind": QuestionKind.NUMBER, "label": "自有志愿者", "unit": "人", "operator": "at_least", "threshold": "20", "help": "已在本单位登记、可随时参加活动的志愿者。"},
    {"code": "trade", "kind": QuestionKind.CHOICE, "label": "主要服务行业", "options": ("制造业", "软件和信息服务业", "其他")},
    {"code": "assessed_on", "kind": QuestionKind.DATE, "label": "上次服务质量评估日期", "is_required": False, "operator": "within_years", "threshold": "3", "is_hard": False},
)  # fmt: skip
ANSWERS: tuple[tuple[str, str, int], ...] = (
    ("“一起益企”进园区活动的背景板和签到处，面向园区内 60 家中小企业。", "o3", 1),
    ("工作站公众号的头图和服务指南封面，长期用于志愿服务信息发布。", "o1", 12),
    ("政策宣讲会的资料袋和讲义封面，印制 300 份。", "o2", 3),
)


def make_matters(people: Mapping[str, User], today: date) -> None:
    """The type, published by a second person and open; three requests, one of them decided, and a draft."""
    if RequestType.objects.filter(code=CODE).exists():
        return
    set_up = today - timedelta(days=30)
    with clock_at(at_hour(set_up, 10)):
        type_ = _open_type(people, set_up)
    for n, (purpose, medium, months) in enumerate(ANSWERS):
        on = today - timedelta(days=9 - 3 * n)
        with clock_at(at_hour(on, 9 + n)):
            applicant = make_applicant(5001 + n, f"演示申请人{n + 1}", timezone.now())
            answers = {"purpose": purpose, "medium": medium, "months": Decimal(months)}
            request = _hand_in(type_, applicant, answers)
        if n == 0:
            _sign(request, people["chushen"], on + timedelta(days=1))
    _start(type_, people["demo-station"], at_hour(today - timedelta(days=1), 16))


def _open_type(people: Mapping[str, User], on: date) -> RequestType:
    author, other, now = people["guanli"], people["jueding"], timezone.now()
    group = StaffGroup.objects.get(code="first_review").group
    made = define_type(
        code=CODE, title=TITLE, lead=LEAD, asker="anyone", stage="标识审核", group=group, by=author, at=now
    )
    draft = PolicyVersion.objects.select_related("question_set").get(scope=CODE)
    if draft.question_set:
        _ask(draft.question_set, TYPE_QUESTIONS, author)
    publish_policy(policy=draft, by=other, at=now, effective_on=on)
    return open_type(type=made, by=author, at=now)


def _ask(question_set: QuestionSet, rows: tuple[dict[str, Any], ...], by: User) -> None:
    for row in rows:
        values = {name: value for name, value in row.items() if name != "options"}
        options = [{"code": f"o{n}", "name": name} for n, name in enumerate(row.get("options", ()), 1)]
        add_question(question_set=question_set, values=values, options=options, by=by, at=timezone.now())


def _hand_in(type_: RequestType, by: User, answers: dict[str, Any]) -> Request:
    now = timezone.now()
    draft = draft_request(type=type_, by=by, at=now)
    saved = save_request(request=draft, answers=answers, revision=draft.revision, by=by, at=now)
    row = submit_request(request=saved, by=by, at=now)
    advance_request(request_pk=row.pk, at=now)
    return row


def _start(type_: RequestType, by: User, at: datetime) -> None:
    """A draft whose condition is not met yet."""
    with clock_at(at):
        draft = draft_request(type=type_, by=by, at=at)
        answers: dict[str, Any] = {"purpose": ANSWERS[0][0], "medium": "o1", "months": Decimal(18)}
        save_request(request=draft, answers=answers, revision=draft.revision, by=by, at=at)


def _sign(request: Request, by: User, on: date) -> None:
    task = Task.objects.filter(
        process__reviewprocess__requestprocess__request=request, flow_task_type="HUMAN", finished=None
    ).first()
    if task is None:
        return
    at = at_hour(on, 15)
    with clock_at(at):
        take_seat(task=task, by=by, at=at)
        task.refresh_from_db()
        sign_task(task=task, by=by, choice="approve", opinion="用途属于志愿服务活动，同意使用一个月。", at=at)


def make_coming_round(people: Mapping[str, User], today: date) -> None:
    """Next year's first round with questions of its own, still to be edited."""
    by, opens_on = people["guanli"], today + timedelta(days=60)
    title = f"{opens_on.year}年第一批中小企业志愿服务工作站和志愿专家招募"
    round_ = make_round(title, opens_on=opens_on, closes_on=opens_on + timedelta(days=30), by=by)
    if round_.question_set_id is None:
        with clock_at(at_hour(today, 9)):
            _ask(prepare_questions(round=round_, by=by, at=timezone.now()), ROUND_QUESTIONS, by)
