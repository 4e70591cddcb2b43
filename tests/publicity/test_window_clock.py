"""The days of a window, counted by the real door over the real calendar (domain: the vectors of S-5-3 and E-4-3)."""

from datetime import date, timedelta

import pytest

from audit.models import Event
from policies.calendar import CalendarGapError
from policies.models import WorkDay
from publicity.actions import (
    close_window,
    confirm_window,
    open_window,
    recompute_window,
    stamp_published,
)
from publicity.exceptions import (
    NotPublishedError,
    ProvisionalWindowError,
    WindowNotOverError,
    WindowStatusError,
)
from publicity.models import EntryStatus, Window, WindowStatus
from publicity.queries import (
    entry_counts,
    windows_open,
    windows_to_close,
    windows_to_open,
    windows_to_recompute,
)
from tests.factories.accounts import UserFactory
from tests.factories.policies import PolicyFactory
from tests.factories.publicity import OVER, PUBLISHED, bare_window, closed, opened, shanghai

pytestmark = pytest.mark.django_db

NEXT_DAY = [
    ((2023, 3, 20), date(2023, 3, 27)),  # plain
    ((2023, 4, 20), date(2023, 4, 26)),  # Sunday 23 April works
    ((2023, 4, 28), date(2023, 5, 9)),  # 五一; Saturday 6 May works
    ((2023, 9, 27), date(2023, 10, 10)),  # 国庆; 7 and 8 October work
    ((2024, 2, 5), date(2024, 2, 18)),  # 除夕 2024 works; Sunday 18 February works
    ((2026, 2, 13), date(2026, 2, 27)),  # Saturday 14 February works
    ((2026, 9, 18), date(2026, 9, 24)),  # Sunday 20 September works
]
SAME_DAY = [
    ((2023, 3, 20), date(2023, 3, 24)),
    ((2023, 4, 20), date(2023, 4, 25)),
    ((2023, 4, 28), date(2023, 5, 8)),
    ((2023, 9, 27), date(2023, 10, 9)),
    ((2026, 2, 13), date(2026, 2, 26)),
    ((2026, 9, 18), date(2026, 9, 23)),
]


@pytest.mark.clause("S-5-3")
@pytest.mark.clause("E-4-3")
@pytest.mark.parametrize(("published", "last_day"), NEXT_DAY)
def test_window_lasts_five_working_days_from_the_next(published, last_day):
    window = opened(bare_window(), shanghai(*published, 16, 30))
    assert (window.opened_on, window.last_day) == (date(*published), last_day)
    assert window.closes_at == shanghai(last_day.year, last_day.month, last_day.day) + timedelta(days=1)
    assert (window.status, window.is_provisional) == (WindowStatus.OPEN, False)


@pytest.mark.clause("S-5-3")
@pytest.mark.clause("E-4-3")
@pytest.mark.parametrize(("published", "last_day"), SAME_DAY)
def test_window_counts_the_first_day_where_the_policy_says_so(published, last_day):
    policy = PolicyFactory(values={"publicity.start": "same_day"})
    assert opened(bare_window(policy=policy), shanghai(*published, 8)).last_day == last_day


def test_window_belongs_to_the_day_in_china():
    window = opened(bare_window(), shanghai(2023, 3, 20, 0, 5))
    assert window.opened_on == date(2023, 3, 20)


def test_window_keeps_the_rules_it_was_made_with():
    policy = PolicyFactory(values={"publicity.days": 7, "publicity.unit": "calendar"})
    window = bare_window(policy=policy)
    type(policy).objects.filter(pk=policy.pk).update(values={"publicity.days": 5})
    window = opened(window, shanghai(2023, 3, 20, 9))
    assert (window.days, window.is_workdays, window.last_day) == (7, False, date(2023, 3, 27))


def test_publishing_again_does_not_restart():
    window = opened(bare_window())
    assert stamp_published(window=window, at=PUBLISHED + timedelta(days=2)) is False
    with pytest.raises(WindowStatusError):
        open_window(window=window, at=PUBLISHED + timedelta(days=2))
    window.refresh_from_db()
    assert (window.published_at, window.last_day) == (PUBLISHED, date(2026, 9, 24))


