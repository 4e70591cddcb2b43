"""Complaints, suggestions and requests for support of the demo: some wait, some are answered."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from accounts.models import User
from demo.clock import clock_at
from demo.people import make_applicant
from demo.rounds import at_hour
from feedback.actions import (
    Said,
    accept_complaint,
    answer_inquiry,
    answer_suggestion,
    ask,
    lodge_complaint,
    take_suggestion,
    uphold_complaint,
    write_suggestion,
)
from feedback.enums import Asked, Matter
from feedback.models import Complaint, Suggestion
from policies.enums import Kind
from registry.models import Holder, HolderStatus

WAITING = "上周该专家来厂讲解政策，结束后要求扫码支付资料费三百元，称不付就不再服务，有付款截图。"
HANDLED = "该工作站在宣传单上使用“国家认定机构”字样招揽收费培训，与志愿服务名称混在一起，容易误导企业。"
FOUNDED = "该工作站组织的诊断服务向三家企业各收取差旅费八百元，有收据和经办人微信记录为证。"
SUGGESTIONS = (
    (Matter.SUGGESTION, "建议每季度公布一次各省服务时长和企业数，便于各工作站互相学习。", ""),
    (Matter.SUPPORT, "下月拟为园区二十家企业举办数字化培训，希望提供一套课件和一位授课专家。", "working"),
    (Matter.SUGGESTION, "志愿日记希望能批量填写同一天的多家企业。", "日记已支持一次填写多家企业，每行一家。"),
)


def make_feedback(people: Mapping[str, User], today: date) -> None:
    """A week of what people say of the service; nothing where there is some already."""
    active = Holder.objects.filter(status=HolderStatus.ACTIVE).exclude(user__in=people.values())
    stations, experts = (list(active.filter(kind=kind).order_by("pk")[:3]) for kind in (Kind.STATION, Kind.EXPERT))  # fmt: skip
    if Complaint.objects.exists() or len(stations) < 3 or not experts:
        return
    _lodge(experts[0], 0, "charging", WAITING, at_hour(today - timedelta(days=1), 15))
    handled = _lodge(stations[0], 1, "name_misuse", HANDLED, at_hour(today - timedelta(days=6), 10))
    founded = _lodge(stations[1], 2, "charging", FOUNDED, at_hour(today - timedelta(days=9), 10))
    for row, days in ((handled, 5), (founded, 8)):
        at = at_hour(today - timedelta(days=days), 11)
        with clock_at(at):
            accept_complaint(complaint=row, by=people["gongshi"], at=at)
            ask(complaint=row, asked=Asked.HOLDER, question="请说明有关情况，并提供往来凭证。", by=people["gongshi"], at=at)  # fmt: skip
    _decide(founded, people, at_hour(today - timedelta(days=3), 10))
    _suggest([stations[2], stations[1], experts[0]], people, today)


def _lodge(holder: Holder, place: int, ground: str, words: str, at: datetime) -> Complaint:
    name = "" if place == 1 else f"举报人{place + 1}（演示）"
    with clock_at(at):
        by = make_applicant(7101 + place, f"举报人{place + 1}（演示）", at)
        return lodge_complaint(holder=holder, said=Said(ground, words, name), by=by, at=at)


def _decide(row: Complaint, people: Mapping[str, User], at: datetime) -> None:
    with clock_at(at):
        answer_inquiry(inquiry=row.inquiries.get(), answer="确有收取差旅费，已全部退还企业。", by=row.holder.user, at=at)  # fmt: skip
        later = at + timedelta(hours=4)
        uphold_complaint(complaint=row, by=people["jueding"], at=later, reason="经核查，收费属实，已责令退还并书面检查。", calls_for_revocation=False)  # fmt: skip


def _suggest(holders: list[Holder], people: Mapping[str, User], today: date) -> None:
    if Suggestion.objects.exists():
        return
    for place, (holder, (kind, words, reply)) in enumerate(zip(holders, SUGGESTIONS, strict=True)):
        at = at_hour(today - timedelta(days=4 + place), 16)
        with clock_at(at):
            key = uuid5(NAMESPACE_URL, f"demo-suggestion-{place}")
            row = write_suggestion(holder=holder, kind=kind, words=words, form_key=key, by=holder.user, at=at)
            if reply:
                take_suggestion(suggestion=row, by=people["fushen"], at=at + timedelta(hours=1))
            if len(reply) > 10:
                answer_suggestion(suggestion=row, is_agreed=True, reply=reply, by=people["fushen"], at=at + timedelta(hours=2))  # fmt: skip
