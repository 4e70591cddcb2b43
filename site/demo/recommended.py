"""The demo's recommendations: one agency; stations that wait for their check; experts checked, activated, invited, refused or not reached; a draft to put right."""

from datetime import date, timedelta
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from openpyxl import Workbook
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from accounts.models import AgentMandate, Membership, Organisation, User
from demo.clock import clock_at
from demo.names import demo_mobile
from demo.people import make_applicant
from demo.rounds import at_hour
from policies.enums import Province
from recruitment.actions import (
    Completed,
    activate_recommendation,
    confirm_roster,
    finish_check,
    pass_remaining,
    receive_roster,
    refuse_row,
    report_wrong_number,
)
from recruitment.models import Recommendation, Roster, Round
from recruitment.rosters.forms import EXPERTS, STATIONS, RosterForm
from typeset.fonts import SANS, SERIF, register_fonts

FIRST = 7000  # of the numbers nobody else of the demo has
AGENCY = "浙江省中小企业服务中心（演示）"
STATION_ROWS = [
    ["越州智造园区运营有限公司（演示）", "浙江省演示市创新路18号", "钱一禾"],
    ["之江科创服务中心（演示）", "浙江省演示市学院路6号", "孙可"],
    ["瓯海鞋服产业集群促进会（演示）", "浙江省演示市工业大道3号", "周宁"],
    ["婺城小微企业创业基地有限公司（演示）", "浙江省演示市东阳街22号", "吴桐"],
]
EXPERT_ROWS = [
    ["方知行（演示）", "浙江演示大学", "政策、法律"],
    ["沈远（演示）", "演示律师事务所", "法律"],
    ["许言（演示）", "演示职业学院", "管理"],
    ["陆青（演示）", "演示会计师事务所", "金融"],
]
DRAFT_ROWS = [
    ["临安竹产业集群服务中心（演示）", "浙江省演示市竹海路9号", "郑一", demo_mobile(FIRST + 101)],
    ["", "浙江省演示市新区路2号", "王二", "1990000"],
    ["诸暨袜业小微园区（演示）", "浙江省演示市袜艺路3号", "李三", "0575-00000000"],
]


def make_recommendations(people: dict[str, User], round_: Round, today: date) -> None:
    """Once; a second run finds the mandate."""
    if AgentMandate.objects.exists():
        return
    mandate = _mandate(people, today)
    stations = [[*row, demo_mobile(FIRST + n)] for n, row in enumerate(STATION_ROWS)]
    _confirmed(mandate, round_, STATIONS, stations, people, today - timedelta(days=1))
    experts = [
        [*row, demo_mobile(FIRST + 50 + n), f"expert{n}@example.com"] for n, row in enumerate(EXPERT_ROWS)
    ]
    roster = _confirmed(mandate, round_, EXPERTS, experts, people, today - timedelta(days=6))
    _check(roster, people["fushen"], today - timedelta(days=5))
    _activate(roster, today - timedelta(days=4))
    _report(roster, people["fushen"], today - timedelta(days=3))
    _received(mandate, round_, STATIONS, DRAFT_ROWS, people["demo-agent"], today - timedelta(days=1))


def _mandate(people: dict[str, User], today: date) -> AgentMandate:
    agency, _new = Organisation.objects.get_or_create(
        uscc="91330113DEM0009990", defaults={"name": AGENCY, "province": Province.P33}
    )
    Membership.objects.get_or_create(user=people["demo-agent"], organisation=agency)
    approved = at_hour(today - timedelta(days=40), 10)
    return AgentMandate.objects.create(
        organisation=agency,
        province=Province.P33,
        document=SimpleUploadedFile("委托文件.pdf", _scan("关于委托推荐中小企业志愿服务资源的函", [])),
        starts_on=today - timedelta(days=40),
        ends_on=today + timedelta(days=325),
        approved_at=approved,
        approved_by=people["guanli"],
    )


def _confirmed(
    mandate: AgentMandate,
    round_: Round,
    form: RosterForm,
    rows: list[list[str]],
    people: dict[str, User],
    on: date,
) -> Roster:
    agent = people["demo-agent"]
    roster = _received(mandate, round_, form, rows, agent, on)
    with clock_at(at_hour(on, 9, 45)):
        fresh = Roster.objects.get(pk=roster.pk)
        return confirm_roster(roster=fresh, revision=fresh.revision, by=agent, at=timezone.now())


def _received(
    mandate: AgentMandate, round_: Round, form: RosterForm, rows: list[list[str]], agent: User, on: date
) -> Roster:
    numbered = [[str(n), *row] for n, row in enumerate(rows, start=1)]
    with clock_at(at_hour(on, 9, 20)):
        [roster] = receive_roster(
            mandate=mandate,
            round=round_,
            table=SimpleUploadedFile(f"{form.title}.xlsx", _table(form, numbered)),
            scan=SimpleUploadedFile(
                f"{form.title}（盖章）.pdf", _scan(form.title, [form.column_names, *numbered])
            ),
            by=agent,
            at=timezone.now(),
        )
    return roster


def _check(roster: Roster, checker: User, on: date) -> None:
    with clock_at(at_hour(on, 14)):
        last = roster.rows.select_related("roster").order_by("-position")[0]
        refuse_row(row=last, reason="扫描件上没有这一条，请核实后另行推荐。", by=checker, at=timezone.now())
        pass_remaining(roster=roster, by=checker, at=timezone.now())
        finish_check(roster=roster, by=checker, at=timezone.now())


def _activate(roster: Roster, on: date) -> None:
    first = Recommendation.objects.filter(row__roster=roster).order_by("pk")[0]
    person = make_applicant(FIRST + 50, first.name, at_hour(on, 10))
    with clock_at(at_hour(on, 10, 12)):
        activate_recommendation(
            recommendation=first,
            completed=Completed(employer=first.row.organisation, field_names=["政策解读", "法律法规"]),
            by=person,
            at=timezone.now(),
        )


def _report(roster: Roster, checker: User, on: date) -> None:
    """The number of the third row is somebody else's."""
    third = Recommendation.objects.filter(row__roster=roster).order_by("pk")[2]
    with clock_at(at_hour(on, 15)):
        report_wrong_number(recommendation=third, by=checker, at=timezone.now())


def _table(form: RosterForm, rows: list[list[str]]) -> bytes:
    book, out = Workbook(), BytesIO()
    assert book.active is not None  # noqa: S101  for the type checker
    for row in ([form.title], form.column_names, *rows):
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def _scan(title: str, rows: list[list[str]]) -> bytes:
    """One page as a scanner would bring it: the rows, a red seal, and that it is a sample."""
    register_fonts()
    out = BytesIO()
    page = Canvas(out, pagesize=landscape(A4), invariant=1)
    page.setFont(SERIF, 20)
    page.drawCentredString(421, 530, title)
    page.setFont(SANS, 10)
    for n, row in enumerate(rows):
        for column, text in enumerate(row):
            page.drawString(50 + max(0, 40 + (column - 1) * 150 if column else 0), 480 - 28 * n, text)
        page.line(45, 472 - 28 * n, 797, 472 - 28 * n)
    page.setStrokeColorRGB(0.8, 0.1, 0.1)
    page.setFillColorRGB(0.8, 0.1, 0.1)
    page.setLineWidth(2)
    page.circle(680, 130, 60)
    page.drawCentredString(680, 126, "演示用章")
    page.drawString(50, 40, "本页为演示样张，内容虚构，不具任何效力。")
    page.save()
    return out.getvalue()
