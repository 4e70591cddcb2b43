"""Why an act on an objection was refused: each with the sentence its reader sees."""

from datetime import date

from django.utils.translation import gettext as _

from publicity.exceptions import PublicityRefusedError
from recruitment.exceptions import RefusedError


class ObjectionStatusError(RefusedError):
    """The objection is no longer where this act starts from."""

    def __init__(self, current: str) -> None:
        super().__init__(_("异议当前状态为“%(status)s”，不能进行此操作。") % {"status": current})


class NotShownError(RefusedError):
    """Only what the public can read now can be objected to (S-5-3)."""

    def __init__(self, last_day: date | None) -> None:
        if last_day is None:
            super().__init__(_("该名单不在公示期内，不能提出异议。"))
            return
        day = f"{last_day.year}年{last_day.month}月{last_day.day}日"
        super().__init__(_("公示期已于%(day)s届满，不再受理公示异议。") % {"day": day})


class EntrySettledError(RefusedError):
    """The entry is off the list, or recognised."""

    def __init__(self) -> None:
        super().__init__(_("该公示对象已办结，不能再提出异议。"))


class OwnEntryError(RefusedError):
    def __init__(self) -> None:
        super().__init__(_("不能对本人或本单位的公示提出异议。如需放弃，请在“我的申报”中办理。"))


class AlreadyObjectedError(RefusedError):
    def __init__(self, number: str) -> None:
        super().__init__(_("您已对该公示对象提出异议（%(number)s），正在处理中。") % {"number": number})


class TooManyObjectionsError(RefusedError):
    def __init__(self, most: int) -> None:
        super().__init__(_("每人每天最多提出 %(most)d 件异议，请明天再提交。") % {"most": most})


class RealNameMissingError(RefusedError):
    """objection.realname"""

    def __init__(self) -> None:
        super().__init__(_("异议须实名提出，请填写真实姓名或单位名称。"))


class GroundsMissingError(RefusedError):
    def __init__(self, least: int) -> None:
        super().__init__(_("请写明异议的事实和理由，不少于 %(least)d 个字。") % {"least": least})


class TooManyFilesError(RefusedError):
    def __init__(self, most: int) -> None:
        super().__init__(_("每次最多提交 %(most)d 个文件。") % {"most": most})


class ReasonMissingError(RefusedError):
    def __init__(self) -> None:
        super().__init__(_("请写明理由。"))


class NotObjectorError(RefusedError):
    def __init__(self) -> None:
        super().__init__(_("只有异议人本人可以进行此操作。"))


class NotAskedError(RefusedError):
    """The inquiry asks somebody else, or was answered."""

    def __init__(self) -> None:
        super().__init__(_("该询问不由您答复，或者已经答复。"))


class PartyError(RefusedError):
    """Neither the objector nor the applicant handles an objection."""

    def __init__(self) -> None:
        super().__init__(_("您与该异议存在利害关系，须回避。"))


class StillObjectedError(PublicityRefusedError):
    """An entry goes on when the last objection to it is settled, and not before."""

    def __init__(self, number: str) -> None:
        super().__init__(_("异议 %(number)s 仍在处理中，该公示对象不能恢复。") % {"number": number})


class UnhandledObjectionsError(PublicityRefusedError):
    """A list is not confirmed while somebody's objection has neither been accepted nor declined."""

    def __init__(self, count: int) -> None:
        super().__init__(
            _("有 %(count)d 件异议尚未受理，请先受理或不予受理，再确认公示结果。") % {"count": count}
        )
