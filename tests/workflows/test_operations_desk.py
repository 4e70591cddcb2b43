"""转办、加签、减签、撤回、抄送、催办、回避 at the desk: each once, each refused once, and nothing lost on the way."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from viewflow.workflow.models import Task

from accounts.models import User
from messaging.models import Message
from tests.factories.accounts import staff_in_group
from tests.factories.recruitment import RoundFactory, submitted_station
from tests.factories.workflows import (
    answered,
    manager_of,
    open_task,
    open_tasks,
    policy_with,
    seat_now,
    started,
    started_with,
    taken,
)
from tests.queries import queries_of
from workflows.review.actions import add_signer, make_proxy, take_seat
from workflows.review.models import Copy, Recusal, ReviewProcess, Seat, TakenBack, Vote

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviewer() -> User:
    return staff_in_group("first_review", name="演示经办")


@pytest.fixture
def colleague() -> User:
    return staff_in_group("first_review", name="演示同事")


@pytest.fixture
def task(reviewer: User) -> Task:
    return taken(started(), reviewer)


def desk_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def at(task: Task, verb: str) -> str:
    return reverse("inbox:do", args=[task.process_id, task.pk, verb])


def sent(user: User, task: Task, verb: str, **data: Any) -> Any:
    return desk_of(user).post(at(task, verb), data)


def case_url(task: Task, tab: str = "mine") -> str:
    return f"{reverse('tasks:open', args=[task.process_id, task.pk])}?tab={tab}"


def told(user: User) -> list[str]:
    return list(Message.objects.filter(recipient=user).order_by("pk").values_list("template__key", flat=True))


INBOX = "/admin/inbox/?tab=mine"


def test_case_offers_what_its_holder_may_do(reviewer: User, task: Task) -> None:
    page = desk_of(reviewer).get(case_url(task)).text

    assert [verb for verb in ("transfer", "add", "remove", "take-back", "copy", "urge", "recuse") if at(task, verb) in page] == [
        "transfer", "add", "copy", "recuse",
    ]  # fmt: skip


def test_case_offers_others_only_words_and_recusal(colleague: User, task: Task) -> None:
    page = desk_of(colleague).get(case_url(task)).text

    assert [verb for verb in ("transfer", "add", "remove", "take-back", "copy", "urge", "recuse") if at(task, verb) in page] == [
        "copy", "urge", "recuse",
    ]  # fmt: skip


def test_transfer_hands_the_seat_on_and_leaves_the_case(reviewer: User, colleague: User, task: Task) -> None:
    answer = sent(reviewer, task, "transfer", person=colleague.pk, reason="出差。")

    assert (answer.status_code, answer["Location"]) == (302, INBOX)
    assert (seat_now(task).signer, told(colleague)) == (colleague, ["review_transferred"])


def test_transfer_without_a_reason_keeps_the_chosen_person(
    reviewer: User, colleague: User, task: Task
) -> None:
    answer = sent(reviewer, task, "transfer", person=colleague.pk, reason=" ")

    assert answer.status_code == 422
    assert "请填写理由。" in answer.text
    assert f'<option value="{colleague.pk}" selected>' in answer.text
    assert seat_now(task).signer == reviewer


def test_transfer_to_an_outsider_is_refused(reviewer: User, task: Task) -> None:
    outsider = staff_in_group("second_review")
    answer = sent(reviewer, task, "transfer", person=outsider.pk, reason="出差。")

    assert (answer.status_code, "所选人员不能办理本件，请重新选择。" in answer.text) == (422, True)


def test_transfer_to_somebody_away_asks_first(reviewer: User, colleague: User, task: Task) -> None:
    deputy = staff_in_group("first_review", name="演示代理")
    today = timezone.localdate()
    make_proxy(
        absent=colleague, deputy=deputy, starts_on=today, ends_on=today + timedelta(days=3), reason="休假。", by=colleague,
        at=timezone.now(),
    )  # fmt: skip
    asked = sent(reviewer, task, "transfer", person=colleague.pk, reason="出差。")

    assert asked.status_code == 422
    assert '<input type="checkbox" name="is_absence_known"' in asked.text
    assert "“演示同事”委托“演示代理”代办至" in asked.text

    known = sent(reviewer, task, "transfer", person=colleague.pk, reason="出差。", is_absence_known="on")
    assert known.status_code == 302


def test_somebody_elses_seat_is_not_handed_on(colleague: User, reviewer: User, task: Task) -> None:
    answer = sent(colleague, task, "transfer", person=colleague.pk, reason="我来。")

    assert (answer.status_code, seat_now(task).signer) == (409, reviewer)


def test_manager_hands_on_what_a_member_holds(reviewer: User, colleague: User, task: Task) -> None:
    answer = sent(manager_of("first_review"), task, "transfer", person=colleague.pk, reason="轮换。")

    assert (answer.status_code, seat_now(task).signer) == (302, colleague)


@pytest.mark.parametrize("where", ["before", "after"])
def test_added_signer_joins_the_place(reviewer: User, task: Task, where: str) -> None:
    expert = staff_in_group("second_review", name="演示会签")
    answer = sent(reviewer, task, "add", person=expert.pk, where=where, reason="请会商。")

    added = Seat.objects.get(signer=expert)
    assert answer.status_code == 302
    assert (added.origin, added.added_by, added.added_reason) == (where, reviewer, "请会商。")
    assert told(expert) == ["review_added"]


def test_adding_without_saying_where_is_refused(reviewer: User, colleague: User, task: Task) -> None:
    answer = sent(reviewer, task, "add", person=colleague.pk, reason="请会商。")

    assert (answer.status_code, "请选择在您之前还是之后签核。" in answer.text) == (422, True)


def test_added_signer_is_removed_by_who_asked(reviewer: User, colleague: User, task: Task) -> None:
    added = add_signer(
        task=task, person=colleague, where="after", by=reviewer, reason="会商。", at=timezone.now()
    )
    answer = sent(reviewer, task, "remove", seat=added.pk, reason="不再需要。")

    added.refresh_from_db()
    assert answer.status_code == 302
    assert (added.removed_by, added.removed_reason) == (reviewer, "不再需要。")
    assert told(colleague) == ["review_added", "review_removed"]


def test_nobody_else_removes_an_added_signer(reviewer: User, colleague: User, task: Task) -> None:
    added = add_signer(
        task=task, person=colleague, where="after", by=reviewer, reason="会商。", at=timezone.now()
    )
    stranger = staff_in_group("first_review")
    answer = sent(stranger, task, "remove", seat=added.pk, reason="不需要。")

    added.refresh_from_db()
    assert (answer.status_code, added.removed_at) == (409, None)


def two_of_two() -> ReviewProcess:
    return started_with(sign_mode="all", signers=2)


def test_own_answer_is_taken_back_while_the_stage_is_open(reviewer: User) -> None:
    process = two_of_two()
    first = open_tasks(process)[0]
    answered(first, reviewer)
    answer = sent(reviewer, first, "take-back", reason="漏看一页。")

    assert answer.status_code == 302
    assert not Vote.objects.filter(by=reviewer).exists()
    assert TakenBack.objects.get(by=reviewer).reason == "漏看一页。"
    again = Seat.objects.get(signer=reviewer).task
    assert again is not None
    assert answer["Location"] == case_url(again)


def test_answer_that_settled_the_stage_stands(reviewer: User, task: Task) -> None:
    answered(task, reviewer)
    answer = sent(reviewer, task, "take-back", reason="漏看一页。")

    assert (answer.status_code, Vote.objects.filter(by=reviewer).count()) == (409, 1)


def test_copy_is_told_and_listed_once(reviewer: User, task: Task) -> None:
    reader = staff_in_group("second_review", name="演示阅知")
    first = sent(reviewer, task, "copy", person=reader.pk, note="请阅。")
    second = sent(reviewer, task, "copy", person=reader.pk, note="请阅。")

    assert (first.status_code, second.status_code) == (302, 422)
    assert (Copy.objects.get(to=reader).note, told(reader)) == ("请阅。", ["review_copied"])


def test_urging_tells_the_holder_once_in_four_hours(reviewer: User, colleague: User, task: Task) -> None:
    first = sent(colleague, task, "urge")
    second = sent(colleague, task, "urge")

    assert (first.status_code, second.status_code, told(reviewer)) == (302, 422, ["review_urged"])


def test_holder_does_not_urge_himself(reviewer: User, task: Task) -> None:
    assert sent(reviewer, task, "urge").status_code == 409


def test_recusal_gives_the_seat_back_for_good(reviewer: User, task: Task) -> None:
    answer = sent(reviewer, task, "recuse", reason="与申报单位有合作。")

    assert (answer.status_code, answer["Location"]) == (302, INBOX)
    assert (Recusal.objects.get().person, seat_now(open_task(task.process.coerced)).signer) == (
        reviewer,
        None,
    )
    assert sent(reviewer, task, "recuse", reason="再次声明。").status_code == 409


def test_page_of_an_operation_accuses_nobody_before_it_was_sent(reviewer: User, task: Task) -> None:
    page = desk_of(reviewer).get(at(task, "transfer"))

    assert (page.status_code, "desk-error" in page.text) == (200, False)


@pytest.mark.parametrize("verb", ["sign", "transferr", "do"])
def test_unknown_verb_is_not_found(reviewer: User, task: Task, verb: str) -> None:
    assert desk_of(reviewer).get(at(task, verb)).status_code == 404


def test_task_of_another_process_is_not_found(reviewer: User, task: Task) -> None:
    other = started()
    url = reverse("inbox:do", args=[other.pk, task.pk, "copy"])

    assert desk_of(reviewer).get(url).status_code == 404


def test_staff_without_the_right_to_cases_are_kept_out(task: Task) -> None:
    answer = desk_of(staff_in_group("editor")).get(at(task, "copy"))

    assert answer.status_code == 403


def test_nonsense_is_answered_in_words(reviewer: User, task: Task) -> None:
    answer = sent(reviewer, task, "transfer", person="' OR 1=1", reason="x" * 5000)

    assert answer.status_code == 422
    assert "所选人员不能办理本件，请重新选择。" in answer.text


def test_case_page_costs_the_same_with_many_seats(reviewer: User) -> None:
    def queries(signers: int) -> int:
        round_ = RoundFactory(policy=policy_with(sign_mode="all", signers=signers))
        process = started(submitted_station(round=round_))
        task = open_tasks(process)[0]
        take_seat(task=task, by=reviewer, at=timezone.now())
        client, url = desk_of(reviewer), case_url(task)
        return queries_of(lambda: client.get(url))

    assert queries(1) == queries(6)
