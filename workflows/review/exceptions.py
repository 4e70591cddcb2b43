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

    def __init__(self, sentence: str = "") -> None:
        super().__init__(sentence or _("该任务不属于您，请先领取。"))


class HeldByOtherError(NotYoursError):
    """Somebody else has taken the task meanwhile: an item of a batch is left to them."""

    def __init__(self) -> None:
        super().__init__(_("该任务已由他人领取，未办理。"))


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


class ReasonMissingError(ReviewError):
    """Every change of who signs needs its reason in words."""

    def __init__(self) -> None:
        super().__init__(_("请填写理由。"))


class ReasonTooLongError(ReviewError):
    def __init__(self, most: int) -> None:
        super().__init__(_("理由不能超过 %(most)d 字。") % {"most": most})


class ReturnTargetError(ReviewError):
    """退回前序环节 names a stage the case may go back to."""

    def __init__(self) -> None:
        super().__init__(_("请选择允许退回的前序环节。"))


class ChecksMissingError(ReviewError):
    """An approval stands on a ticked checklist."""

    def __init__(self, missing: list[str]) -> None:
        self.missing = missing
        listed = "；".join(missing)
        super().__init__(_("通过前须逐项核对，尚未勾选：%(listed)s。") % {"listed": listed})


class RunClosedError(ReviewError):
    """The stage has been settled; what was said stands."""

    def __init__(self) -> None:
        super().__init__(_("本环节已办结，不能再更改。"))


class PersonRefusedError(ReviewError):
    """The person named cannot be asked; the sentence says why."""


class PersonAbsentError(ReviewError):
    """The person named is absent; do it again knowing that, or name the deputy."""


class NoStagesError(ReviewError):
    """The policy version has no stage for this flow."""

    def __init__(self) -> None:
        super().__init__(_("规则版本没有为该流程设置审核环节。"))