def test_first_stamp_stays_before_the_window_opens():
    window = bare_window(published_at=PUBLISHED)
    assert stamp_published(window=window, at=PUBLISHED + timedelta(hours=1)) is False
    assert Window.objects.get(pk=window.pk).published_at == PUBLISHED


def test_window_does_not_open_before_its_page_is_published():
    with pytest.raises(NotPublishedError):
        open_window(window=bare_window(), at=PUBLISHED)


def test_window_stays_prepared_where_the_calendar_ends():
    WorkDay.objects.filter(date__gte=date(2026, 9, 22)).delete()
    window = bare_window(published_at=PUBLISHED)
    with pytest.raises(CalendarGapError):
        open_window(window=window, at=PUBLISHED)
    window.refresh_from_db()
    assert (window.status, window.opened_on) == (WindowStatus.PREPARED, None)
    assert list(windows_to_open(PUBLISHED)) == [window]


def test_window_closes_at_the_end_of_its_last_day():
    window = opened(bare_window())
    with pytest.raises(WindowNotOverError):
        close_window(window=window, at=OVER - timedelta(seconds=1))
    assert close_window(window=window, at=OVER).status == WindowStatus.CLOSED


def provisional_window():
    return opened(bare_window(), shanghai(2026, 12, 28, 9))


@pytest.mark.clause("S-5-3")
def test_provisional_window_cannot_close():
    window = provisional_window()
    assert window.is_provisional
    assert list(windows_to_close(shanghai(2027, 6, 1))) == []
    with pytest.raises(ProvisionalWindowError):
        close_window(window=window, at=shanghai(2027, 6, 1))


@pytest.mark.clause("S-5-3")
def test_provisional_window_follows_the_confirmed_calendar():
    window = provisional_window()
    rest = [date(2027, 1, 1), date(2027, 1, 2), date(2027, 1, 3), date(2027, 1, 4)]
    WorkDay.objects.filter(date__year=2027).update(is_confirmed=True)
    WorkDay.objects.filter(date__in=rest).update(is_workday=False)
    assert list(windows_to_recompute()) == [window]
    window = recompute_window(window=window, at=shanghai(2026, 12, 29))
    # 29, 30, 31 December, 5 and 6 January
    assert (window.last_day, window.is_provisional) == (date(2027, 1, 6), False)
    assert window.closes_at == shanghai(2027, 1, 7)
    assert list(windows_to_recompute()) == []


def test_recomputing_the_same_days_leaves_no_trace():
    window = provisional_window()
    recompute_window(window=window, at=shanghai(2026, 12, 29))
    assert not Event.objects.filter(verb="window.recompute").exists()


def test_announced_final_day_never_changes():
    window = opened(bare_window())
    WorkDay.objects.filter(date__gte=date(2026, 9, 18)).update(is_workday=True)
    assert recompute_window(window=window, at=PUBLISHED).last_day == date(2026, 9, 24)


def test_window_goes_from_published_to_confirmed():
    by = UserFactory()
    window = confirm_window(window=closed(bare_window()), by=by, at=OVER)
    assert (window.status, window.confirmed_by, window.confirmed_at) == (WindowStatus.CONFIRMED, by, OVER)
    assert entry_counts(window) == {"listed": 0, "held": 0, "released": 2, "dropped": 0, "withdrawn": 0}
    entry = window.entries.first()
    assert (entry.status, entry.settled_at, entry.settled_by) == (EntryStatus.RELEASED, OVER, by)
    verbs = Event.objects.filter(target_type="publicity.window", target_id=window.pk).order_by("id")
    assert list(verbs.values_list("verb", flat=True)) == [
        "window.create",
        "window.prepare",
        "window.stamp_published",
        "window.open",
        "window.close",
        "window.confirm",
    ]


def test_open_window_cannot_be_confirmed():
    window = opened(bare_window())
    with pytest.raises(WindowStatusError, match="公示当前状态为“公示中”，不能进行此操作。"):
        confirm_window(window=window, by=UserFactory(), at=OVER)
    assert list(windows_open()) == [window]
