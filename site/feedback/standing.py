"""How a complaint stands, for whoever lodged it: in one sentence, and day by day."""

from collections.abc import Iterable, Iterator

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from feedback.enums import TONES, Status
from feedback.models import Complaint, Inquiry
from objections.standing import Moment


def sentence_of(row: Complaint) -> str:
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
        Status.UPHELD: _("经核查，举报成立。处理情况见答复。"),
        Status.DISMISSED: _("经核查，举报不成立。理由见答复。"),
    }[Status(row.status)]


def moments_of(row: Complaint, asked: Iterable[Inquiry]) -> list[Moment]:
    """Newest first; `asked` are the questions put to the complainant, never those to the holder."""
    return sorted(_moments(row, asked), key=lambda moment: moment.at, reverse=True)


def _moments(row: Complaint, asked: Iterable[Inquiry]) -> Iterator[Moment]:
    yield Moment(row.lodged_at, _("提出举报"), "idle")
    if row.accepted_at:
        yield Moment(row.accepted_at, _("受理，开始核查"))
    for one in asked:
        yield Moment(one.asked_at, _("请您补充说明"), "warn")
        if one.answered_at:
            yield Moment(one.answered_at, _("您已答复"), "idle")
    if row.settled_at:
        status = Status(row.status)
        yield Moment(row.settled_at, str(status.label), TONES[status])
