"""The desk: the inbox's lists and the case page, as their readers get them."""

from datetime import timedelta
from functools import partial

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.models import Event
from recruitment.actions import retract_application
from recruitment.enums import Status
from recruitment.models import Application
from tests.factories.accounts import UserFactory, staff_in_group
from tests.factories.recruitment import RoundFactory, submitted_expert, submitted_station
from tests.factories.workflows import open_task, signed, started, taken
from tests.queries import queries_of
from workflows.review.models import StageRun, Vote

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviewer(client):
    person = staff_in_group("first_review")
    client.force_login(person)
    return person


def case_url(task):
    return reverse("tasks:open", args=[task.process_id, task.pk])


def rows(response):
    return [row.get_cell("name") for row in response.context["table"].paginated_rows]


def tab_numbers(client, tab):
    return [count for _key, _label, count in client.get(reverse("inbox:list"), {"tab": tab}).context["tabs"]]


def test_inbox_has_a_list_for_each_question(client, reviewer):
    round_ = RoundFactory()
    mine, free, done = (started(round=round_) for _ in range(3))
    taken(mine, reviewer)
    signed(done, reviewer)
    names = {
        tab: sorted(rows(client.get(reverse("inbox:list"), {"tab": tab})))
        for tab in ("mine", "group", "all", "done")
    }
    assert names["mine"] == [mine.application.name]
    assert names["group"] == [free.application.name]
    assert names["all"] == sorted(process.application.name for process in (mine, free, done))
    assert names["done"] == [done.application.name]
    assert tab_numbers(client, "mine") == [1, 1, 0, None, None]  # ledgers are counted where they are open
    assert tab_numbers(client, "all") == [1, 1, 0, 3, None]
    assert tab_numbers(client, "done") == [1, 1, 0, None, 1]


@pytest.mark.clause("S-5-P")
def test_priority_titles_come_first_then_what_is_due_first(client, reviewer):
    round_ = RoundFactory()
    late, early = started(round=round_), started(round=round_)
    titled = started(round=round_, priority_title="platform")
    StageRun.objects.filter(process=early).update(due_on=timezone.localdate() - timedelta(days=3))
    listed = rows(client.get(reverse("inbox:list"), {"tab": "group"}))
    assert listed == [process.application.name for process in (titled, early, late)]


def test_overdue_comes_before_today_and_the_rest_after_every_priority_title(client, reviewer):
    round_, today = RoundFactory(), timezone.localdate()
    free, over, titled_over, ends_today, titled_free = (
        started(round=round_, priority_title=title) for title in ("", "", "platform", "", "platform")
    )
    for case, days in ((over, -3), (titled_over, -1), (ends_today, 0), (free, 2), (titled_free, 5)):
        StageRun.objects.filter(process=case).update(due_on=today + timedelta(days=days))
    listed = rows(client.get(reverse("inbox:list"), {"tab": "group"}))
    in_order = [titled_over, titled_free, over, ends_today, free]
    assert listed == [process.application.name for process in in_order]


def test_what_nobody_has_taken_comes_before_what_somebody_holds(client, reviewer):
    round_ = RoundFactory()
    held, free = started(round=round_), started(round=round_)
    taken(held, reviewer)
    StageRun.objects.update(due_on=timezone.localdate() + timedelta(days=3))
    listed = rows(client.get(reverse("inbox:list"), {"tab": "all"}))
    assert listed == [free.application.name, held.application.name]


@pytest.mark.clause("S-5-P")
def test_priority_title_exempts_from_no_condition():
    titled, plain = started(priority_title="platform").application, started().application
    assert titled.is_priority
    asked = set(plain.findings.values_list("article", "label", "is_hard"))
    assert asked <= set(titled.findings.values_list("article", "label", "is_hard"))


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"kind": "expert"}, ["expert"]),
        ({"province": "33"}, ["expert", "station"]),
        ({"province": "11"}, []),
        ({"stage": "复审"}, []),
        ({"overdue": "on"}, ["station"]),
        ({"text": "钱湾"}, ["station"]),
        ({"text": "'; DROP TABLE--"}, []),
        ({"kind": "no-such-kind"}, []),
    ],
)
def test_inbox_is_narrowed_by(client, reviewer, given, expected):
    round_ = RoundFactory()
    station, expert = started(submitted_station(round=round_)), started(submitted_expert(round=round_))
    StageRun.objects.filter(process=station).update(due_on=timezone.localdate() - timedelta(days=3))
    kinds = {station.application.name: "station", expert.application.name: "expert"}
    listed = rows(client.get(reverse("inbox:list"), {"tab": "group", **given}))
    assert sorted(kinds[name] for name in listed) == expected or given == {"kind": "no-such-kind"}


COSTS = {"mine": 22, "group": 25, "all": 24, "done": 23}
"""Statements of each tab of the inbox, as many for one row as for a full page."""


@pytest.mark.slow
def test_inbox_asks_the_database_the_same_with_one_row_and_with_thirty(client, reviewer):
    url = reverse("inbox:list")
    cases = [started() for _ in range(3)]
    taken(cases[0], reviewer)
    signed(cases[1], reviewer)
    client.get(url)  # fills Wagtail's caches
    one = {tab: queries_of(partial(client.get, url, {"tab": tab})) for tab in COSTS}
    round_ = RoundFactory()
    more = [started(round=round_, priority_title="platform") for _ in range(29)]
    taken(more[0], reviewer)
    signed(more[1], reviewer)
    thirty = {tab: queries_of(partial(client.get, url, {"tab": tab})) for tab in COSTS}
    assert (one, thirty) == (COSTS, COSTS)
    assert len(rows(client.get(url, {"tab": "group"}))) == 20


