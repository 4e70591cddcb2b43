"""Why an act on a roster was refused, in words for who tried."""

from django.utils.translation import gettext as _

from recruitment.exceptions import RefusedError


class NotAgentError(RefusedError):
    """Only who acts for the mandated agency, while the mandate is in force (N-2)."""

    def __init__(self) -> None:
        super().__init__(_("只有受委托机构的经办人在委托有效期内可以进行此操作。"))


class RosterStatusError(RefusedError):
    """The roster is no longer where this act starts from."""

    def __init__(self, current: str) -> None:
        super().__init__(_("汇总表当前状态为“%(status)s”，不能进行此操作。") % {"status": current})


class RosterClosedError(RefusedError):
    """The round takes nothing at this moment."""

    def __init__(self) -> None:
        super().__init__(_("本批次不在开放时间内，不能提交或确认汇总表。"))


class RosterErrorsLeftError(RefusedError):
    """Rows with errors are put right or left out first."""

    def __init__(self, count: int) -> None:
        super().__init__(_("还有 %(count)d 行有错误，请更正，或将其设为不推荐，再确认。") % {"count": count})


class EmptyRosterError(RefusedError):
    """Nobody is left to recommend."""

    def __init__(self) -> None:
        super().__init__(_("汇总表中没有推荐的条目，不能确认。"))


class StaleRosterError(RefusedError):
    """Somebody changed a row after this page was opened."""

    def __init__(self) -> None:
        super().__init__(_("汇总表在您打开本页后已有变动，请重新核对。"))


class OwnRosterError(RefusedError):
    """Whoever keyed a roster in, confirmed it or belongs to its agency does not check it (S-5-R, E-4-R)."""

    def __init__(self) -> None:
        super().__init__(_("您录入或确认了这份汇总表，或是该机构的成员，须由另一人进行形式审查。"))


class NotCheckerError(RefusedError):
    """Only staff with the permission to check."""

    def __init__(self) -> None:
        super().__init__(_("只有负责形式审查的工作人员可以进行此操作。"))


class RowsUncheckedError(RefusedError):
    """A check is finished when every recommended row has its verdict."""

    def __init__(self, count: int) -> None:
        super().__init__(_("还有 %(count)d 条没有审查，不能完成形式审查。") % {"count": count})


class TwinUnexplainedError(RefusedError):
    """A row that repeats another passes only with the reason why it is none, in the checker's own words."""

    def __init__(self) -> None:
        super().__init__(_("该条可能重复。确认不是重复的，请写明理由后再通过；确属重复的，请选择不通过。"))


class NotInvitedError(RefusedError):
    """Only whoever verified the number of the table activates (S-5-R, E-4-R)."""

    def __init__(self) -> None:
        super().__init__(_("请用收到短信的手机号码登录后激活。"))


class NumberMissingError(RefusedError):
    """An invitation needs a number."""

    def __init__(self) -> None:
        super().__init__(_("请填写 11 位手机号码。"))


class RecommendationStatusError(RefusedError):
    """The recommendation is no longer where this act starts from."""

    def __init__(self, current: str) -> None:
        super().__init__(_("推荐当前状态为“%(status)s”，不能进行此操作。") % {"status": current})
