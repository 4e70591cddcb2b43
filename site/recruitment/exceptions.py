"""Why an act was refused: each with the sentence its reader sees."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from policies.rules import Finding


class RefusedError(Exception):
    """An act on an application that may not happen; `str()` is a sentence for the person who tried."""


def _moment(at: datetime) -> str:
    return date_format(timezone.localtime(at), _("Y年n月j日 H:i:s"))


class WrongStatusError(RefusedError):
    """The application is no longer where this act starts from."""

    def __init__(self, current: str) -> None:
        super().__init__(_("申报当前状态为“%(status)s”，不能进行此操作。") % {"status": current})


class NotApplicantError(RefusedError):
    """Only the applicant edits, submits or retracts."""

    def __init__(self) -> None:
        super().__init__(_("只有申报人本人可以进行此操作。"))


class RoundClosedError(RefusedError):
    """The round has not begun, or is over (N-3)."""

    def __init__(self, *, opens_at: datetime, closes_at: datetime, at: datetime) -> None:
        if at < opens_at:
            sentence = _("本批次将于 %(moment)s 开始申报，请届时提交。") % {"moment": _moment(opens_at)}
        else:
            sentence = _("本批次申报已于 %(moment)s 截止，不能再提交。草稿仍为您保留。") % {
                "moment": _moment(closes_at)
            }
        super().__init__(sentence)


class RoundKindError(RefusedError):
    """The round does not take this kind of applicant."""

    def __init__(self) -> None:
        super().__init__(_("本批次不接受这一类别的申报。"))


class AlreadyAppliedError(RefusedError):
    """The person has an application of this kind in this round already."""

    def __init__(self) -> None:
        super().__init__(_("您在本批次已有一份同类申报，请在“我的申报”中继续办理。"))


class OrganisationAppliedError(RefusedError):
    """The same credit code was submitted in this round before, by whomever."""

    def __init__(self, uscc: str) -> None:
        super().__init__(
            _("统一社会信用代码 %(uscc)s 在本批次已提交过申报，每个单位只能申报一次。请与本单位同事核对。")
            % {"uscc": uscc}
        )


class HoldsTitleError(RefusedError):
    """Who would apply holds the title already, within its term (S-12, E-9)."""


class IneligibleError(RefusedError):
    """Hard conditions are unmet; `findings` holds exactly those."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = list(findings)
        articles = "、".join(dict.fromkeys(finding.article for finding in self.findings))
        super().__init__(
            _("尚有 %(count)d 项条件不符合（%(articles)s），不能提交。")
            % {"count": len(self.findings), "articles": articles}
        )


@dataclass(frozen=True)
class Gap:
    """Something every application needs that is still missing or wrong: which field, in which step, and why."""

    field: str
    sentence: str
    is_blank: bool = True


class IncompleteError(RefusedError):
    """The dossier is unfinished; `gaps` says where."""

    def __init__(self, gaps: Sequence[Gap]) -> None:
        self.gaps = list(gaps)
        super().__init__(_("还有 %(count)d 处需要填写或更正，不能提交。") % {"count": len(self.gaps)})


@dataclass(frozen=True)
class Difference:
    """One field two tabs disagree about."""

    field: str
    label: str
    yours: str
    saved: str


class StaleDraftError(RefusedError):
    """Another tab or person saved in the meantime; nothing was overwritten."""

    def __init__(self, *, revision: int, differences: Sequence[Difference]) -> None:
        self.revision = revision
        self.differences = list(differences)
        super().__init__(
            _("这份草稿刚刚在另一个窗口保存过，有 %(count)d 处内容不同。请选择保留哪一份，两份都没有丢失。")
            % {"count": len(self.differences)}
        )


class ReasonMissingError(RefusedError):
    """A decision against the applicant needs its reason in words (S-5-2, E-4-2)."""

    def __init__(self) -> None:
        super().__init__(_("请写明理由，申报人将看到这段文字。"))


class SupplementsUsedUpError(RefusedError):
    """The policy allows no further supplement."""

    def __init__(self, times: int) -> None:
        super().__init__(_("本申报已补正 %(times)d 次，不能再次退回补正。") % {"times": times})


class NotDueError(RefusedError):
    """The last day for the supplement has not passed."""

    def __init__(self) -> None:
        super().__init__(_("补正期限尚未届满。"))


class UploadRefusedError(RefusedError):
    """The file cannot be taken; the sentence says why and what to do."""


class RoundInUseError(RefusedError):
    """What submitted applications were judged by cannot change under them."""

    def __init__(self) -> None:
        super().__init__(_("本批次已有提交的申报，招募对象和规则版本不能再改；可以调整名称和起止时间。"))


class StaleCorrectionError(RefusedError):
    """The dossier is no longer the one the reviewer looked at."""

    def __init__(self) -> None:
        super().__init__(_("材料在您打开本页后已有变动，请返回本件核对后再更正。"))


class NothingCorrectedError(RefusedError):
    """Every value is as it was."""

    def __init__(self) -> None:
        super().__init__(_("没有改动任何内容。"))


class ColumnClosedError(RefusedError):
    """The stage does not open these columns, or nobody but the applicant may say them."""

    def __init__(self, labels: Sequence[str]) -> None:
        super().__init__(_("本环节不能更正：%(labels)s。") % {"labels": "、".join(labels)})