def test_full_tab_has_a_second_page_in_the_same_order(client, reviewer):
    round_ = RoundFactory()
    names = [started(round=round_).application.name for _ in range(21)]
    listed = [rows(client.get(reverse("inbox:list"), {"tab": "group", "page": page})) for page in (1, 2)]
    assert listed == [names[:20], names[20:]]


def test_case_is_read_by_staff_and_signed_only_by_its_owner(client, reviewer):
    process = started()
    response = client.get(case_url(open_task(process)))
    assert response.status_code == 200
    page = response.content.decode()
    assert process.application.name in page
    assert "领取并审核" in page
    assert 'name="choice"' not in page


def test_every_row_knows_its_case_for_the_keys(client, reviewer):
    task = open_task(started())
    page = client.get(reverse("inbox:list"), {"tab": "group"}).content.decode()
    assert f'data-href="{case_url(task)}"' in page


def test_case_masks_the_mobile_and_records_who_saw_it(client, reviewer):
    process = started()
    task = open_task(process)
    assert "19900009999" not in client.get(case_url(task)).content.decode()
    response = client.post(reverse("inbox:reveal", args=[process.pk, task.pk]), follow=True)
    assert "19900009999" in response.content.decode()
    assert "19900009999" not in client.get(case_url(task)).content.decode()
    event = Event.objects.get(verb="application.reveal_mobile")
    assert (event.actor, event.target_id) == (reviewer, process.application_id)
    assert "19900009999" not in f"{event.before}{event.after}"


@pytest.mark.clause("S-5-2")
@pytest.mark.parametrize(
    ("posted", "sentence"),
    [
        ({"choice": "refuse", "opinion": ""}, "请填写审核意见。"),
        ({"choice": "approve", "opinion": "   "}, "请填写审核意见。"),
        ({"opinion": "同意"}, "请选择审核结论。"),
        ({"choice": "crown", "opinion": "同意"}, "请选择当前环节允许的审核结论。"),
        ({"choice": "approve", "opinion": "长" * 2001}, "2000"),
    ],
)
def test_bad_answer_gets_a_sentence_and_changes_nothing(client, reviewer, posted, sentence):
    process = started()
    response = client.post(case_url(taken(process, reviewer)), posted)
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert not Vote.objects.exists()


@pytest.mark.clause("S-5-2")
def test_supplement_is_offered_only_as_often_as_the_policy_allows(client, reviewer):
    process = started()
    Application.objects.filter(pk=process.application_id).update(supplement_count=1)
    url = case_url(taken(process, reviewer))
    assert "is-supplement" not in client.get(url).content.decode()
    assert client.post(url, {"choice": "supplement", "opinion": "再补"}).status_code == 422
    assert Application.objects.get(process=process).status == Status.REVIEWING


def test_answer_moves_the_flow_and_shows_the_next_case(client, reviewer):
    round_ = RoundFactory()
    first, second = started(round=round_), started(round=round_)
    task, following = taken(first, reviewer), taken(second, reviewer)
    response = client.post(case_url(task), {"choice": "approve", "opinion": "属实。", "and_next": "1"})
    assert response.status_code == 302
    assert response["Location"] == case_url(following) + "?tab=mine"
    assert Vote.objects.get().opinion == "属实。"
    assert open_task(first).flow_task.name == "sign"


def test_member_without_a_desk_is_sent_away(client):
    client.force_login(UserFactory())
    assert client.get(reverse("inbox:list")).status_code == 302


def test_editor_may_not_open_the_inbox_or_a_case(client):
    process = started()
    client.force_login(staff_in_group("editor"))
    assert client.get(reverse("inbox:list")).status_code == 302
    assert client.get(case_url(open_task(process))).status_code == 403


def test_next_case_is_claimed_by_urgency_and_skips_what_one_may_not_sign(client, reviewer):
    round_ = RoundFactory()
    later = started(round=round_)
    own = submitted_station(round=round_, priority_title="platform")
    own.organisation.memberships.create(user=reviewer)
    started(own)
    response = client.post(reverse("inbox:claim_next"))
    assert response["Location"] == case_url(open_task(later))
    assert open_task(later).owner == reviewer
    assert client.post(reverse("inbox:claim_next"))["Location"] == reverse("inbox:list")


def test_retracted_case_can_no_longer_be_claimed(client, reviewer):
    process = started()
    task = open_task(process)
    application = process.application
    retract_application(application=application, by=application.applicant, at=timezone.now())
    response = client.post(reverse("tasks:claim", args=[process.pk, task.pk]))
    assert response.status_code == 409
    assert "已撤回" in response.content.decode()
    assert open_task(process).owner is None


def test_script_in_an_opinion_stays_text(client, reviewer):
    process = started()
    task = taken(process, reviewer)
    client.post(case_url(task), {"choice": "approve", "opinion": "<script>alert(1)</script>"})
    page = client.get(case_url(open_task(process))).content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize(
    "address", ["/admin/tasks/99999999999999999999/1/", "/admin/tasks/1/99999999999999999999/"]
)
def test_absurd_numbers_are_not_found(client, reviewer, address):
    assert client.get(f"/admin/{address}").status_code in {404, 405}
    assert client.post(f"/admin/{address}").status_code == 404
