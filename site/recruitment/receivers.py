"""What happens to an entry happens to its application: in the same transaction, with the same person and moment."""

from datetime import datetime
from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts.models import ConsentKind, User
from accounts.signals import consent_changed
from messaging.actions import announce
from messaging.audiences import Concerned
from policies.enums import FieldAccess
from policies.models import QuestionSet
from policies.signals import policy_checked
from publicity.models import OFF_THE_LIST, Entry, Window
from publicity.signals import (
    entry_dropped,
    entry_held,
    entry_released,
    entry_withdrawn,
    window_opened,
    window_recomputed,
)
from questions.exceptions import QuestionsInUseError
from questions.signals import set_changing
from recruitment.actions import (
    drop_application,
    drop_recommendation,
    end_listing,
    hold_application,
    invite_passed,
    leave_unnamed,
    resume_application,
)
from recruitment.actions.correcting import NEVER
from recruitment.actions.moving import chinese_day
from recruitment.actions.recommend_listing import tell_recommended
from recruitment.actions.withdrawing import end_listed, end_unnamed
from recruitment.dossiers import dossier_columns
from recruitment.keeping import drop_if_anothers
from recruitment.models import Application, Recommendation, Roster, Round
from recruitment.signals import roster_checked


@receiver(entry_held)
def hold(entry: Entry, by: User, at: datetime, **_kwargs: Any) -> None:
    if application := _application_of(entry):
        hold_application(application=application, by=by, at=at)


@receiver(entry_released)
def resume(entry: Entry, by: User, at: datetime, **_kwargs: Any) -> None:
    if application := _application_of(entry):
        resume_application(application=application, by=by, at=at)


@receiver(entry_dropped)
def drop(entry: Entry, by: User, at: datetime, **_kwargs: Any) -> None:
    if application := _application_of(entry):
        drop_application(application=application, by=by, at=at, reason=entry.settle_reason)
    if recommendation := _recommendation_of(entry):
        drop_recommendation(recommendation=recommendation, by=by, at=at, reason=entry.settle_reason)


@receiver(entry_withdrawn)
def withdraw(entry: Entry, by: User, at: datetime, **_kwargs: Any) -> None:
    if application := _application_of(entry):
        end_listed(application, by, at)
    if recommendation := _recommendation_of(entry):
        end_listing(recommendation=recommendation, by=by, at=at)


@receiver(consent_changed)
def end_what_names(by: User, kind: ConsentKind, is_given: bool, at: datetime, **_kwargs: Any) -> None:
    if kind == ConsentKind.PUBLISH_NAME and not is_given:
        end_unnamed(by=by, at=at)
        leave_unnamed(by=by, at=at)


@receiver(window_opened)
def tell_applicants(window: Window, at: datetime, **_kwargs: Any) -> None:
    """One SMS an application; the key makes a second one impossible."""
    _tell_listed(window, "publicity.opened", "publicity:{pk}", at)


@receiver(window_recomputed)
def tell_applicants_again(window: Window, at: datetime, **_kwargs: Any) -> None:
    """Whoever was told a last day is told the one that replaces it or confirms it: one SMS a date (S-5-3)."""
    certainty = "provisional" if window.is_provisional else "final"
    _tell_listed(window, "publicity.dated", f"publicity:{{pk}}:{window.last_day}:{certainty}", at)


def _tell_listed(window: Window, event: str, key: str, at: datetime) -> None:
    if window.last_day is None:
        return
    listed = Application.objects.filter(entry__window=window).exclude(entry__status__in=OFF_THE_LIST)
    until = chinese_day(window.last_day) + ("（暂定）" if window.is_provisional else "")
    for application in listed.select_related("applicant").order_by("pk"):
        announce(
            event=event,
            params={"no": application.number or "", "date": until},
            concerned=Concerned(
                applicant=application.applicant, province=application.province, kind=application.kind
            ),
            key=key.format(pk=application.pk),
            at=at,
        )
    tell_recommended(window, until, at)


@receiver(roster_checked)
def invite_recommended(roster: Roster, at: datetime, **_kwargs: Any) -> None:
    """In the transaction of the check: who passed is invited, or the check is not finished (S-5-R, E-4-R)."""
    invite_passed(roster=roster, at=at)


@receiver(set_changing)
def refuse_while_open(question_set: QuestionSet, at: datetime, **_kwargs: Any) -> None:
    """The questions of a round stand still from the moment it opens, whether or not the sweep has been by."""
    if Round.objects.filter(question_set=question_set, opens_at__lte=at).exists():
        raise QuestionsInUseError


@receiver(user_logged_in)
def drop_what_anothers_kept(request: HttpRequest, user: User, **_kwargs: Any) -> None:
    drop_if_anothers(request, user)


def _application_of(entry: Entry) -> Application | None:
    return Application.objects.filter(entry=entry).first()


def _recommendation_of(entry: Entry) -> Recommendation | None:
    return Recommendation.objects.filter(entry=entry).first()


@receiver(policy_checked, dispatch_uid="recruitment.columns_unknown")
def columns_unknown(sender: Any, *, content: dict[str, Any], **_kwargs: Any) -> list[str]:
    """A stage may only speak of columns the dossier of its flow has, and opens none that only the applicant says."""
    return [
        fault
        for stage in content["stages"]
        for row in stage.get("fields", [])
        if (fault := _column_fault(stage, row))
    ]


def _column_fault(stage: dict[str, Any], row: dict[str, Any]) -> str:
    columns = dossier_columns(stage["flow_kind"])
    if (name := row["name"]) not in columns:
        said = {"stage": stage["name"], "column": name}
        return _("“%(stage)s”：申报材料没有名为 %(column)s 的字段。") % said
    if row["access"] == FieldAccess.EDIT and name in NEVER:
        said = {"stage": stage["name"], "column": columns[name]}
        return _("“%(stage)s”：“%(column)s”只能由申报人填写，不能开放更正。") % said
    return ""
