"""The publicity desk: who may do what, and what the pages cost."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from console.publicity.forms import in_chinese
from policies.enums import Kind
from publicity.models import EntryStatus, Window
from recruitment.enums import Status
from recruitment.models import Application
from tests.factories.accounts import staff_in_group
from tests.factories.publicity import (
    bare_window,
    confirmed,
    gathered_window,
    opened,
    passed_application,
    passed_applications,
)
from tests.factories.recruitment import RoundFactory

pytestmark = pytest.mark.django_db

LIST, CANDIDATES, GATHER = "/admin/publicity/", "/admin/publicity/candidates/", "/admin/publicity/gather/"


@pytest.fixture
def officer(client):
    person = staff_in_group("publicity_officer")
    client.force_login(person)
    return person


def is_refused(response):
    """Wagtail turns a denied permission into a message on its first page."""
    return (response.status_code, response.get("Location")) == (302, "/admin/")


def queries(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_candidates_cost_the_same_for_one_and_thirty(client, officer):
    round_ = RoundFactory()
    passed_application(round=round_)
    one = queries(client, CANDIDATES)
    passed_applications(29, round=round_)
    assert queries(client, CANDIDATES) == one


def test_windows_cost_the_same_for_one_and_thirty(client, officer):
    bare_window()
    one = queries(client, LIST)
    for _ in range(29):
        bare_window()
    assert queries(client, LIST) == one


def test_entries_cost_the_same_for_one_and_thirty(client, officer):
    small = opened(bare_window(["(演示)甲园区"]))
    large = opened(bare_window([f"(演示)园区{n}" for n in range(30)]))
    detail = [reverse("windows:detail", args=[window.pk]) for window in (small, large)]
    assert queries(client, detail[0]) == queries(client, detail[1])


def test_officer_gathers_what_was_ticked(client, officer):
    first, second = passed_applications(2)
    shown = client.post(GATHER, {"chosen": [first.pk]})
    assert shown.context["applications"] == str(first.pk)
    title = shown.context["form"].initial["title"]
    assert title.endswith("年第一批中小企业志愿服务工作站拟认定名单的公示")
    response = client.post(GATHER, {"applications": str(first.pk), "title": title})
    window = Window.objects.get()
    assert response["Location"] == reverse("windows:detail", args=[window.pk])
    assert (window.title, window.created_by) == (title, officer)
    second.refresh_from_db()
    assert (window.entries.get().name, second.status) == (first.name, Status.PASSED)


def test_everyone_means_everyone_of_the_filter(client, officer):
    round_ = RoundFactory()
    passed_application(round=round_)
    expert = passed_application(Kind.EXPERT, round=round_)
    shown = client.post(GATHER, {"everyone": "1", "query": "kind=expert"})
    assert shown.context["applications"] == str(expert.pk)
    assert (shown.context["stations"], shown.context["experts"]) == (0, 1)


def test_late_choice_is_refused_in_words(client, officer):
    chosen = passed_applications(1)
    gathered_window(chosen)
    response = client.post(GATHER, {"applications": str(chosen[0].pk), "title": "公示"})
    assert response.status_code == 409
    assert chosen[0].number in response.content.decode()
    assert Window.objects.count() == 1


def test_empty_choice_returns_to_the_candidates(client, officer):
    assert client.post(GATHER)["Location"] == CANDIDATES


def test_officer_holds_releases_and_drops(client, officer):
    window = opened(gathered_window(count=1))
    entry = window.entries.get()

    def act(verb, reason="经核实。"):
        response = client.post(reverse(f"windows:{verb}", args=[entry.pk]), {"reason": reason})
        entry.refresh_from_db()
        return response.status_code, entry.status

    assert act("hold", reason=" ") == (422, EntryStatus.LISTED)
    assert act("hold") == (302, EntryStatus.HELD)
    assert act("hold") == (422, EntryStatus.HELD)
    assert act("release") == (302, EntryStatus.LISTED)
    act("hold")
    assert act("drop") == (302, EntryStatus.DROPPED)
    assert Application.objects.get(entry=entry).decision_reason == "经核实。"


@pytest.mark.parametrize("code", ["editor", "decision_maker", "administrator"])
def test_viewers_see_windows_and_may_not_act(client, code):
    window = opened(bare_window())
    client.force_login(staff_in_group(code))
    entry = window.entries.first()
    assert client.get(LIST).status_code == 200
    assert client.get(reverse("windows:detail", args=[window.pk])).status_code == 200
    assert is_refused(client.get(CANDIDATES))
    assert is_refused(client.post(GATHER))
    for verb in ("hold", "release", "drop"):
        assert is_refused(client.post(reverse(f"windows:{verb}", args=[entry.pk]), {"reason": "x"}))
    entry.refresh_from_db()
    assert entry.status == EntryStatus.LISTED


def test_reviewer_has_no_publicity_desk(client):
    client.force_login(staff_in_group("first_review"))
    assert is_refused(client.get(LIST))


def test_confirmed_window_shows_how_many_are_recognized(client, officer):
    window = confirmed(gathered_window(count=2))
    page = client.get(reverse("windows:detail", args=[window.pk]))
    assert page.context["progress"] == (0, 2)
    assert "0 / 2" in page.content.decode()


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (21, "二十一"), (100, "100")],
)
def test_batches_are_numbered_in_chinese(number, words):
    assert in_chinese(number) == words
