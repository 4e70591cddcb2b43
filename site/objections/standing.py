"""How an objection stands, in one sentence for whoever lodged it."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from objections.enums import Status
from objections.models import Objection


def sentence_of(row: Objection) -> str:
    if row.status == Status.HANDLING and row.due_on:
        words = (
            _("正在核查，将于 %(day)s 前办结并答复（期限暂定）。")
            if row.is_provisional
            else _("正在核查，将于 %(day)s 前办结并答复。")
        )
        return words % {"day": date_format(row.due_on, _("Y年n月j日"))}
    return {
        Status.LODGED: _("已收到，等待受理。"),
        Status.DECLINED: _("经审阅，不予受理。理由见答复。"),
        Status.UPHELD: _("经核查，异议成立，该公示对象不予认定。"),
        Status.DISMISSED: _("经核查，异议不成立。理由见答复。"),
        Status.WITHDRAWN: _("您已撤回，不再核查。"),
    }[Status(row.status)]
