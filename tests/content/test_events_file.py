"""Events leave as iCalendar that every calendar reads (RFC 5545)."""

from datetime import datetime
from types import SimpleNamespace
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from content.icalendar import calendar_file, escaped, folded
from content.models import CalendarPage, EventPage, HomePage

SHANGHAI = ZoneInfo("Asia/Shanghai")


def event(**values: Any) -> SimpleNamespace:
    starts_at, ends_at = (
        datetime(2026, 12, 3, 14, tzinfo=SHANGHAI),
        datetime(2026, 12, 3, 16, 30, tzinfo=SHANGHAI),
    )
    plain = {"translation_key": UUID(int=7), "title": "融资政策宣讲", "summary": "政策解读", "starts_at": starts_at, "ends_at": ends_at, "first_day": starts_at.date(), "last_day": ends_at.date(), "is_all_day": False, "is_cancelled": False, "place": "报告厅", "online_url": "", "audience": "", "signup_url": "", "last_published_at": datetime(2026, 11, 2, 9, tzinfo=SHANGHAI), "latest_revision_created_at": None}  # fmt: skip
    return SimpleNamespace(**{**plain, **values})


def lines(*events: SimpleNamespace) -> list[str]:
    content = calendar_file(events, name="活动", address=lambda one: "https://example.org/events/1/")
    return content.decode().replace("\r\n ", "").split("\r\n")


def test_event_carries_hours_in_shanghai_and_a_steady_uid() -> None:
    found = lines(event())

    assert found[found.index("BEGIN:VEVENT") : found.index("END:VEVENT")] == [
        "BEGIN:VEVENT",
        "UID:00000000-0000-0000-0000-000000000007@yiqi",
        "DTSTAMP:20261102T010000Z",
        "LAST-MODIFIED:20261102T010000Z",
        "DTSTART;TZID=Asia/Shanghai:20261203T140000",
        "DTEND;TZID=Asia/Shanghai:20261203T163000",
        "SUMMARY:融资政策宣讲",
        "DESCRIPTION:政策解读\\nhttps://example.org/events/1/",
        "LOCATION:报告厅",
        "URL:https://example.org/events/1/",
        "STATUS:CONFIRMED",
    ]
    assert found[-2:] == ["END:VCALENDAR", ""]


def test_whole_day_ends_on_the_day_after() -> None:
    found = lines(event(is_all_day=True, last_day=datetime(2026, 12, 5).date()))

    assert "DTSTART;VALUE=DATE:20261203" in found
    assert "DTEND;VALUE=DATE:20261206" in found


def test_cancelled_event_says_so() -> None:
    assert "STATUS:CANCELLED" in lines(event(is_cancelled=True))


def test_text_is_escaped() -> None:
    assert escaped("甲;乙,丙\\丁\r\n戊\x07") == "甲\\;乙\\,丙\\\\丁\\n戊"


def test_no_line_is_longer_than_75_octets_and_no_character_is_cut() -> None:
    content = calendar_file(
        [event(title="关于" * 60)], name="活动", address=lambda one: "https://example.org/"
    )
    rows = content.split(b"\r\n")

    assert max(len(row) for row in rows) <= 75
    assert [row.decode() for row in rows]
    assert "SUMMARY:" + "关于" * 60 in content.decode().replace("\r\n ", "")


def test_line_of_75_octets_is_left_whole() -> None:
    assert folded("a" * 75) == "a" * 75
    assert folded("a" * 76) == "a" * 75 + "\r\n a"


def planted(**values: Any) -> EventPage:
    at = datetime(2026, 12, 3, 14, tzinfo=SHANGHAI)
    return CalendarPage.objects.get().add_child(instance=EventPage(title="融资政策宣讲", slug="e", summary="政策解读", starts_at=at, ends_at=at.replace(hour=16), place="报告厅", **values))  # fmt: skip


@pytest.mark.django_db
def test_one_event_and_all_events_are_files(home: HomePage, client: Client) -> None:
    page = planted()
    one, every = client.get(f"/events/{page.pk}.ics"), client.get("/events/calendar.ics")

    assert one["Content-Type"] == "text/calendar; charset=utf-8"
    assert "URL:http://testserver/events/e/" in one.text
    assert [response.text.count("BEGIN:VEVENT") for response in (one, every)] == [1, 1]


@pytest.mark.django_db
def test_draft_event_is_in_no_file(home: HomePage, client: Client) -> None:
    page = planted(live=False)

    assert client.get(f"/events/{page.pk}.ics").status_code == 404
    assert "BEGIN:VEVENT" not in client.get("/events/calendar.ics").text
