"""Why a change to the rules is refused, in words the person reads."""

from django.utils.translation import gettext_lazy as _


class PolicyError(Exception):
    """A refused change to the rules; its first argument is the sentence."""


class PolicyFrozenError(PolicyError):
    """A published version never changes; it may only be retired (S-17, E-15)."""

    def __init__(self) -> None:
        super().__init__(_("已发布的规则版本不可修改，只能停用。"))


class QuestionsFrozenError(PolicyError):
    """Questions never change once somebody may have answered them."""

    def __init__(self) -> None:
        super().__init__(_("题目已启用，不可再修改。"))


class PolicyNotDraftError(PolicyError):
    def __init__(self) -> None:
        super().__init__(_("只有草稿可以修改和发布。"))


class StaleRevisionError(PolicyError):
    """The form was made from an older revision of the draft; `revision` is the one that stands."""

    def __init__(self, revision: int) -> None:
        self.revision = revision
        super().__init__(_("您打开此页之后，草稿已被修改，您的内容尚未保存。"))


class StageLockedError(PolicyError):
    """A stage the 办法 demands: it may be lengthened and added to, not removed or loosened. Carries every sentence."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        super().__init__("".join(faults))


class PolicyNotPublishedError(PolicyError):
    def __init__(self) -> None:
        super().__init__(_("只有已发布的规则版本可以停用。"))


class SelfApprovalError(PolicyError):
    def __init__(self) -> None:
        super().__init__(_("起草人不能批准自己起草的规则版本，请由另一人发布。"))


class PolicyIncompleteError(PolicyError):
    """Carries every fault at once: the author repairs them in one go."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        super().__init__("".join(faults))


class PortableError(PolicyError):
    """A file that is no version this installation can take. Carries every fault."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        super().__init__("".join(faults))


class CalendarYearError(PolicyError):
    """A year of the work calendar that cannot be imported or confirmed as it stands."""


class SelfConfirmationError(CalendarYearError):
    """A correction moves days that people were promised, so two persons answer for it."""

    def __init__(self) -> None:
        super().__init__(_("提出更正的人不能自己确认，请由另一人确认。"))
