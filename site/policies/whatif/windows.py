"""公示截止日 of past windows under other parameters (S-5-3, E-4-3)."""

from dataclasses import dataclass
from datetime import date

from policies.calendar import CalendarGapError, DayTest, window_last_day
from policies.whatif.facts import PastWindow


@dataclass(frozen=True)
class WindowShift:
    """A window's last day as it was and as it would have been; `now` is missing where the work calendar ends too early."""

    window: PastWindow
    now: date | None

    @property
    def days(self) -> int:
        """How many calendar days later; negative when earlier."""
        return (self.now - self.window.last_day).days if self.now else 0


def shifted(
    window: PastWindow, *, days: int, is_workdays: bool, is_first_day_counted: bool, is_workday: DayTest
) -> WindowShift:
    """The same opening day, counted anew."""
    try:
        now = window_last_day(
            window.opened_on,
            days,
            is_workday,
            is_first_day_counted=is_first_day_counted,
            is_workdays=is_workdays,
        )
    except CalendarGapError:
        return WindowShift(window, None)
    return WindowShift(window, now)
