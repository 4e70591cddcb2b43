"""Rounds, and complete applications that went through the real doors."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import factory
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from stdnum.cn import uscc

from accounts.models import User
from messaging.models import Template
from policies.enums import CodeList, Kind, PolicyStatus
from policies.models import CodeItem, PolicyVersion
from policies.register import defaults
from recruitment.actions import add_evidence, create_draft, save_draft, submit_application
from recruitment.enums import RoundKind
from recruitment.models import Application, Round
from tests.factories.accounts import UserFactory

WORDINGS = {
    "submitted": "您的${type}申请已提交，受理编号${no}。审核结果将短信通知，请保持手机畅通。",
    "supplement": "您的申请${no}需补正，请于${date}前登录平台修改后重新提交，逾期视为放弃。",
    "dropped": "您的申请${no}在公示期间的异议经核实成立，依据${article}不予认定。理由：${reason}。如有异议，可按公示页面所列电话、地址书面提出。",
    "rejected": "很遗憾，您的申请${no}未通过审核，原因请登录志愿平台查看。",
}
CODES = {
    CodeList.STATION_KIND: {"park": "中小企业园区", "association": "省级及以上行业商协会", "provider": "专业化服务商", "other": "其他机构或组织"},
    CodeList.EXPERT_CATEGORY: {"policy": "政策专家", "law": "法律专家"},
    CodeList.FIELD: {"policy": "政策解读", "finance": "信贷融资", "law": "法律法规"},
    CodeList.PRIORITY_TITLE: {"platform": "国家中小企业公共服务示范平台", "base": "国家小型微型企业创业创新示范基地"},
    CodeList.DEGREE: {"junior": "专科", "bachelor": "本科", "master": "硕士研究生", "doctor": "博士研究生"},
}  # fmt: skip
NARRATIVE = (
    "自成立以来持续为中小企业提供政策宣讲、融资对接、管理诊断等公益服务，形成稳定的志愿服务队伍和工作机制。"
    * 6
)


def base_data() -> PolicyVersion:
    """What `load_base` brings; whatever a bare database lacks is made here."""
    for key, text in WORDINGS.items():
        Template.objects.get_or_create(key=key, defaults={"text": text})
    for codelist, names in CODES.items():
        if not CodeItem.objects.filter(codelist=codelist).exists():
            for order, (code, name) in enumerate(names.items()):
                CodeItem.objects.create(codelist=codelist, code=code, name=name, order=order)
    known = PolicyVersion.objects.filter(status=PolicyStatus.PUBLISHED).order_by("number").first()
    return known or PolicyVersion.objects.create(
        number=1,
        title="首版",
        status=PolicyStatus.PUBLISHED,
        effective_on=date(2023, 1, 1),
        values=defaults(),
        published_at=datetime(2023, 1, 1, tzinfo=UTC),
        content_hash="0" * 64,
    )


class RoundFactory(factory.django.DjangoModelFactory[Round]):
    """A round for stations and experts, open since yesterday and for thirty days."""

    class Meta:
        model = Round

    title = factory.Sequence(lambda n: f"第 {n + 1} 批招募")
    kind = RoundKind.BOTH
    policy = factory.LazyFunction(base_data)
    opens_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=1))
    closes_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=30))


def credit_code(n: int) -> str:
    """A valid unified social credit code of a body that is nobody's: 91330113DEM + six digits + check character."""
    stem = f"91330113DEM{n:06d}"
    return stem + uscc.calc_check_digit(stem)


_next_code = iter(range(1, 1_000_000))


