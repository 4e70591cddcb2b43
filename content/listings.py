"""What the list pages and the home page show of pages and windows, in a constant number of queries."""

from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, QuerySet
from django.utils import timezone
from wagtail.models import Page

from content.notice_pages import NoticePage
from content.rules_pages import RulesPage
from content.window_days import Day, window_days, workdays_left
from policies.queries import WorkCalendar, calendar_from
from publicity.models import Window, WindowStatus
from recruitment.models import Round


class ListedWindow(NamedTuple):
    """A 公示 page with its window, counted and drawn day by day while it runs."""

    page: Page
    window: Window
    entries: int
    days: list[Day]
    days_left: int

    @property
    def is_open(self) -> bool:
        return self.window.status == WindowStatus.OPEN


def listed_notices(under: Page) -> QuerySet[Any]:
    """Live notices below a page, newest first."""
    return NoticePage.objects.live().descendant_of(under).order_by("-first_published_at", "-pk")


def notice_of(one: Round) -> NoticePage | None:
    """The live notice that announces a round."""
    notice: NoticePage | None = (
        NoticePage.objects.live().filter(round=one).order_by("-first_published_at").first()
    )
    return notice


def rules_pages_under(index: Page) -> QuerySet[Any]:
    """Live rules pages below the index, with their regulation."""
    return RulesPage.objects.live().child_of(index).select_related("regulation").order_by("regulation__order")


def listed_windows(under: Page, *, only_open: bool = False, today: date | None = None) -> list[ListedWindow]:
    """Live 公示 pages below a page, each with its window, the newest window first."""
    pages = under.get_descendants().live().specific()
    by_window = {page.window_id: page for page in pages if getattr(page, "window_id", None)}
    windows = Window.objects.filter(pk__in=by_window, opened_on__isnull=False)
    if only_open:
        windows = windows.filter(status=WindowStatus.OPEN)
    rows = list(windows.annotate(entry_count=Count("entries")).order_by("-opened_on", "-pk"))
    today = today or timezone.localdate()
    running = [row.opened_on for row in rows if row.status == WindowStatus.OPEN and row.opened_on]
    calendar = calendar_from(min([today, *running]))
    return [_listed(by_window[row.pk], row, calendar, today) for row in rows]


def _listed(page: Page, window: Any, calendar: WorkCalendar, today: date) -> ListedWindow:
    if window.status != WindowStatus.OPEN:
        return ListedWindow(page, window, window.entry_count, [], 0)
    return ListedWindow(
        page,
        window,
        window.entry_count,
        window_days(window, calendar, today),
        workdays_left(window, calendar, today),
    )
