"""Public pages: words the Center publishes, and pages that read the nouns. Each kind has a module of its own."""

from content.article_pages import CasePage, NewsPage, StandardPage
from content.cache.models import PublicState
from content.commended_pages import Commended, CommendedLink, CommendedListPage
from content.event_pages import EventPage
from content.home_pages import HomePage
from content.index_pages import NoticeIndexPage, PublicityIndexPage, RulesIndexPage
from content.notice_pages import NoticeAttachment, NoticePage
from content.publicity_pages import PublicityPage
from content.rules_pages import RulesPage
from content.word_indexes import CalendarPage, CaseIndexPage, CommendedIndexPage, NewsIndexPage

__all__ = [
    "CalendarPage",
    "CaseIndexPage",
    "CasePage",
    "Commended",
    "CommendedIndexPage",
    "CommendedLink",
    "CommendedListPage",
    "EventPage",
    "HomePage",
    "NewsIndexPage",
    "NewsPage",
    "NoticeAttachment",
    "NoticeIndexPage",
    "NoticePage",
    "PublicState",
    "PublicityIndexPage",
    "PublicityPage",
    "RulesIndexPage",
    "RulesPage",
    "StandardPage",
]
