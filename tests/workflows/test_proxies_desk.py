"""委托 at the desk: who sees which, who makes and ends them, and what is said when they may not."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from viewflow.workflow.models import Task

from accounts.models import User
from tests.factories.accounts import StaffFactory, staff_in_group
from tests.factories.recruitment import RoundFactory
from tests.factories.workflows import manager_of, signed, started, taken
from tests.queries import queries_of
from workflows.inbox.proxies import PER_PAGE
from workflows.review.actions import end_proxy, make_proxy, sign_task, take_seat
from workflows.review.models import Proxy

pytestmark = pytest.mark.django_db


def desk_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def days(start: int, end: int) -> dict[str, str]:
    today = timezone.localdate()
    return {
        "starts_on": (today + timedelta(days=start)).isoformat(),
        "ends_on": (today + timedelta(days=end)).isoformat(),
    }


def away(absent: User, deputy: User, start: int = 0, end: int = 2) -> Proxy:
    given = {name: date.fromisoformat(day) for name, day in days(start, end).items()}
    return make_proxy(absent=absent, deputy=deputy, reason="出差。", by=absent, at=timezone.now(), **given)


def listed(user: User) -> list[tuple[int, str, bool]]:
    rows = desk_of(user).get(reverse("inbox:proxies")).context["absences"]
    return [(row.proxy.pk, row.state, row.may_end) for row in rows]


def asked(user: User, **data: Any) -> Any:
    return desk_of(user).post(reverse("inbox:proxy_add"), data)


@pytest.fixture
def reviewer() -> User:
    return staff_in_group("first_review", name="演示经办")


@pytest.fixture
def deputy() -> User:
    return staff_in_group("second_review", name="演示代理")


def test_own_absences_are_listed_running_then_coming_then_over(reviewer: User, deputy: User) -> None:
    over = away(reviewer, deputy)
    end_proxy(proxy=over, by=reviewer, at=timezone.now())
    coming, running = away(reviewer, deputy, 5, 7), away(reviewer, deputy)
    past = Proxy.objects.create(
        absent=reviewer, deputy=deputy, starts_on=date(2026, 3, 2), ends_on=date(2026, 3, 6), reason="病假。",
        created_by=reviewer, created_at=timezone.now(),
    )  # fmt: skip
    rows = [(running, "running"), (coming, "coming"), (over, "over"), (past, "over")]
    assert listed(reviewer) == [(proxy.pk, state, state != "over") for proxy, state in rows]
    assert listed(deputy) == [(proxy.pk, state, False) for proxy, state in rows]


def test_absence_of_others_is_seen_by_their_manager_only(reviewer: User, deputy: User) -> None:
    proxy = away(reviewer, deputy)
    assert listed(staff_in_group("first_review")) == []
    assert listed(manager_of("second_review")) == []
    assert listed(manager_of("first_review")) == [(proxy.pk, "running", True)]


def test_proxy_is_made_for_oneself(reviewer: User, deputy: User) -> None:
    answer = asked(reviewer, deputy=deputy.pk, reason="年休假。", **days(1, 3))
    assert (answer.status_code, answer["Location"]) == (302, reverse("inbox:proxies"))
    proxy = Proxy.objects.get()
    assert (proxy.absent, proxy.deputy, proxy.created_by, proxy.reason) == (
        reviewer,
        deputy,
        reviewer,
        "年休假。",
    )
    assert {"starts_on": proxy.starts_on.isoformat(), "ends_on": proxy.ends_on.isoformat()} == days(1, 3)


def test_manager_makes_a_proxy_for_a_member_and_for_nobody_else(reviewer: User, deputy: User) -> None:
    manager = manager_of("first_review")
    refused = asked(manager, absent=deputy.pk, deputy=reviewer.pk, reason="病假。", **days(0, 2))
    assert (refused.status_code, refused.context["form"].errors) == (
        422,
        {"absent": ["只有本人或组长可以设立和结束委托。"]},
    )
    asked(manager, absent=reviewer.pk, deputy=deputy.pk, reason="病假。", **days(0, 2))
    assert list(Proxy.objects.values_list("absent", "deputy", "created_by")) == [
        (reviewer.pk, deputy.pk, manager.pk)
    ]


def test_member_cannot_name_another_as_absent(reviewer: User, deputy: User) -> None:
    answer = asked(reviewer, absent=deputy.pk, deputy=reviewer.pk, reason="病假。", **days(0, 2))
    assert answer.status_code == 422
    assert not Proxy.objects.exists()


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({**days(3, 1), "reason": "出差。"}, "委托的结束日不能早于开始日。"),
        ({**days(-5, -2), "reason": "出差。"}, "委托的结束日不能早于今天。"),
        ({**days(0, 1), "reason": " "}, "请填写理由。"),
        ({"starts_on": "", "ends_on": "2026-13-40", "reason": "出差。"}, "请填写有效的日期。"),
    ],
)
def test_refusal_is_in_words_and_loses_nothing(
    reviewer: User, deputy: User, given: dict[str, str], sentence: str
) -> None:
    answer = asked(reviewer, deputy=deputy.pk, **given)
    assert answer.status_code == 422
    assert sentence in answer.text
    form = answer.context["form"]
    assert [form[name].value() for name in ("deputy", "starts_on", "ends_on", "reason")] == [
        str(deputy.pk), given["starts_on"], given["ends_on"], given["reason"],
    ]  # fmt: skip
    assert not Proxy.objects.exists()


def test_second_proxy_for_the_same_days_is_refused(reviewer: User, deputy: User) -> None:
    away(reviewer, deputy)
    answer = asked(reviewer, deputy=deputy.pk, reason="出差。", **days(1, 4))
    assert (answer.status_code, answer.context["form"].non_field_errors()) == (
        422,
        ["所选日期内已有委托，请先结束原委托。"],
    )


def test_deputy_must_be_staff_who_may_see_cases(reviewer: User) -> None:
    editor = staff_in_group("editor")
    answer = asked(reviewer, deputy=editor.pk, reason="出差。", **days(0, 1))
    assert answer.context["form"].errors == {"deputy": ["所选人员不能作为代理人，请重新选择。"]}


def test_proxy_is_ended_early_by_the_absent_and_by_the_manager(reviewer: User, deputy: User) -> None:
    own, members = away(reviewer, deputy, 0, 1), away(reviewer, deputy, 3, 4)
    manager = manager_of("first_review")
    assert desk_of(reviewer).post(reverse("inbox:proxy_end", args=[own.pk])).status_code == 302
    assert desk_of(manager).post(reverse("inbox:proxy_end", args=[members.pk])).status_code == 302
    assert list(Proxy.objects.order_by("pk").values_list("ended_by", flat=True)) == [reviewer.pk, manager.pk]


def test_proxy_cannot_be_ended_by_its_deputy_or_twice(reviewer: User, deputy: User) -> None:
    proxy = away(reviewer, deputy)
    address = reverse("inbox:proxy_end", args=[proxy.pk])
    assert desk_of(deputy).post(address).status_code == 403
    assert Proxy.objects.get().ended_at is None
    assert desk_of(reviewer).get(address).status_code == 405
    desk_of(reviewer).post(address)
    ended_at = Proxy.objects.get().ended_at
    again = desk_of(reviewer).post(address, follow=True)
    assert "该委托此前已结束。" in again.text
    assert Proxy.objects.get().ended_at == ended_at


def test_circle_is_refused_naming_whom_the_deputy_stands_for(reviewer: User, deputy: User) -> None:
    away(deputy, reviewer)
    given = {"deputy": deputy.pk, "reason": "病假。", **days(0, 2)}
    own = asked(reviewer, **given)
    assert own.context["form"].non_field_errors() == ["“演示代理”同期已直接或间接委托给您，不能互相委托。"]
    entered = asked(manager_of("first_review"), absent=reviewer.pk, **given)
    assert entered.context["form"].non_field_errors() == [
        "“演示代理”同期已直接或间接委托给“演示经办”，不能互相委托。"
    ]


def test_every_proxy_is_listed_a_page_at_a_time(reviewer: User, deputy: User) -> None:
    over = [
        Proxy(
            absent=reviewer, deputy=deputy, starts_on=day, ends_on=day, reason="病假。",
            created_by=reviewer, created_at=timezone.now(),
        )
        for day in (date(2026, 1, 1) + timedelta(days=n) for n in range(PER_PAGE))
    ]  # fmt: skip
    Proxy.objects.bulk_create(over)
    running = away(reviewer, deputy)
    client, address = desk_of(reviewer), reverse("inbox:proxies")
    pages = [client.get(address, {"page": number}) for number in (1, 2)]
    days_listed = [[row.proxy.starts_on for row in page.context["absences"]] for page in pages]
    newest_first = [proxy.starts_on for proxy in reversed(over)]
    assert days_listed == [[running.starts_on, *newest_first[:-1]], newest_first[-1:]]
    assert "第 26—26 条，共 26 条" in pages[1].text


def tags(user: User, tab: str) -> list[tuple[str, bool]]:
    """What each row of a tab is called, and whether it says 代 演示经办."""
    table = desk_of(user).get(reverse("inbox:list"), {"tab": tab}).context["table"]
    return [(row.get_cell("name"), "代 演示经办" in row.get_cell("hint")) for row in table.paginated_rows]


def test_lists_say_for_whom_a_deputy_acts(reviewer: User, deputy: User) -> None:
    round_ = RoundFactory()
    held, free = started(round=round_), started(round=round_)
    second = signed(started(round=round_), staff_in_group("first_review"))
    task = taken(held, reviewer)
    away(reviewer, deputy)
    names = [process.application.name for process in (held, free, second)]
    assert sorted(tags(deputy, "group")) == sorted(zip(names, (True, True, False), strict=True))
    take_seat(task=Task.objects.get(pk=task.pk), by=deputy, at=timezone.now())
    assert tags(deputy, "mine") == [(names[0], True)]
    sign_task(
        task=Task.objects.get(pk=task.pk), by=deputy, choice="approve", opinion="同意。", at=timezone.now()
    )
    assert tags(deputy, "done") == [(names[0], True)]


def test_inbox_of_a_deputy_costs_the_same_with_one_row_and_with_four(reviewer: User, deputy: User) -> None:
    round_ = RoundFactory()
    started(round=round_)
    away(reviewer, deputy)
    client = desk_of(deputy)

    def look() -> object:
        return client.get(reverse("inbox:list"), {"tab": "group"})

    look()
    one = queries_of(look)
    for _n in range(3):
        started(round=round_)
    assert queries_of(look) == one


def test_staff_without_cases_is_kept_out() -> None:
    for name, args in (("proxies", []), ("proxy_add", [])):
        assert desk_of(StaffFactory()).get(reverse(f"inbox:{name}", args=args)).status_code in {302, 403}


def test_inbox_leads_to_the_proxies(reviewer: User) -> None:
    assert reverse("inbox:proxies") in desk_of(reviewer).get(reverse("inbox:list")).text


def test_list_takes_the_same_queries_for_one_and_three(reviewer: User, deputy: User) -> None:
    client, address = desk_of(reviewer), reverse("inbox:proxies")
    away(reviewer, deputy)
    client.get(address)
    one = queries_of(lambda: client.get(address))
    away(reviewer, deputy, 5, 6)
    away(reviewer, deputy, 8, 9)
    assert queries_of(lambda: client.get(address)) == one
