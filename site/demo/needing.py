"""企业需求 of the demo: one at each place between its first words and its score."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from accounts.models import User
from demo.clock import clock_at
from demo.people import make_applicant
from demo.rounds import at_hour
from needs.actions import Said, accept_offer, link_service, offer_need, score_need, submit_need, take_need
from needs.models import Need, Offer
from needs.queries import entries_for
from policies.enums import CodeList, Kind
from policies.queries import code_names
from registry.models import Holder, HolderStatus
from service.enums import Form

FIRMS = ("云帆精密", "青禾食品", "海岳纺织", "松泉软件", "石桥模具", "金沙照明", "玉川包装")
WORDS = (
    "不清楚技术改造补助的申报条件和材料，希望有人讲解，并看看我们准备的材料是否齐全。",
    "订单增长很快，流动资金紧张，想了解有哪些适合小企业的融资办法。",
    "车间排产靠经验，经常赶工，希望有专家来现场看看怎样改进。",
    "准备招聘二十名工人，劳动合同和社保怎样办理才规范，想请人当面指导。",
    "新产品想申请专利，不知道怎样检索和撰写，希望得到指导。",
    "想在网上开店卖产品，没有经验，不知从哪里开始，希望有人带一带。",
    "研发费用加计扣除的归集口径不清楚，担心多报少报，希望有人核对。",
)


def make_needs(people: Mapping[str, User], today: date) -> None:
    """One waits for the staff, one for an offer, one for the demo's expert; others are served and scored."""
    own = Holder.objects.filter(user=people["demo-expert"], status=HolderStatus.ACTIVE).first()
    if own is None or Need.objects.exists():
        return
    reporters = Holder.objects.filter(diary__isnull=False, kind=Kind.EXPERT).exclude(pk=own.pk).distinct()
    others = list(reporters.order_by("pk")[:3])
    ago = [at_hour(today - timedelta(days=days), 10) for days in (1, 2, 2, 30, 30, 30, 12)]
    _submit(0, own, ago[0])
    _take(_submit(1, own, ago[1]), people, ago[1])
    _offer(
        _take(_submit(2, own, ago[2]), people, ago[2]), own, people, at_hour(today - timedelta(days=1), 15)
    )
    for place, holder in enumerate([*others, own][:4], 3):
        need = _take(_submit(place, holder, ago[place]), people, ago[place])
        offer = _offer(need, holder, people, ago[place] + timedelta(hours=2))
        _serve(offer, place, ago[place] + timedelta(hours=5), today)
    _gather(people, today)


def _submit(place: int, holder: Holder, at: datetime) -> Need:
    """What suits one holder: its own province and first field."""
    codes = {name: code for code, name in code_names(CodeList.FIELD).items()}
    with clock_at(at):
        person = make_applicant(7201 + place, f"企业联系人{place + 1}（演示）", at)
        said = Said(
            firm_name=f"{FIRMS[place]}有限公司（演示）",
            province=holder.province,
            field=codes[holder.field_names.split("、")[0]],
            form=Form.OFFLINE if place % 2 else Form.ONLINE,
            words=WORDS[place],
            contact_name=person.name,
            contact_mobile=person.mobile,
            is_agreed=True,
            is_named=place % 3 == 0,
        )
        key = uuid5(NAMESPACE_URL, f"demo-need-{place}")
        return submit_need(said=said, form_key=key, by=person, at=at)


def _take(need: Need, people: Mapping[str, User], at: datetime) -> Need:
    later = at + timedelta(hours=1)
    with clock_at(later):
        return take_need(need=need, by=people["gongshi"], at=later)


def _offer(need: Need, holder: Holder, people: Mapping[str, User], at: datetime) -> Offer:
    with clock_at(at):
        return offer_need(need=need, holder=holder, by=people["gongshi"], at=at)


def _serve(offer: Offer, place: int, at: datetime, today: date) -> None:
    """Accepted; served where the diary tells of it; scored, but for the last."""
    with clock_at(at):
        offer = accept_offer(offer=offer, by=offer.holder.user, at=at)
    entry = entries_for(offer).order_by("served_on").first()
    if entry is None or place == 6:
        return
    served = at_hour(entry.served_on, 20)
    with clock_at(served):
        need = link_service(offer=offer, entry=entry, by=offer.holder.user, at=served)
        if place != 5:
            score_need(
                need=need, score=5 - place % 2, words="讲得具体，马上能用。", by=need.submitter, at=served
            )


def _gather(people: Mapping[str, User], today: date) -> None:
    """A station writes down what a firm of its park told it."""
    rows = Holder.objects.filter(kind=Kind.STATION, status=HolderStatus.ACTIVE)
    station, at = (
        rows.exclude(user__in=people.values()).order_by("pk").first(),
        at_hour(today - timedelta(days=1), 16),
    )
    if station is None:
        return
    said = Said(
        "长林木业有限公司（演示）",
        station.province,
        "hr",
        Form.OFFLINE,
        WORDS[3],
        "厂长（演示）",
        "19900007299",
        is_agreed=True,
    )
    with clock_at(at):
        key = uuid5(NAMESPACE_URL, "demo-need-gathered")
        submit_need(said=said, form_key=key, by=station.user, at=at, gathered_by=station)
