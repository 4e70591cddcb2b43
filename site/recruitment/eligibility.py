"""From a dossier to the findings of the rules, and to what every application needs besides."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from stdnum.cn import uscc
from stdnum.exceptions import InvalidChecksum, InvalidFormat, InvalidLength

from accounts.models import mobile_validator
from policies import rules
from policies.enums import Kind
from policies.terms import expert_terms, station_terms
from questions.queries import answered
from questions.wording import findings_on, unanswered
from recruitment.dossiers import dossier_of, field_label, saved_value, section_names
from recruitment.exceptions import Gap
from recruitment.models import Application
from recruitment.names import clean_name_of
from recruitment.queries import questions_in

USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # GB 32100
_STATION_NEEDS = (
    "name",
    "uscc",
    "province",
    "address",
    "contact_mobile",
    "accepts_e_delivery",
)
_COMPUTED = {"is_uscc_valid", "evidence"}
_COLUMNS = {
    Kind.STATION: [field.name for field in fields(rules.StationProfile) if field.name not in _COMPUTED],
    Kind.EXPERT: [field.name for field in fields(rules.ExpertProfile) if field.name not in _COMPUTED],
}
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
    """Every condition of the round's policy version and of its own questions, for the dossier as it is now."""
    policy = application.round.policy
    if application.kind == Kind.STATION:
        found = rules.station_findings(profile_now(application), station_terms(policy), on=on)
    else:
        found = rules.expert_findings(profile_now(application), expert_terms(policy), on=on)
    if not (questions := questions_in(application.round)):
        return found
    return [*found, *findings_on(questions, answered(application), on=on, default_basis=_("本批次"))]


def profile_now(application: Application) -> Any:
    """What the saved dossier and the files kept with it say."""
    dossier = dossier_of(application)
    columns = [name for _title, names in section_names(application.kind) for name in names]
    held = frozenset(file.kind for file in application.evidence.all() if file.removed_at is None)
    return profile_of(application.kind, {name: saved_value(dossier, name) for name in columns}, held)


def profile_of(kind: str, said: Mapping[str, Any], held: frozenset[str]) -> Any:
    """A StationProfile or an ExpertProfile from the columns of a dossier, as saved or as sealed; `held` are kinds of files."""
    columns = {name: said[name] for name in _COLUMNS[Kind(kind)] if name in said}
    if kind == Kind.STATION:
        is_valid = not uscc_fault(said.get("uscc", ""))
        return rules.StationProfile(**columns, is_uscc_valid=is_valid, evidence=held)
    return rules.ExpertProfile(**{**columns, "fields": tuple(columns.get("fields", ()))}, evidence=held)


def gaps_of(application: Application) -> list[Gap]:
    """What no article asks for and no application can do without: who it is, where, and how to reach them (N-3)."""
    needs = _STATION_NEEDS if application.kind == Kind.STATION else _EXPERT_NEEDS
    dossier = dossier_of(application)
    gaps = [gap for name in needs if (gap := _gap(application, name, getattr(dossier, name)))]
    if questions := questions_in(application.round):
        gaps += [Gap(field, sentence) for field, sentence in unanswered(questions, answered(application))]
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
