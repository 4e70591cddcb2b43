"""一件的操作：转办、加签、减签、撤回意见、抄送、催办、回避. One entry a verb: when it is offered, what it asks, what it does."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from workflows.inbox.operation_forms import (
    AddSignerForm,
    CopyForm,
    ReasonForm,
    RemoveSignerForm,
    TransferForm,
    UrgeForm,
)
from workflows.inbox.standing import Standing
from workflows.review import actions
from workflows.review.actions.seats import STEER
from workflows.review.exceptions import TaskTakenError
from workflows.review.people import transfer_candidates


@dataclass(frozen=True)
class Operation:
    """One verb: `title` heads its page, `note` says what follows from it, `done` is what the desk answers."""

    verb: str
    title: str | Promise
    note: str | Promise
    done: str | Promise
    is_offered: Callable[[Standing], bool]
    form: Callable[..., forms.Form]
    act: Callable[[Standing, dict[str, Any]], Any]
    leaves_case: bool = False


def _transfer(case: Standing, said: dict[str, Any]) -> Any:
    return actions.transfer_seat(
        task=case.task,
        to=said["person"],
        by=case.user,
        reason=said["reason"],
        at=timezone.now(),
        is_absence_known=said["is_absence_known"],
    )


def _add(case: Standing, said: dict[str, Any]) -> Any:
    return actions.add_signer(
        task=case.task,
        person=said["person"],
        where=said["where"],
        by=case.user,
        reason=said["reason"],
        at=timezone.now(),
        is_absence_known=said["is_absence_known"],
    )


def _remove(case: Standing, said: dict[str, Any]) -> Any:
    return actions.remove_added_signer(
        seat=said["seat"], by=case.user, reason=said["reason"], at=timezone.now()
    )


def _take_back(case: Standing, said: dict[str, Any]) -> Any:
    if case.my_vote is None:
        raise TaskTakenError
    return actions.take_back_vote(vote=case.my_vote, by=case.user, reason=said["reason"], at=timezone.now())


def _recuse(case: Standing, said: dict[str, Any]) -> Any:
    return actions.recuse(process=case.process, by=case.user, reason=said["reason"], at=timezone.now())


def _copy(case: Standing, said: dict[str, Any]) -> Any:
    return actions.copy_case(
        process=case.process, to=said["person"], by=case.user, at=timezone.now(), note=said["note"]
    )


def _urge(case: Standing, said: dict[str, Any]) -> Any:
    return actions.urge_seat(task=case.task, by=case.user, at=timezone.now())


def _may_hand_on(case: Standing) -> bool:
    return case.is_waiting and (case.is_mine or case.is_manager or case.user.has_perm(STEER))


OPERATIONS = {
    one.verb: one
    for one in (
        Operation(
            "transfer",
            _("转办"),
            _("席位交给本组另一位成员或组长办理，对方收到通知；您不再办理本件。"),
            _("已转办，对方将收到通知。"),
            _may_hand_on,
            lambda case, data: TransferForm(data, people=transfer_candidates(case.seat, case.process)),
            _transfer,
            leaves_case=True,
        ),
        Operation(
            "add",
            _("加签"),
            _("请一位同事在您之前或之后另签一份意见。其意见与您的意见同时有效才算通过。"),
            _("已加签，对方将收到通知。"),
            lambda case: case.is_mine,
            lambda case, data: AddSignerForm(data, people=case.colleagues()),
            _add,
        ),
        Operation(
            "remove",
            _("减签"),
            _("撤销尚未签署意见的加签，对方收到通知。"),
            _("已减签。"),
            lambda case: bool(case.removable),
            lambda case, data: RemoveSignerForm(data, seats=case.removable),
            _remove,
        ),
        Operation(
            "take-back",
            _("撤回意见"),
            _("环节尚未办结、其后无人签署时，可以撤回自己的意见；原意见留存备查，席位重新由您签署。"),
            _("已撤回您的意见，请重新签署。"),
            lambda case: case.my_vote is not None,
            lambda _case, data: ReasonForm(data),
            _take_back,
        ),
        Operation(
            "copy",
            _("抄送"),
            _("告知一位同事，请其阅知本件；对方无须签署意见。"),
            _("已抄送。"),
            lambda _case: True,
            lambda case, data: CopyForm(data, people=case.not_copied()),
            _copy,
        ),
        Operation(
            "urge",
            _("催办"),
            _("提醒正在办理或可以领取本件的人员，同一任务四小时内只能催办一次。"),
            _("已催办，对方将收到通知。"),
            lambda case: case.is_waiting and not case.is_mine,
            lambda _case, data: UrgeForm(data),
            _urge,
        ),
        Operation(
            "recuse",
            _("回避"),
            _("您与申报人存在利害关系或有其他正当理由的，应当回避。声明后不能恢复：您不再参与本件的任何环节，本环节已签署的意见不再计入。"),
            _("已声明回避，本件不再由您办理。"),
            lambda case: case.is_stage_open and not case.is_recused,
            lambda _case, data: ReasonForm(data),
            _recuse,
            leaves_case=True,
        ),
    )
}  # fmt: skip


def offered(case: Standing) -> list[Operation]:
    """The verbs this person may use on this case now, in the order of the desk."""
    return [one for one in OPERATIONS.values() if one.is_offered(case)]
