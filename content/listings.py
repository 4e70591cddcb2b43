"""What the list pages and the home page show of pages and windows, in a constant number of queries."""

from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone
from wagtail.models import Page

from content.article_pages import NewsPage
from content.commended_pages import Commended, CommendedListPage
from content.notice_pages import Category, NoticePage
from content.rules_pages import RulesPage
from content.window_days import Day, window_days, workdays_left
from policies.queries import WorkCalendar, calendar_from
from publicity.models import Entry, Window, WindowStatus
from recruitment.models import Round

LONGEST_WORDS = 60
FIRST_ROWS = 3


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


class CommendedGlance(NamedTuple):
    """A commended list as the home page shows it."""

    page: CommendedListPage
    rows: list[Commended]
    total: int


def listed_notices(under: Page) -> QuerySet[Any]:
    """Live notices below a page, newest first."""
    return NoticePage.objects.live().descendant_of(under).order_by("-first_published_at", "-pk")


def notices_asked(under: Page, asked: Any) -> tuple[QuerySet[Any], dict[str, Any]]:
    """The notices a visitor asks for by category, year and words of the title, and what the form shows."""
    notices = listed_notices(under).annotate(day=Coalesce("issued_on", TruncDate("first_published_at")))
    days = notices.order_by().values_list("day", flat=True).distinct()
    years = sorted({day.year for day in days if day}, reverse=True)
    words = asked.get("q", "").replace("\x00", "").strip()[:LONGEST_WORDS]
    category = asked.get("category", "") if asked.get("category", "") in Category.values else ""
    year = asked.get("year", "") if asked.get("year", "") in map(str, years) else ""
    if words:
        notices = notices.filter(Q(title__icontains=words) | Q(document_number__icontains=words))
    if category:
        notices = notices.filter(category=category)
    if year:
        notices = notices.filter(day__year=int(year))
    shown = {"words": words, "category": category, "year": year, "years": [str(one) for one in years]}
    return notices, {**shown, "categories": Category.choices, "is_narrowed": bool(words or category or year)}


def notice_of(one: Round) -> NoticePage | None:
    """The live notice that announces a round."""
    notice: NoticePage | None = (
        NoticePage.objects.live().filter(round=one).order_by("-first_published_at").first()
    )
    return notice


def newest_news(under: Page) -> QuerySet[Any]:
    """Live news below a page, newest first."""
    return NewsPage.objects.live().descendant_of(under).order_by("-reported_on", "-pk")


def latest_commended(under: Page) -> CommendedGlance | None:
    """The commended list of the latest year, with its first rows; nothing before there is one."""
    page = CommendedListPage.objects.live().descendant_of(under).order_by("-year", "-pk").first()
    if page is None:
        return None
    rows = list(page.rows.select_related("holder"))
    return CommendedGlance(page, rows[:FIRST_ROWS], len(rows))


def rules_pages_under(index: Page) -> QuerySet[Any]:
    """Live rules pages below the index, with their regulation."""
    return RulesPage.objects.live().child_of(index).select_related("regulation").order_by("regulation__order")


def site_windows(today: date) -> list[ListedWindow]:
    """Every live 公示 of the site, for a block on any page."""
    index = Page.objects.filter(content_type__model="publicityindexpage", live=True).first()
    return listed_windows(index, today=today) if index else []


def listed_windows(under: Page, *, only_open: bool = False, today: date | None = None) -> list[ListedWindow]:
    """Live 公示 pages below a page, each with its window, the newest window first."""
    windows = Window.objects.filter(
        page__live=True, page__path__startswith=under.path, opened_on__isnull=False
    )
    if only_open:
        windows = windows.filter(status=WindowStatus.OPEN)
    entries = (
        Entry.objects.filter(window=OuterRef("pk")).order_by().values("window").values(number=Count("pk"))
    )
    counted = windows.annotate(entry_count=Coalesce(Subquery(entries), 0)).select_related("page")
    rows = list(counted.order_by("-opened_on", "-pk"))
    today = today or timezone.localdate()
    running = [row.opened_on for row in rows if row.status == WindowStatus.OPEN and row.opened_on]
    calendar = calendar_from(min([today, *running]))
    return [_listed(row.page, row, calendar, today) for row in rows]


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
