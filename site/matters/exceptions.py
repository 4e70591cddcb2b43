"""Why an act on a request or a type was refused: each with the sentence its reader sees."""

from django.utils.translation import gettext as _

from recruitment.exceptions import RefusedError


class RequestStatusError(RefusedError):
    def __init__(self, current: str) -> None:
        super().__init__(_("申请当前状态为“%(status)s”，不能进行此操作。") % {"status": current})


class NotRequesterError(RefusedError):
    def __init__(self) -> None:
        super().__init__(_("只有申请人本人可以进行此操作。"))


class TypeClosedError(RefusedError):
    """The type takes no requests now."""

    def __init__(self, title: str) -> None:
        super().__init__(_("“%(title)s”目前不受理申请。草稿仍为您保留。") % {"title": title})


class MayNotAskError(RefusedError):
    """The type is for others."""

    def __init__(self, title: str, asker: str) -> None:
        super().__init__(_("“%(title)s”只受理%(asker)s的申请。") % {"title": title, "asker": asker})


class NotPublishedError(RefusedError):
    """A type is opened on published rules."""

    def __init__(self) -> None:
        super().__init__(_("还没有生效的规则版本：请先由另一人发布，再开放申请。"))


class CodeTakenError(RefusedError):
    def __init__(self, code: str) -> None:
        super().__init__(_("代码“%(code)s”已被另一事项使用，请换一个。") % {"code": code})


class UnmetError(RefusedError):
    """Hard conditions are unmet: their sentences."""

    def __init__(self, sentences: list[str]) -> None:
        self.sentences = sentences
        super().__init__("；".join(sentences) + _("。不能提交。"))


class SupplementOverError(RefusedError):
    def __init__(self) -> None:
        super().__init__(_("补正期限已过，本次申请已终止。"))
