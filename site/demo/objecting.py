"""Objections to the list the demo shows now: one nobody has looked at, one being looked into, one declined."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.utils import timezone

from accounts.models import User
from demo.clock import clock_at
from demo.people import make_applicant
from demo.rounds import at_hour
from objections.actions import Said, accept_objection, answer_inquiry, ask, decline_objection, lodge_objection
from objections.enums import Asked
from objections.models import Objection
from publicity.models import Entry, Window, WindowStatus
from workflows.objection.following import advance_objections

WAITING = "名单所列专家的服务年限与其公开履历不一致，公开履历显示从事中小企业服务不足五年，请核实任职证明。"
HANDLED = "该单位上年服务企业清单中有三家为其关联企业，实际服务企业数可能不足一百五十家，请核对合同与发票。"
DECLINED = "希望了解该单位所在园区今年的租金标准和入驻条件，请公布联系人和联系电话，方便中小企业咨询。"
OBJECTORS = ("异议人一（演示）", "异议人二（演示）", "异议人三（演示）")


def make_objections(people: Mapping[str, User], today: date) -> None:
    """Lodged and handled the day before, on the open list; nothing where there is none or it has objections already."""
    window = Window.objects.filter(status=WindowStatus.OPEN).order_by("-pk").first()
    yesterday = at_hour(today - timedelta(days=1), 14)
    if window is None or window.published_at is None or window.published_at > yesterday:
        return
    if Objection.objects.exists():
        return
    stations, experts = (window.entries.filter(kind=kind).order_by("order") for kind in ("station", "expert"))
    with clock_at(yesterday):
        _lodge(0, experts[0], WAITING)
        handled, declined = _lodge(1, stations[0], HANDLED), _lodge(2, stations[1], DECLINED)
        advance_objections()
    _handle(people["gongshi"], handled, declined, yesterday + timedelta(hours=1))


def _handle(officer: User, handled: Objection, declined: Objection, at: datetime) -> None:
    later = at + timedelta(hours=2)
    with clock_at(at):
        accept_objection(objection=handled, by=officer, at=at)
        decline_objection(objection=declined, by=officer, at=at, reason="所述为咨询事项，不属于对公示对象的异议，请拨打公示页面所列电话咨询。")  # fmt: skip
        advance_objections()
        question = ask(objection=handled, asked=Asked.APPLICANT, question="请说明清单中第 12、37、86 家企业与贵单位的股权关系，并附上年服务合同。", by=officer, at=at + timedelta(minutes=20))  # fmt: skip
    with clock_at(later):
        applicant = handled.entry.application.applicant
        answer_inquiry(inquiry=question, answer="三家企业与我单位无股权关系，均为园区入驻企业，服务合同和发票已另行提交。", by=applicant, at=later)  # fmt: skip


def _lodge(place: int, entry: Entry, grounds: str) -> Objection:
    name, at = OBJECTORS[place], timezone.now()
    by = make_applicant(7001 + place, name, at)
    return lodge_objection(entry=entry, said=Said(name, grounds), by=by, at=at)
