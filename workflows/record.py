"""审核意见表：one finished application on paper: what was found, who said what in which stage, and how it ended."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from recruitment.enums import ENDED, Status
from recruitment.models import Application
from registry.application_pdf import printable
from registry.models import Certificate
from typeset.pdf import render_html
from workflows.application.models import ApplicationProcess
from workflows.failures import without_contacts
from workflows.review.exceptions import ReviewError
from workflows.review.models import Choice, Seat, StageRun, TakenBack, Vote


class NotFinishedError(ReviewError):
    """The record is drawn up when the case is over."""

    def __init__(self) -> None:
        super().__init__(_("本件尚未办结，办结后才能下载审核意见表。"))


@dataclass(frozen=True)
class Opinion:
    """One signed answer; `how` says for whom, or how the signer came to the case."""

    signer: str
    how: str
    choice: str
    at: str
    text: str


@dataclass(frozen=True)
class Passage:
    """One passage through one stage."""

    title: str
    span: str
    outcome: str
    opinions: list[Opinion]


def review_record(application: Application) -> bytes:
    """The table as PDF, without any contact data. Raises NotFinishedError."""
    if application.status not in ENDED:
        raise NotFinishedError
    process = ApplicationProcess.objects.select_related("policy").filter(application=application).first()
    runs = _runs(process) if process else []
    context = printable(
        {
            "pairs": _facts(application, process),
            "hash": (process.policy if process else application.round.policy).content_hash,
            "findings": _findings(application),
            "passages": [asdict(_passage(run)) for run in runs],
            "returns": [*_supplements(application), *_returns(runs)],
            "taken_back": _taken_back(process) if process else [],
            "publicity": _publicity(application),
            "decision": _decision(application),
            "site_name": str(settings.SITE_NAME),
        }
    )
    html = render_to_string("workflows/review/record.html", context | {"printed_at": timezone.now()})
    return render_html(html, texts=[str(application.number)], created_at=application.decided_at)


def _facts(application: Application, process: ApplicationProcess | None) -> list[tuple[str, str, str, str]]:
    policy = process.policy if process else application.round.policy
    rules = f"v{policy.number} {policy.title}"
    return [
        (_("受理编号"), str(application.number), _("申报人"), application.name),
        (
            _("类别"),
            str(application.get_kind_display()),
            _("省份"),
            str(application.get_province_display()) or "—",
        ),
        (_("招募批次"), application.round.title, _("提交时间"), _moment(application.submitted_at)),
        (_("规则版本"), rules, _("补正次数"), str(application.supplement_count)),
    ]


def _findings(application: Application) -> list[tuple[str, str, str, str, str]]:
    return [
        (
            found.article,
            found.label,
            found.value,
            found.threshold,
            _("符合") if found.is_met else _("不符合"),
        )
        for found in application.findings.order_by("order", "pk")
    ]


def _runs(process: ApplicationProcess) -> list[StageRun]:
    rows = StageRun.objects.filter(process_id=process.pk).select_related("stage", "return_to")
    return list(rows.order_by("pk"))


def _passage(run: StageRun) -> Passage:
    votes = Vote.objects.filter(seat__run=run).select_related("by", "standing_for", "seat__added_by")
    return Passage(
        title=_("%(stage)s（第 %(round)d 轮）") % {"stage": run.stage.name, "round": run.round_no},
        span=f"{_moment(run.opened_at)} — {_moment(run.closed_at)}",
        outcome=str(run.get_outcome_display()) or _("未办结"),
        opinions=[_opinion(vote) for vote in votes.order_by("at", "pk")],
    )


def _opinion(vote: Vote) -> Opinion:
    return Opinion(
        signer=str(vote.by),
        how="，".join(_how(vote.seat, vote.standing_for)),
        choice=str(vote.get_choice_display()),
        at=_moment(vote.at),
        text=without_contacts(vote.opinion),
    )


def _how(seat: Seat, standing_for: Any) -> Iterable[str]:
    if standing_for:
        yield _("代 %(name)s") % {"name": standing_for}
    if seat.added_by:
        said = {"origin": seat.get_origin_display(), "name": seat.added_by}
        yield _("%(origin)s，%(name)s 加") % said
    elif seat.origin == "manager":
        yield str(seat.get_origin_display())


def _supplements(application: Application) -> list[tuple[str, str, str]]:
    """退回补正 and what came of it, as the applicant read it."""
    rows = application.milestones.filter(status__in=[Status.SUPPLEMENT, Status.LAPSED])
    return [
        (_moment(row.at), _supplement_words(str(row.get_status_display()), row.due_on), without_contacts(row.note))
        for row in rows
    ]  # fmt: skip


def _supplement_words(label: str, due_on: date | None) -> str:
    return _("%(label)s，截止 %(day)s") % {"label": label, "day": _day(due_on)} if due_on else label


def _returns(runs: list[StageRun]) -> list[tuple[str, str, str]]:
    return [
        (_moment(run.closed_at), str(Choice.RETURN.label), f"{run.stage.name} → {run.return_to.name}")
        for run in runs
        if run.outcome == Choice.RETURN and run.return_to
    ]


def _taken_back(process: ApplicationProcess) -> list[tuple[str, str, str, str]]:
    rows = TakenBack.objects.filter(seat__run__process_id=process.pk).select_related("by", "seat__run__stage")
    return [
        (
            f"{row.by}（{row.seat.run.stage.name}）",
            _("%(choice)s：%(opinion)s") % {"choice": row.get_choice_display(), "opinion": without_contacts(row.opinion)},
            _moment(row.taken_back_at),
            without_contacts(row.reason),
        )
        for row in rows.order_by("taken_back_at", "pk")
    ]  # fmt: skip


def _publicity(application: Application) -> list[tuple[str, str]]:
    entry = application.entry
    if entry is None:
        return []
    window = entry.window
    span = f"{_day(window.opened_on)} — {_day(window.last_day)}"
    result = str(entry.get_status_display())
    if entry.settle_reason:
        result = f"{result}：{without_contacts(entry.settle_reason)}"
    return [(_("公示名单"), window.title), (_("公示期"), span), (_("公示结果"), result)]


def _decision(application: Application) -> list[tuple[str, str]]:
    certificate = Certificate.objects.filter(term__application=application).first()
    return [
        (_("办理结果"), str(application.get_status_display())),
        (_("办结时间"), _moment(application.decided_at)),
        (_("决定人"), str(application.decided_by or _("系统"))),
        (_("理由"), without_contacts(application.decision_reason) or "—"),
        (_("证书编号"), certificate.number if certificate else "—"),
    ]


def _moment(at: datetime | None) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}" if at else "—"


def _day(day: date | None) -> str:
    return day.isoformat() if day else "—"
