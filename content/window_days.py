"""The days of a publicity window as cells: which are counted, which are rest, which is today."""

from datetime import date, timedelta
from typing import NamedTuple

from django.utils.translation import gettext as _

from policies.calendar import workdays_between
from policies.queries import WorkCalendar
from publicity.models import Window


class Day(NamedTuple):
    """One cell: `state` is passed, today, ahead or rest; `ordinal` is 0 for a day that is not counted."""

    date: date
    state: str
    ordinal: int
    note: str
    short: str


def window_days(window: Window, calendar: WorkCalendar, today: date) -> list[Day]:
    """Every day from the 公示之日 to the last day."""
    if window.opened_on is None or window.last_day is None:
        return []
    days, ordinal = [], 0
    for offset in range((window.last_day - window.opened_on).days + 1):
        day = window.opened_on + timedelta(days=offset)
        is_counted = _is_counted(window, calendar, day)
        ordinal += is_counted
        days.append(_cell(window, calendar, day, ordinal if is_counted else 0, today))
    return days


def workdays_left(window: Window, calendar: WorkCalendar, today: date) -> int:
    """Working days after today, up to and including the last day."""
    if window.last_day is None or today >= window.last_day:
        return 0
    return workdays_between(today, window.last_day, calendar.is_workday)


def _is_counted(window: Window, calendar: WorkCalendar, day: date) -> bool:
    if day == window.opened_on and not window.is_first_day_counted:
        return False
    return not window.is_workdays or calendar.is_workday(day)


def _cell(window: Window, calendar: WorkCalendar, day: date, ordinal: int, today: date) -> Day:
    state = "today" if day == today else "passed" if day < today else "ahead"
    if not ordinal and day != window.opened_on:
        rest = calendar.name(day) or _("休息日")
        return Day(day, state if day == today else "rest", 0, _("%s，不计入") % rest, _("休"))
    note = _("第 %s 天") % ordinal if ordinal else _("公示之日")
    short = _("第%s天") % ordinal if ordinal else _("发布")
    if day == window.last_day:
        note, short = _("%s，截止") % note, _("截止")
    if state == "today":
        return Day(day, state, ordinal, _("%s，今日") % note, _("今日"))
    if state == "passed":
        return Day(day, state, ordinal, _("%s，已过") % note, _("已过"))
    return Day(day, state, ordinal, note, short)
