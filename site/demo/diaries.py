"""志愿日记 of the demo: what a few holders did this year, and what the firms they served answered."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from accounts.models import User
from demo.clock import clock_at
from demo.rounds import at_hour
from policies.enums import CodeList, Kind
from policies.queries import codes_on
from registry.models import Holder, HolderStatus
from service.actions import (
    Firm,
    Reply,
    Told,
    add_photo,
    answer_confirmation,
    draw_check,
    file_entry,
    issue_record,
    judge_item,
    save_draft,
)
from service.enums import Answer, Form
from service.models import DiaryEntry

FIRMS = (
    "云帆精密",
    "青禾食品",
    "海岳纺织",
    "松泉软件",
    "石桥模具",
    "金沙照明",
    "玉川包装",
    "长林木业",
    "星港物流",
)
SCORES = (5, 5, 4, 5, 3)
WORDS = ("讲得具体，马上能用。", "", "希望以后多来园区。", "", "时间安排有些紧。")
NEIGHBOURS = 8  # other holders who report, beside the demo's own expert


@dataclass(frozen=True)
class Visit:
    """One service: so many days ago, so many half hours, how many firms, and in which words."""

    ago: int
    half_hours: int
    firms: int
    kind: str
    summary: str
    reported: int = 1  # days later


VISITS = (
    Visit(3, 3, 1, "consulting", "演示：梳理应收账款融资的材料，说明银行的审核重点。"),
    Visit(9, 4, 2, "diagnosis", "演示：查看生产现场，列出节拍、物料和质检三处可改之处。"),
    Visit(17, 2, 1, "policy_reading", "演示：讲解研发费用加计扣除的申报口径。"),
    Visit(26, 4, 3, "training", "演示：为三家企业的财务人员讲解数电发票。"),
    Visit(44, 3, 1, "technical", "演示：指导设备联网的改造方案。", reported=20),
)
HABITS = (1, 2, 0, 3, 1)  # how many firms of a visit have answered; the third visit's firm has not yet


def write_diaries(people: Mapping[str, User], today: date) -> int:
    """The demo's expert and some neighbours report; firms confirm, one denies. Returns the entries made."""
    if DiaryEntry.objects.exists():
        return 0
    own = Holder.objects.filter(user=people["demo-expert"], status=HolderStatus.ACTIVE)
    others = Holder.objects.filter(status=HolderStatus.ACTIVE).exclude(user=people["demo-expert"])
    stations = others.filter(kind=Kind.STATION).order_by("pk")[: NEIGHBOURS // 2]
    experts = others.filter(kind=Kind.EXPERT).order_by("pk")[: NEIGHBOURS // 2]
    for place, holder in enumerate([*own, *stations, *experts]):
        for turn, visit in enumerate(VISITS):
            _report(holder, visit, place, turn, today)
    for holder in own:
        _keep_and_prove(holder, today)
    _spot_check(people["chushen"], today)
    return DiaryEntry.objects.count()


def _report(holder: Holder, visit: Visit, place: int, turn: int, today: date) -> None:
    on = today - timedelta(days=visit.ago)
    at = at_hour(on + timedelta(days=visit.reported), 16)
    told = Told(
        served_on=on,
        starts_half=18 + turn,
        half_hours=visit.half_hours,
        form=Form.ONLINE if turn == 2 else Form.OFFLINE,
        kind=visit.kind,
        field=codes_on(CodeList.FIELD, on)[(place + turn) % 8].code,
        summary=visit.summary,
        is_declared_free=True,
    )
    firms = [
        Firm(f"{FIRMS[(place + turn * 2 + n) % len(FIRMS)]}有限公司（演示）") for n in range(visit.firms)
    ]
    with clock_at(at):
        key = uuid5(NAMESPACE_URL, f"demo-diary-{holder.pk}-{turn}")
        entry = file_entry(holder=holder, told=told, firms=firms, form_key=key, by=holder.user, at=at)
    _answer(entry, place, turn, at_hour(on + timedelta(days=visit.reported + 1), 10))


def _keep_and_prove(holder: Holder, today: date) -> None:
    """Of yesterday: a draft not finished, a photo of the last visit, and the year's proof."""
    day = today - timedelta(days=1)
    eve, year = at_hour(day, 17), (today - timedelta(days=VISITS[0].ago)).year
    typed = {"served_on": day.isoformat(), "summary": "演示：下午到园区答疑，还没有写完。", "half_hours": "3"}
    with clock_at(eve):
        save_draft(
            form_key=uuid5(NAMESPACE_URL, f"demo-draft-{holder.pk}"), typed=typed, by=holder.user, at=eve
        )
        add_photo(entry=holder.diary.all()[0], upload=_photo(), by=holder.user, at=eve)
        issue_record(
            holder=holder,
            starts_on=date(year, 1, 1),
            ends_on=date(year, 12, 31),
            by=holder.user,
            at=eve,
        )


def _photo() -> SimpleUploadedFile:
    """A drawn one: nobody is on it."""
    out = io.BytesIO()
    Image.linear_gradient("L").resize((1200, 900)).save(out, "JPEG")
    return SimpleUploadedFile("演示.jpg", out.getvalue())


def _spot_check(officer: User, today: date) -> None:
    """Six of the visits no firm answered, drawn yesterday: one was true, one could not be verified, the others wait."""
    at = at_hour(today - timedelta(days=1), 15)
    with clock_at(at):
        check = draw_check(
            year=(today - timedelta(days=VISITS[2].ago)).year,
            province="",
            size=6,
            seed="demo",
            by=officer,
            at=at,
        )
        found = zip(check.items.all(), (("true", "演示：电话核实，情况属实。"), ("unclear", "演示：企业电话无人接听。")), strict=False)  # fmt: skip
        for item, (result, words) in found:
            judge_item(item=item, result=result, words=words, by=officer, at=at)


def _answer(entry: DiaryEntry, place: int, turn: int, at: datetime) -> None:
    """The firms of a visit answer in turn; the last neighbour's diagnosis is denied by one of them."""
    for n, row in enumerate(entry.confirmations.all()[: HABITS[turn]]):
        is_denied = place == NEIGHBOURS and turn == 1 and n == 1
        mood = (place + turn + n) % len(SCORES)
        reply = (
            Reply(Answer.DENIED, row.facts, words="当天没有人来过。")
            if is_denied
            else Reply(Answer.CONFIRMED, row.facts, SCORES[mood], WORDS[mood])
        )
        with clock_at(at):
            answer_confirmation(confirmation=row, reply=reply, by=None, at=at)
