"""Why an act on a need was refused: each with the sentence its reader sees."""

from django.utils.translation import gettext as _

from recruitment.exceptions import RefusedError


class NeedStatusError(RefusedError):
    """The need is no longer where this act starts from."""

    def __init__(self, current: str) -> None:
        super().__init__(_("需求当前状态为“%(status)s”，不能进行此操作。") % {"status": current})


class OfferStatusError(RefusedError):
    def __init__(self, current: str) -> None:
        super().__init__(_("该推荐当前状态为“%(status)s”，不能进行此操作。") % {"status": current})


class TooManyNeedsError(RefusedError):
    def __init__(self, most: int) -> None:
        super().__init__(_("一天之内最多提交 %(most)d 件需求，请明天再提交。") % {"most": most})


class NotAgreedError(RefusedError):
    """Personal data go to somebody else only with consent."""

    def __init__(self) -> None:
        super().__init__(_("不提供联系方式，就无法对接服务。"))


class FieldError(RefusedError):
    def __init__(self) -> None:
        super().__init__(_("这个服务领域不在目录中，请另选。"))


class WordsMissingError(RefusedError):
    def __init__(self, least: int) -> None:
        super().__init__(_("请说明遇到的困难，不少于 %(least)d 个字。") % {"least": least})


class CodeFaultError(RefusedError):
    """The sentence says which part of the code is wrong."""


class ReasonMissingError(RefusedError):
    def __init__(self) -> None:
        super().__init__(_("请写明理由。"))


class NotGathererError(RefusedError):
    """S-2, S-10"""

    def __init__(self) -> None:
        super().__init__(_("只有在册的工作站才能登记收集到的需求。"))


class NotSubmitterError(RefusedError):
    def __init__(self) -> None:
        super().__init__(_("只有提交需求的人可以进行此操作。"))


class NotOfferedError(RefusedError):
    def __init__(self) -> None:
        super().__init__(_("该需求不由您回应。"))


class AlreadyOfferedError(RefusedError):
    def __init__(self) -> None:
        super().__init__(_("该需求已向这一持有人推荐过。"))


class UnfitError(RefusedError):
    """Not in the registry, of another province for a visit, without the field, or with too much at hand."""

    def __init__(self) -> None:
        super().__init__(_("该持有人现在不宜接受此需求（领域、地区、在办数量或资格不符），请另选。"))


class ForeignEntryError(RefusedError):
    def __init__(self) -> None:
        super().__init__(_("请选择本人在接受需求之后填报的志愿日记。"))


class OwnScoreError(RefusedError):
    def __init__(self) -> None:
        super().__init__(_("服务人员不能代企业评价。"))


class ScoreError(RefusedError):
    def __init__(self) -> None:
        super().__init__(_("请打 1 至 5 分。"))
