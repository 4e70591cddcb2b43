"""Why an act on an activity was refused: each with the sentence its reader sees."""

from django.utils.translation import gettext as _

from recruitment.exceptions import RefusedError


class ActivityStatusError(RefusedError):
    """The activity is no longer where this act starts from."""

    def __init__(self, current: str) -> None:
        super().__init__(_("活动当前状态为“%(status)s”，不能进行此操作。") % {"status": current})


class NotOrganiserError(RefusedError):
    def __init__(self) -> None:
        super().__init__(_("只有主办单位可以进行此操作。"))


class OutsideTermError(RefusedError):
    """S-6-1: the title must be in force on the day of the activity, and today."""

    def __init__(self) -> None:
        super().__init__(_("只有在有效期内的工作站才能发布活动，活动也须在有效期内举行。"))


class UndertakingMissingError(RefusedError):
    """S-7-1"""

    def __init__(self) -> None:
        super().__init__(_("须先作出遵守管理办法的承诺，才能发布活动。"))


class ContactMissingError(RefusedError):
    """S-2"""

    def __init__(self) -> None:
        super().__init__(_("请写明负责这次活动的专人（第二条）。"))


class CodeError(RefusedError):
    """`about` is the column whose code is in no list."""

    def __init__(self, about: str) -> None:
        self.about = about
        super().__init__(_("所选项目不在目录中，请另选。"))


class PlaceMissingError(RefusedError):
    def __init__(self) -> None:
        super().__init__(_("地点和线上链接至少填一项。"))


class WrongTimeError(RefusedError):
    def __init__(self) -> None:
        super().__init__(_("结束时间须晚于开始时间，且活动不超过三十天。"))


class CapacityError(RefusedError):
    def __init__(self, most: int) -> None:
        super().__init__(_("名额须在 1 至 %(most)d 之间。") % {"most": most})


class PastError(RefusedError):
    def __init__(self) -> None:
        super().__init__(_("活动已经开始，不能再发布。"))


class ReasonMissingError(RefusedError):
    def __init__(self) -> None:
        super().__init__(_("请写明理由。"))


class SignupClosedError(RefusedError):
    def __init__(self) -> None:
        super().__init__(_("报名已经截止。"))


class AlreadySignedError(RefusedError):
    def __init__(self) -> None:
        super().__init__(_("您已经报名，不必重复报名。"))


class NotSignedError(RefusedError):
    def __init__(self) -> None:
        super().__init__(_("您没有报名这次活动。"))
