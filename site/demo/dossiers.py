"""Complete invented dossiers with readable sample files, handed in through the real doors."""

from datetime import date, datetime, timedelta
from functools import cache
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from accounts.models import User
from demo.names import DemoExpert, DemoStation, demo_mobile
from policies.enums import Kind
from recruitment.actions import add_evidence, create_draft, save_draft, submit_application
from recruitment.enums import EvidenceKind
from recruitment.models import Application, Round
from typeset.fonts import SANS, SERIF, register_fonts

EVIDENCE = {
    Kind.STATION: ("licence", "served", "premises", "staff", "plan"),
    Kind.EXPERT: ("degree", "experience"),
}
_EXPERIENCE = (
    "自成立以来，坚持以志愿方式服务中小企业：每季度走访园区和街道，收集企业在政策、融资、用工、数字化改造方面的困难，"
    "建立需求台账；组织律师、会计师、技术专家定期坐班，面对面答疑；与当地中小企业服务机构联合举办“一起益企”专场活动，"
    "把惠企政策讲明白、讲到位。全部服务不收取费用，服务过程有签到、有记录、有回访。（演示文字）"
)
_ACHIEVEMENTS = (
    "上一年度累计开展公益活动 {events} 场，服务中小企业 {served} 家，其中帮助 {loans} 家企业获得首次信用贷款，"
    "为 {digital} 家企业完成数字化诊断并出具改进建议，协助 {rights} 家企业处理知识产权和合同纠纷。企业回访满意度保持在较高水平，"
    "形成可推广的“收集—会诊—回访”三步工作法，多次被当地媒体报道。相关台账、签到表和回访记录均可查验。"
    "下一步将把服务延伸到县域和产业集群，每月固定一天为“志愿服务日”，并把常见问题整理成册，供企业免费取用。（演示文字）"
)


def station_values(station: DemoStation, *, on: date, **changed: Any) -> dict[str, Any]:
    """A dossier that meets S-2 to S-4; `changed` columns break it where a story needs that."""
    served = 150 + station.ordinal * 17 % 160
    return {
        "name": station.name,
        "uscc": station.uscc,
        "station_kind": station.kind,
        "association_level": "province" if station.kind == "association" else "",
        "province": station.province,
        "founded_on": on - timedelta(days=365 * (3 + station.ordinal % 9)),
        "is_legal_person": True,
        "address": f"演示市演示区志愿路 {station.ordinal} 号",
        "contact_name": "站点专人（演示）",
        "contact_title": "服务部主任",
        "contact_mobile": demo_mobile(2000 + station.ordinal),
        "has_service_model": True,
        "has_event_experience": station.ordinal % 3 > 0,
        "served_last_year": served,
        "premises": f"自有服务大厅 {200 + station.ordinal * 13 % 400} 平方米",
        "facilities": "会议室 3 间、路演厅 1 间、共享检测设备 12 台、自助查询终端 2 台。",
        "staff_count": 10 + station.ordinal % 14,
        "plan_or_rules": "中小企业志愿服务工作方案",
        "priority_title": "platform" if station.ordinal % 7 == 3 else "",
        "experience": _EXPERIENCE * 2,
        "achievements": _achievements(served),
        "has_undertaken": True,
        "accepts_e_delivery": True,
        **changed,
    }


def expert_values(expert: DemoExpert, **changed: Any) -> dict[str, Any]:
    """A form that meets E-2 and E-3."""
    return {
        "name": expert.name,
        "category": expert.category,
        "province": expert.province,
        "employer": expert.employer,
        "position": "高级顾问",
        "degree": ("bachelor", "master", "doctor")[expert.ordinal % 3],
        "school": "（演示）青禾大学",
        "experience_years": 5 + expert.ordinal % 15,
        "email": f"expert{expert.ordinal}@example.org",
        "experience": _EXPERIENCE * 2,
        "achievements": _achievements(30 + expert.ordinal % 40),
        "has_declared_ethics": True,
        "is_voluntary": True,
        "has_undertaken": True,
        "consents_to_publish": True,
        "accepts_e_delivery": True,
        **changed,
    }


def _achievements(served: int) -> str:
    return _ACHIEVEMENTS.format(
        events=served // 8, served=served, loans=served // 12, digital=served // 6, rights=served // 20
    )


@cache
def sample_file(kind: str, holder: str) -> bytes:
    """One page that says what it stands for, marked as a sample."""
    register_fonts()
    buffer = BytesIO()
    page = Canvas(buffer, pagesize=A4, invariant=1)
    page.setFont(SERIF, 22)
    page.drawCentredString(297, 740, str(EvidenceKind(kind).label))
    page.setFont(SANS, 13)
    for row, line in enumerate((holder, "本页为演示样张，内容虚构，不具任何效力。")):
        page.drawCentredString(297, 690 - 28 * row, line)
    page.setStrokeGray(0.7)
    for row in range(14):
        page.line(90, 600 - 34 * row, 505, 600 - 34 * row)
    page.save()
    return buffer.getvalue()


def draft(round: Round, kind: Kind, values: dict[str, Any], *, by: User, at: datetime) -> Application:
    """A complete draft with a sample file for every condition."""
    application = create_draft(round=round, kind=kind, by=by, at=at)
    application = save_draft(application=application, values=values, revision=0, by=by, at=at)
    kinds = EVIDENCE[kind] + (("title",) if values.get("priority_title") else ())
    for evidence_kind in kinds:
        upload = SimpleUploadedFile(
            f"{EvidenceKind(evidence_kind).label}.pdf", sample_file(evidence_kind, values["name"])
        )
        add_evidence(application=application, kind=evidence_kind, upload=upload, by=by, at=at)
    return Application.objects.get(pk=application.pk)


def submitted(round: Round, kind: Kind, values: dict[str, Any], *, by: User, at: datetime) -> Application:
    """The same, handed in."""
    return submit_application(application=draft(round, kind, values, by=by, at=at), by=by, at=at)
