"""Why an act on a publicity window was refused; `str()` is a sentence for the person who tried."""

from django.utils.translation import gettext as _


class PublicityRefusedError(Exception):
    """An act on a window or an entry that may not happen."""


class WindowStatusError(PublicityRefusedError):
    """The window is no longer, or not yet, where this act starts from."""

    def __init__(self, current: str) -> None:
        super().__init__(_("公示当前状态为“%(status)s”，不能进行此操作。") % {"status": current})


class EntryStatusError(PublicityRefusedError):
    """The entry is no longer where this act starts from."""

    def __init__(self, current: str) -> None:
        super().__init__(_("公示条目当前状态为“%(status)s”，不能进行此操作。") % {"status": current})


class EmptyWindowError(PublicityRefusedError):
    """A list without names is not shown to the public."""

    def __init__(self) -> None:
        super().__init__(_("名单为空，不能公示。"))


class NotPublishedError(PublicityRefusedError):
    """The days are counted from the publication of the page, and it has not been published."""

    def __init__(self) -> None:
        super().__init__(_("公示页面尚未发布，公示期不能起算。"))


class ProvisionalWindowError(PublicityRefusedError):
    """The last day was counted over a year whose holidays are not announced yet."""

    def __init__(self) -> None:
        super().__init__(_("截止日为暂定：相关年度的节假日安排尚未确认，公示不能结束。"))


class WindowNotOverError(PublicityRefusedError):
    """The last day has not ended."""

    def __init__(self) -> None:
        super().__init__(_("公示期尚未届满。"))


class PersonNeededError(PublicityRefusedError):
    """Only a window drawn up under `publicity.on_close = auto` is confirmed by the clock."""

    def __init__(self) -> None:
        super().__init__(_("公示结果须由决定人确认。"))


class ReasonMissingError(PublicityRefusedError):
    """Holding, releasing and dropping an entry each need a reason in words."""

    def __init__(self) -> None:
        super().__init__(_("请写明理由。"))


class ColumnsRefusedError(PublicityRefusedError):
    """A choice of columns that the register or the 办法 does not allow; the sentence says why."""
