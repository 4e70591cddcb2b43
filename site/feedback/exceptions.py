"""Why an act on a complaint or a suggestion was refused: each with the sentence its reader sees."""

from django.utils.translation import gettext as _

from recruitment.exceptions import RefusedError


class ComplaintStatusError(RefusedError):
    """The complaint is no longer where this act starts from."""

    def __init__(self, current: str) -> None:
        super().__init__(_("举报当前状态为“%(status)s”，不能进行此操作。") % {"status": current})


class OwnTitleError(RefusedError):
    def __init__(self) -> None:
        super().__init__(_("不能举报本人或本单位。"))


class AlreadyComplainedError(RefusedError):
    def __init__(self, number: str) -> None:
        super().__init__(_("您已就同一事由举报过（%(number)s），正在处理中。") % {"number": number})


class TooManyComplaintsError(RefusedError):
    def __init__(self, most: int) -> None:
        super().__init__(_("每人每天最多提交 %(most)d 件举报，请明天再提交。") % {"most": most})


class NameMissingError(RefusedError):
    """complaint.anonymous"""

    def __init__(self) -> None:
        super().__init__(_("举报须实名提出，请填写真实姓名或单位名称。"))


class GroundError(RefusedError):
    def __init__(self) -> None:
        super().__init__(_("请选择举报事由。"))


class WordsMissingError(RefusedError):
    def __init__(self, least: int) -> None:
        super().__init__(_("请写明事实经过，不少于 %(least)d 个字。") % {"least": least})


class ReasonMissingError(RefusedError):
    def __init__(self) -> None:
        super().__init__(_("请写明理由。"))


class NotAskedError(RefusedError):
    """The inquiry asks somebody else, or was answered."""

    def __init__(self) -> None:
        super().__init__(_("该询问不由您答复，或者已经答复。"))


class PartyError(RefusedError):
    """Neither the complainant nor the holder handles a complaint."""

    def __init__(self) -> None:
        super().__init__(_("您与该举报存在利害关系，须回避。"))


class SamePersonError(RefusedError):
    """Whoever accepted and looked into it does not decide it."""

    def __init__(self) -> None:
        super().__init__(_("受理和决定须由不同的人办理，请由另一位工作人员决定。"))


class NotHolderError(RefusedError):
    def __init__(self) -> None:
        super().__init__(_("在册的工作站或志愿专家本人才能提出。"))


class SuggestionWordsError(RefusedError):
    def __init__(self, least: int) -> None:
        super().__init__(_("请写明内容，不少于 %(least)d 个字。") % {"least": least})


class TooManySuggestionsError(RefusedError):
    def __init__(self, most: int) -> None:
        super().__init__(_("一天之内最多提出 %(most)d 件，请明天再提。") % {"most": most})


class AnsweredError(RefusedError):
    def __init__(self) -> None:
        super().__init__(_("该件已经答复。"))
