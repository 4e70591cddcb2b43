"""Why an act on a diary was refused: each with the sentence its reader sees."""

from datetime import date
from typing import Literal

from django.utils.translation import gettext as _

from recruitment.exceptions import RefusedError


class NotHolderError(RefusedError):
    def __init__(self) -> None:
        super().__init__(_("只有持有人本人可以填报志愿日记。"))


class OutsideTermError(RefusedError):
    """Only service during a term of a title in force counts."""

    def __init__(self) -> None:
        super().__init__(_("服务日期不在有效的任期内。"))


class FutureServiceError(RefusedError):
    def __init__(self) -> None:
        super().__init__(_("服务日期不能晚于今天。"))


class YearFrozenError(RefusedError):
    def __init__(self, last_day: date) -> None:
        day = f"{last_day.year}年{last_day.month}月{last_day.day}日"
        super().__init__(_("该年度的志愿日记已于%(day)s截止填报和更正。") % {"day": day})


class WrongTimeError(RefusedError):
    def __init__(self) -> None:
        super().__init__(_("时长以半小时为单位，且须在当天结束。"))


class OverlapError(RefusedError):
    """E-11"""

    def __init__(self) -> None:
        super().__init__(_("该时段与当天另一条志愿日记重叠。"))


class DailyCapError(RefusedError):
    """E-11"""

    def __init__(self, most: int) -> None:
        super().__init__(_("每人每天的服务时长合计不超过 %(most)d 小时。") % {"most": most})


class NotFreeError(RefusedError):
    """S-7-4, E-6-4"""

    def __init__(self) -> None:
        super().__init__(_("请声明本次服务未向企业收取任何费用。"))


class UnknownCodeError(RefusedError):
    """`about` is the field whose code is not, or no longer, in its list on the day of service."""

    def __init__(self, about: Literal["form", "kind", "field"]) -> None:
        super().__init__(
            {
                "form": _("请选择有效的服务形式。"),
                "kind": _("这种服务方式在服务当日不在目录中，请另选。"),
                "field": _("这个服务领域在服务当日不在目录中，请另选。"),
            }[about]
        )
        self.about = about


class WordsMissingError(RefusedError):
    def __init__(self) -> None:
        super().__init__(_("请填写完整。"))


class ForeignEnterpriseError(RefusedError):
    def __init__(self) -> None:
        super().__init__(_("只能选择本人企业名单中的企业。"))


class CodeFaultError(RefusedError):
    """The sentence says which part of the code is wrong."""


class AlreadyListedError(RefusedError):
    def __init__(self) -> None:
        super().__init__(_("该企业已在您的名单中。"))


class FormUsedError(RefusedError):
    """A filled form belongs to one title: the same one cannot be handed in for another."""

    def __init__(self) -> None:
        super().__init__(_("这份日记已经以另一身份填报。请重新打开填写页面再提交。"))


class NotAskedError(RefusedError):
    """The entry was corrected, or names the firm no longer."""

    def __init__(self) -> None:
        super().__init__(_("这次服务的记录已经更正，这个确认码不再有效。请向服务人员索取新的确认码。"))


class FactsChangedError(RefusedError):
    """The firm looked at other facts than those that stand now."""

    def __init__(self) -> None:
        super().__init__(_("服务记录刚刚更正过。请核对现在的内容，再提交。"))


class AlreadyAnsweredError(RefusedError):
    def __init__(self) -> None:
        super().__init__(_("这次服务已经答复过，每家企业对每次服务答复一次。"))


class OwnConfirmationError(RefusedError):
    def __init__(self) -> None:
        super().__init__(_("服务人员不能代企业确认。请把确认码或链接交给企业。"))


class WrongAnswerError(RefusedError):
    """Confirmed without a score from 1 to 5, or no answer at all."""

    def __init__(self) -> None:
        super().__init__(_("请选择答复；确认属实时，请打 1 至 5 分。"))


class NothingToProveError(RefusedError):
    """No service of those days counts."""

    def __init__(self) -> None:
        super().__init__(_("这段时间没有计入的服务记录，不能出具证明。"))


class AlreadyReportedError(RefusedError):
    """A draft is saved after its own entry."""

    def __init__(self) -> None:
        super().__init__(_("这份日记已经填报，不再是草稿。"))


class TooManyDraftsError(RefusedError):
    def __init__(self, most: int) -> None:
        super().__init__(_("最多保存 %(most)d 份草稿。请先完成或删除已有的草稿。") % {"most": most})


class StillOpenError(RefusedError):
    """The holder can correct the entry alone."""

    def __init__(self) -> None:
        super().__init__(_("该年度尚未封账，您可以直接更正。"))


class AlreadyRequestedError(RefusedError):
    def __init__(self) -> None:
        super().__init__(_("这篇日记已有一份更正申请在办理或已获同意。"))


class AlreadyAnsweredRequestError(RefusedError):
    def __init__(self) -> None:
        super().__init__(_("这份更正申请已经答复。"))


class NotAllowedError(RefusedError):
    """Without the right, or in one's own case."""

    def __init__(self) -> None:
        super().__init__(_("您没有办理这件事的权限，或与本人有关须回避。"))


class TooManyPhotosError(RefusedError):
    def __init__(self, most: int) -> None:
        super().__init__(_("每篇日记最多 %(most)d 张照片，请先移除不需要的。") % {"most": most})


class NothingToCheckError(RefusedError):
    def __init__(self) -> None:
        super().__init__(_("该年度、该省没有可抽查的日记：企业都已答复，或尚无日记。"))


class AlreadyJudgedError(RefusedError):
    def __init__(self) -> None:
        super().__init__(_("这篇日记的抽查结果已经登记。"))
