"""From a dossier to the findings of the rules, and to what every application needs besides."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from stdnum.cn import uscc
from stdnum.exceptions import InvalidChecksum, InvalidFormat, InvalidLength

from accounts.models import mobile_validator
from policies import rules
from policies.enums import Kind
from policies.terms import expert_terms, station_terms
from recruitment.dossiers import dossier_of, field_label
from recruitment.exceptions import Gap
from recruitment.models import Application, ExpertDossier, StationDossier
from recruitment.names import clean_name_of

USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # GB 32100
_STATION_NEEDS = (
    "name",
    "uscc",
    "province",
    "address",
    "contact_mobile",
    "accepts_e_delivery",
)
_EXPERT_NEEDS = ("name", "province", "employer", "position", "consents_to_publish", "accepts_e_delivery")


def uscc_fault(code: str) -> str:
    """Which part of a unified social credit code is wrong, in words; empty when the code is right."""
    try:
        uscc.validate(code)
    except InvalidLength:
        return _("统一社会信用代码应为 18 位，现有 %(count)d 位。") % {"count": len(uscc.compact(code))}
    except InvalidFormat:
        return _format_fault(uscc.compact(code))
    except InvalidChecksum:
        return _("统一社会信用代码最后一位校验码不符，请逐位核对前 17 位和最后一位。")
    return ""


def _format_fault(code: str) -> str:
    """The first character that cannot stand where it stands."""
    for place, character in enumerate(code, start=1):
        if place <= 8 and not (character.isascii() and character.isdigit()):
            return _(
                "统一社会信用代码前 8 位（登记部门、机构类别、行政区划）应为数字，第 %(place)d 位是“%(character)s”。"
            ) % {"place": place, "character": character}
        if character not in USCC_ALPHABET:
            return _("统一社会信用代码第 %(place)d 位“%(character)s”有误：代码不使用字母 I、O、S、V、Z。") % {
                "place": place,
                "character": character,
            }
    return ""


def findings_of(application: Application, *, on: date) -> list[rules.Finding]:
    """Every condition of the round's policy version, for the dossier as it is now."""
    policy = application.round.policy
    if application.kind == Kind.STATION:
        return rules.station_findings(_station_profile(application), station_terms(policy), on=on)
    return rules.expert_findings(_expert_profile(application), expert_terms(policy), on=on)


def _evidence_kinds(application: Application) -> frozenset[str]:
    return frozenset(application.evidence.filter(removed_at=None).values_list("kind", flat=True))


def _station_profile(application: Application) -> rules.StationProfile:
    dossier: StationDossier = application.station
    return rules.StationProfile(
        contact_name=dossier.contact_name,
        station_kind=dossier.station_kind,
        station_kind_other=dossier.station_kind_other,
        association_level=dossier.association_level,
        is_legal_person=dossier.is_legal_person,
        is_uscc_valid=not uscc_fault(dossier.uscc),
        founded_on=dossier.founded_on,
        has_service_model=dossier.has_service_model,
        has_event_experience=dossier.has_event_experience,
        served_last_year=dossier.served_last_year,
        premises=dossier.premises,
        facilities=dossier.facilities,
        staff_count=dossier.staff_count,
        plan_or_rules=dossier.plan_or_rules,
        priority_title=dossier.priority_title,
        experience=dossier.experience,
        achievements=dossier.achievements,
        has_undertaken=dossier.has_undertaken,
        evidence=_evidence_kinds(application),
    )


def _expert_profile(application: Application) -> rules.ExpertProfile:
    dossier: ExpertDossier = application.expert
    return rules.ExpertProfile(
        category=dossier.category,
        has_declared_ethics=dossier.has_declared_ethics,
        degree=dossier.degree,
        experience_years=dossier.experience_years,
        fields=tuple(dossier.expert_fields.values_list("code", flat=True)),
        is_voluntary=dossier.is_voluntary,
        experience=dossier.experience,
        achievements=dossier.achievements,
        has_undertaken=dossier.has_undertaken,
        evidence=_evidence_kinds(application),
    )


def gaps_of(application: Application) -> list[Gap]:
    """What no article asks for and no application can do without: who it is, where, and how to reach them (N-3)."""
    needs = _STATION_NEEDS if application.kind == Kind.STATION else _EXPERT_NEEDS
    dossier = dossier_of(application)
    gaps = [gap for name in needs if (gap := _gap(application, name, getattr(dossier, name)))]
    if application.applicant.mobile_verified_at is None:
        gaps.append(
            Gap("mobile", _("您的手机号码尚未验证，审核结果将以短信通知，请先用短信验证码登录一次。"))
        )
    return gaps


_MISSING = {
    "accepts_e_delivery": gettext_lazy("请确认电子送达。"),
    "consents_to_publish": gettext_lazy("公示须公开姓名、单位和领域，请单独作出同意。"),
}


def _gap(application: Application, name: str, value: str | bool) -> Gap | None:
    if not value:
        label = field_label(dossier_of(application), name)
        return Gap(name, str(_MISSING.get(name, "")) or _("请填写%(label)s。") % {"label": label})
    fault = _fault(application.kind, name, str(value))
    return Gap(name, fault, is_blank=False) if fault else None


def _fault(kind: str, name: str, value: str) -> str:
    if name == "uscc":
        return ""  # a finding of S-4-1 says it
    try:
        if name == "name":
            clean_name_of(kind, value)
        if name == "contact_mobile":
            mobile_validator(value)
    except ValidationError as error:
        return str(error.messages[0])
    return ""
