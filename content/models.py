"""Public pages: words the Center publishes, and pages that read the nouns. Each kind has a module of its own."""

from content.home_pages import HomePage
from content.index_pages import NoticeIndexPage, PublicityIndexPage, RulesIndexPage
from content.notice_pages import NoticeAttachment, NoticePage
from content.publicity_pages import PublicityPage
from content.rules_pages import RulesPage

__all__ = [
    "HomePage",
    "NoticeAttachment",
    "NoticeIndexPage",
    "NoticePage",
    "PublicityIndexPage",
    "PublicityPage",
    "RulesIndexPage",
    "RulesPage",
]
