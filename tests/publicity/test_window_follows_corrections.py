"""The calendar changes while a window is open: its last day follows, is told once, and keeps what was promised."""

from datetime import date, timedelta

import pytest

from audit.models import Event
from messaging.models import Message
from policies.calendar import workdays_between
from policies.calendar_actions import confirm_correction, confirm_year, import_year, propose_correction
from policies.queries import calendar_from
from policies.seeding import SpecialDay
from publicity.models import Window, WindowStatus
from tests.factories.accounts import UserFactory
from tests.factories.publicity import bare_window, confirmed, gathered_window, opened, shanghai
from workflows.publicity.actions import advance_window, advance_windows

pytestmark = [pytest.mark.django_db, pytest.mark.clause("S-5-3"), pytest.mark.clause("E-4-3")]

REST, WORK = SpecialDay(is_workday=False, name="中秋节"), SpecialDay(is_workday=True)
DURING = shanghai(2026, 9, 21, 10)  # the window runs from 18 to 24 September


def corrected(said, at=DURING):
    year = min(said).year
    change = propose_correction(
        year=year, special_days=said, source="（演示）通知", reason="放假安排调整", by=UserFactory(), at=at
    )
    return confirm_correction(change=change, by=UserFactory(), at=at)


def advanced(window, at=DURING):
    advance_window(window_pk=window.pk, at=at)  # the process
    advance_window(window_pk=window.pk, at=at)
    return Window.objects.get(pk=window.pk)


def dates(window):
    return window.last_day, window.closes_at, window.is_provisional, window.status


def told(kind):
    return list(Message.objects.filter(template__key=kind).order_by("pk").values_list("text", flat=True))


def test_new_day_of_rest_moves_the_last_day_and_says_so():
    window = opened(gathered_window(count=2))
    corrected({date(2026, 9, 23): REST})
    window = advanced(window)
    assert dates(window) == (date(2026, 9, 28), shanghai(2026, 9, 29), False, WindowStatus.OPEN)
    assert (window.last_day_before, window.last_day_moved_on) == (date(2026, 9, 24), date(2026, 9, 21))
    event = Event.objects.get(verb="window.recompute")
    assert (event.before["last_day"], event.after["last_day"]) == ("2026-09-24", "2026-09-28")
    assert len(told("publicity_dated")) == 2
    assert all("公示期至2026年9月28日，以公示页面为准" in text for text in told("publicity_dated"))
    officer = Message.objects.get(template__key="window_dated")
    assert (officer.recipient, officer.channel) == (window.created_by, "site")


def test_sweep_recounts_once_and_tells_once():
    window = opened(gathered_window(count=1))
    corrected({date(2026, 9, 23): REST})
    window = advanced(advanced(window))
    assert window.calendar_revision == 1
    assert (Event.objects.filter(verb="window.recompute").count(), len(told("publicity_dated"))) == (1, 1)


def test_promised_last_day_does_not_come_nearer_and_holds_its_five_working_days():
    window = opened(bare_window())
    corrected({date(2026, 9, 19): WORK})
    window = advanced(window)
    assert (window.last_day, window.last_day_before, window.calendar_revision) == (date(2026, 9, 24), None, 1)
    is_workday = calendar_from(date(2026, 9, 18)).is_workday
    assert workdays_between(date(2026, 9, 18), window.last_day, is_workday) == 6
    assert not Event.objects.filter(verb="window.recompute").exists()


def test_last_day_that_had_passed_when_the_calendar_changed_stays():
    window = opened(bare_window())
    corrected({date(2026, 9, 23): REST}, at=shanghai(2026, 9, 25))
    window = advanced(window, at=shanghai(2026, 9, 25, 0, 1))
    assert (window.last_day, window.status) == (date(2026, 9, 24), WindowStatus.CLOSED)


