"""Why a holder is suggested, in words; and how a need stands for its firm."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from needs.enums import Status
from needs.models import Need
from policies.enums import CodeList, Province
from policies.queries import code_names


def reason_words(reasons: Iterable[Sequence[str]], fields: dict[str, str]) -> list[str]:
    """Each reason as the staff and the holder read it; `fields` are the names of the field codes."""
    return [_said(code, value, fields) for code, value in reasons]


def _said(code: str, value: str, fields: dict[str, str]) -> str:
    if code == "running":
        return _("没有在办的需求") if value == "0" else _("在办 %(count)s 件") % {"count": value}
    return {
        "field": _("擅长%(name)s") % {"name": fields.get(value, value)},
        "any_field": _("工作站可组织各领域服务"),
        "province": _("同在%(name)s") % {"name": _province(value)},
        "elsewhere": _("在%(name)s，可线上服务") % {"name": _province(value)},
        "satisfaction": _("满意度 %(score)s 分") % {"score": value},
        "unrated": _("尚无评分"),
    }[code]


def _province(code: str) -> str:
    return str(Province(code).label) if code in Province.values else code


def field_names() -> dict[str, str]:
    return code_names(CodeList.FIELD)


def sentence_of(row: Need) -> str:
    return {
        Status.SUBMITTED: _("已收到，工作人员将尽快受理。"),
        Status.OPEN: _("已受理，正在为您寻找合适的工作站或志愿专家。"),
        Status.OFFERED: _("已推荐给一位工作站或志愿专家，等待回应。"),
        Status.ACCEPTED: _("已有工作站或志愿专家接受，将与您联系。"),
        Status.SERVED: _("服务已经完成，请您评价。"),
        Status.CLOSED: _("已完成，感谢您的评价。"),
        Status.REFUSED: _("不予受理，理由见下。"),
        Status.WITHDRAWN: _("您已撤回。"),
    }[Status(row.status)]
