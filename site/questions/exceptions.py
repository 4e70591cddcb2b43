"""Why a change to questions is refused, in words the person reads."""

from collections.abc import Mapping

from django.utils.translation import gettext as _


class RefusedEditError(Exception):
    """Nothing was changed; `str()` says why."""


class QuestionsInUseError(RefusedEditError):
    """Somebody may have answered already."""

    def __init__(self) -> None:
        super().__init__(_("题目已启用，可能已有人作答，不可再修改。"))


class QuestionFaultError(RefusedEditError):
    """What the question says does not hold together; `faults` names the field of each sentence."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        self.faults = dict(faults)
        super().__init__("".join(self.faults.values()))