def station_values(**changed: Any) -> dict[str, Any]:
    """A station dossier that meets every condition of S-2 to S-4."""
    n = next(_next_code)
    return {
        "name": f"(演示)钱湾数智园中小企业服务有限公司{n}",
        "uscc": credit_code(n),
        "station_kind": "park",
        "province": "33",
        "founded_on": date(2019, 6, 18),
        "is_legal_person": True,
        "address": "演示省演示市钱湾路 1 号",
        "contact_name": "演示专人",
        "contact_title": "服务部主任",
        "contact_mobile": "19900009999",
        "has_service_model": True,
        "has_event_experience": True,
        "served_last_year": 186,
        "premises": "自有服务大厅 320 平方米",
        "facilities": "会议室 3 间、路演厅 1 间、检测设备 12 台。",
        "staff_count": 14,
        "plan_or_rules": "中小企业志愿服务工作方案",
        "experience": NARRATIVE,
        "achievements": NARRATIVE,
        "has_undertaken": True,
        "accepts_e_delivery": True,
        **changed,
    }


def expert_values(**changed: Any) -> dict[str, Any]:
    """An expert dossier that meets every condition of E-2 and E-3."""
    n = next(_next_code)
    return {
        "name": f"演示专家{n}",
        "category": "policy",
        "province": "33",
        "employer": "(演示)临川大学中小企业研究中心",
        "position": "副研究员",
        "degree": "master",
        "school": "(演示)临川大学",
        "experience_years": 8,
        "email": f"expert{n}@example.org",
        "fields": sorted(_first_codes(CodeList.FIELD, 2)),
        "experience": NARRATIVE,
        "achievements": NARRATIVE,
        "has_declared_ethics": True,
        "is_voluntary": True,
        "has_undertaken": True,
        "consents_to_publish": True,
        "accepts_e_delivery": True,
        **changed,
    }


def _first_codes(codelist: str, count: int) -> list[str]:
    return list(CodeItem.objects.filter(codelist=codelist).values_list("code", flat=True)[:count])


def pdf_bytes(mark: str = "1") -> bytes:
    """A small honest PDF; another mark, another hash."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
    ]
    body, places = b"%PDF-1.4\n%" + mark.encode() + b"\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer\n<</Size 4/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(body)
    return body + b"xref\n0 4\n0000000000 65535 f \n" + table + trailer


def upload(name: str = "材料.pdf", content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, pdf_bytes(name) if content is None else content)


EVIDENCE_OF = {
    Kind.STATION: {"licence": "营业执照.pdf", "served": "服务企业清单.pdf", "premises": "场所证明.pdf", "staff": "专职人员名册.pdf", "plan": "志愿服务方案.pdf"},
    Kind.EXPERT: {"degree": "学历证书.pdf", "experience": "服务经验证明.pdf"},
}  # fmt: skip


def drafted(
    kind: str,
    *,
    round: Round | None = None,
    by: User | None = None,
    at: datetime | None = None,
    **changed: Any,
) -> Application:
    """A complete draft with a file for every condition, ready to be submitted."""
    base_data()
    by, at = by or UserFactory(), at or timezone.now()
    application = create_draft(round=round or RoundFactory(), kind=kind, by=by, at=at)
    values = station_values(**changed) if kind == Kind.STATION else expert_values(**changed)
    application = save_draft(application=application, values=values, revision=0, by=by, at=at)
    for evidence_kind, name in EVIDENCE_OF[Kind(kind)].items():
        add_evidence(application=application, kind=evidence_kind, upload=upload(name), by=by, at=at)
    if values.get("priority_title"):
        add_evidence(application=application, kind="title", upload=upload("称号证明.pdf"), by=by, at=at)
    return Application.objects.get(pk=application.pk)


def submitted_station(**given: Any) -> Application:
    """A station's application, submitted. Takes `round by at` and any dossier column."""
    return _submitted(Kind.STATION, given)


def submitted_expert(**given: Any) -> Application:
    """An expert's application, submitted. Takes `round by at` and any dossier column."""
    return _submitted(Kind.EXPERT, given)


def _submitted(kind: str, given: dict[str, Any]) -> Application:
    draft = drafted(kind, **given)
    return submit_application(application=draft, by=draft.applicant, at=given.get("at") or timezone.now())
