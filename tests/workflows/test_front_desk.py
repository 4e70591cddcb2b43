"""The first page of the staff: what waits for whom."""

import pytest
from django.test import Client

from tests.factories.accounts import staff_in_group
from tests.factories.publicity import bare_window
from tests.factories.recruitment import submitted_station
from tests.factories.workflows import started
from tests.queries import queries_of
from workflows.front_desk import waiting_for

pytestmark = pytest.mark.django_db


def said(user):
    return [(str(row.title), row.mine, row.group) for row in waiting_for(user)]


def test_reviewer_sees_the_cases_of_the_group():
    started(submitted_station())
    started(submitted_station())

    assert said(staff_in_group("first_review")) == [("申报审核", 0, 2)]


def test_nobody_sees_what_waits_for_another_group():
    started(submitted_station())

    assert said(staff_in_group("second_review")) == []


def test_editor_finds_the_page_to_publish(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        bare_window()

    assert said(staff_in_group("editor")) == [("发布公示页面", 0, 1)]


def test_query_count_does_not_grow_with_the_tasks():
    reviewer = staff_in_group("first_review")
    counts = []
    for more in (1, 5):
        for _ in range(more):
            started(submitted_station())
        counts.append(queries_of(lambda: waiting_for(reviewer)))

    assert counts[0] == counts[1]


def test_first_page_says_so_when_nothing_waits(client: Client):
    client.force_login(staff_in_group("decision_maker"))

    assert "现在没有等您处理的事项" in client.get("/admin/").text
