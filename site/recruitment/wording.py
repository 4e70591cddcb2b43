"""How messages and pages name an article, and how much of a reason fits into a short message."""

from django.utils.translation import gettext as _

from messaging.wording import FORBIDDEN
from policies.enums import Kind

REASON_LENGTH = 35  # gateways refuse longer variables


def publicity_article(kind: str) -> str:
    """The article by which one is recognized only when nobody's objection stands (S-5-3, E-4-3)."""
    return _("工作站管理办法第五条") if kind == Kind.STATION else _("志愿专家管理办法第四条")


def in_brief(reason: str) -> str:
    """A reason on one line, without its full stop, cut with a mark of omission; the timeline shows it whole.

    With a link or a gateway's brackets in it the whole message would be refused: then it is only pointed to.
    """
    text = " ".join(reason.split()).rstrip("。.；;")
    if FORBIDDEN.search(text):
        return _("见办理进度")
    return text if len(text) <= REASON_LENGTH else text[: REASON_LENGTH - 1] + "…"