def test_correction_before_the_end_counts_even_when_the_sweep_comes_after_it():
    window = opened(bare_window())
    corrected({date(2026, 9, 23): REST}, at=shanghai(2026, 9, 24, 23, 59))
    window = advanced(window, at=shanghai(2026, 9, 25, 9))
    assert (window.last_day, window.status) == (date(2026, 9, 28), WindowStatus.OPEN)


def test_confirmed_window_never_moves():
    window = confirmed(bare_window())
    corrected({date(2026, 9, 23): REST})
    assert advanced(window).last_day == date(2026, 9, 24)


def test_days_outside_the_window_change_nothing():
    window = opened(gathered_window(count=1))
    corrected({date(2026, 11, 4): REST})
    window = advanced(window)
    assert (window.last_day, window.calendar_revision, told("publicity_dated")) == (date(2026, 9, 24), 1, [])


def test_correction_into_an_unconfirmed_year_makes_the_last_day_provisional():
    window = opened(bare_window(), shanghai(2026, 12, 24, 9))
    assert dates(window)[::2] == (date(2026, 12, 31), False)
    corrected({date(2026, 12, 30): REST}, at=shanghai(2026, 12, 28))
    window = advanced(window, at=shanghai(2026, 12, 28))
    assert dates(window)[::2] == (date(2027, 1, 4), True)


def test_window_over_new_year_closes_only_once_the_year_is_confirmed_and_then_at_once():
    window = opened(gathered_window(count=1), shanghai(2026, 12, 28, 9))
    assert dates(window)[::2] == (date(2027, 1, 5), True)
    late = shanghai(2027, 1, 8)
    assert advanced(window, at=late).status == WindowStatus.OPEN
    confirm_year(year=2027, by=UserFactory(), at=late)
    window = advanced(window, at=late)
    assert dates(window) == (date(2027, 1, 5), shanghai(2027, 1, 6), False, WindowStatus.CLOSED)
    assert [text.split("公示期")[1] for text in told("publicity_dated")] == [
        "至2027年1月5日，以公示页面为准。"
    ]


def test_provisional_last_day_follows_the_imported_notice_and_is_told_each_time():
    window = opened(gathered_window(count=1), shanghai(2026, 12, 28, 9))
    at = shanghai(2026, 12, 29)
    import_year(
        year=2027,
        special_days={date(2027, 1, day): SpecialDay(is_workday=False, name="元旦") for day in (1, 4)},
        source="（演示）通知",
        by=UserFactory(),
        at=at,
    )
    assert dates(advanced(window, at=at))[::2] == (date(2027, 1, 6), True)
    confirm_year(year=2027, by=UserFactory(), at=at)
    window = advanced(window, at=at)
    assert dates(window)[::2] == (date(2027, 1, 6), False)
    assert ["暂定" in text for text in told("publicity_dated")] == [True, False]
    assert window.last_day_before == date(2027, 1, 5)


def test_provisional_last_day_never_moves_into_the_past():
    window = opened(bare_window(), shanghai(2026, 12, 28, 9))
    at = shanghai(2027, 1, 5, 12)
    import_year(year=2027, special_days={}, source="（演示）通知", by=UserFactory(), at=at)
    confirm_year(
        year=2027, by=UserFactory(), at=at
    )  # 1 January works now: counted, the last day were the 4th
    window = advanced(window, at=at)
    assert dates(window)[::2] == (date(2027, 1, 5), False)
    assert advanced(window, at=window.closes_at - timedelta(seconds=1)).status == WindowStatus.OPEN


def test_correction_moves_the_windows_at_once(django_capture_on_commit_callbacks):
    window = opened(bare_window(), shanghai(2026, 12, 28, 9))
    advance_window(window_pk=window.pk, at=shanghai(2026, 12, 28, 10))
    with django_capture_on_commit_callbacks(execute=True):
        confirm_year(year=2027, by=UserFactory(), at=shanghai(2026, 12, 29))
    assert Window.objects.get(pk=window.pk).is_provisional is False
    assert advance_windows() == 0
