"""Why a step of the review was refused; each carries the sentence its reader sees."""

from django.utils.translation import gettext as _


class ReviewError(Exception):
    """Nothing was changed; `str(error)` says why."""


class TaskTakenError(ReviewError):
    """Somebody else was faster, or the task is over."""

    def __init__(self) -> None:
        super().__init__(_("该任务已被他人处理，您的操作未生效。"))


class NotYoursError(ReviewError):
    """The task belongs to another person or group."""

    def __init__(self) -> None:
        super().__init__(_("该任务不属于您，请先领取。"))


class MayNotSignError(ReviewError):
    """The person is barred from this seat: not of the group, a party, or a signer of another stage."""


class ChoiceError(ReviewError):
    """The answer is not one the stage offers now."""

    def __init__(self) -> None:
        super().__init__(_("请选择当前环节允许的审核结论。"))


class OpinionMissingError(ReviewError):
    """Every answer needs its reason in words (S-5-2)."""

    def __init__(self) -> None:
        super().__init__(_("请填写审核意见。"))


class NoStagesError(ReviewError):
    """The policy version has no stage for this flow."""

    def __init__(self) -> None:
        super().__init__(_("规则版本没有为该流程设置审核环节。"))
