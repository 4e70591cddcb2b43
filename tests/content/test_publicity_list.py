from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from content.models import HomePage, PublicityIndexPage, PublicityPage
from policies.queries import policy_in_force
from publicity.models import Window, WindowStatus
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def _publish(number: int, status: WindowStatus) -> PublicityPage:
    by = UserFactory.create()
    is_over = status == WindowStatus.CONFIRMED
    window = Window.objects.create(
        title=f"第{number}批",
        policy=policy_in_force(timezone.localdate()),
        status=status,
        days=5,
        published_at=datetime(2026, 11, 19, tzinfo=UTC),
        opened_on=date(2026, 11, 19),
        last_day=date(2026, 11, 26),
        closes_at=datetime(2026, 11, 26, 16, tzinfo=UTC),
        confirmed_at=timezone.now() if is_over else None,
        confirmed_by=by if is_over else None,
        created_by=by,
    )
    index = PublicityIndexPage.objects.get()
    page: PublicityPage = index.add_child(
        instance=PublicityPage(
            title=window.title,
            slug=f"w{number}",
            window=window,
            issuer="中心",
            objection_phone="010-0000 0000",
            body=[("paragraph", "现予公示。")],
        )
    )
    return page


def test_running_and_ended_stand_apart(home: HomePage, client: Client) -> None:
    _publish(1, WindowStatus.OPEN)
    _publish(2, WindowStatus.CONFIRMED)

    context = client.get("/publicity/").context

    assert [one.page.title for one in context["running"]] == ["第1批"]
    assert [one.page.title for one in context["ended"]] == ["第2批"]


def test_draft_page_is_not_listed(home: HomePage, client: Client) -> None:
    page = _publish(1, WindowStatus.OPEN)
    page.unpublish()

    assert "第1批" not in client.get("/publicity/").text


def test_bar_shows_the_counted_days_only(home: HomePage, client: Client) -> None:
    _publish(1, WindowStatus.OPEN)

    html = client.get("/").text
    bar = html[html.index('class="daybar"') :].split("</ol>")[0]

    assert bar.count("<li") == 5


@pytest.mark.parametrize("path", ["/", "/publicity/"])
def test_list_costs_the_same_for_one_and_thirty(home: HomePage, client: Client, path: str) -> None:
    _publish(0, WindowStatus.OPEN)
    client.get(path)
    with CaptureQueriesContext(connection) as one:
        client.get(path)
    for number in range(1, 30):
        _publish(number, WindowStatus.OPEN)
    with CaptureQueriesContext(connection) as thirty:
        client.get(path)

    assert len(thirty) == len(one)
