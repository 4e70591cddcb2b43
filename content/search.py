"""Search over everything the public may read: pages, clauses of the 办法, the directory. Each answers with a count and some hits."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Site

from policies.enums import Kind
from policies.models import Clause
from registry.directory import Answer, Asked
from registry.models import Listing

LONGEST = 60  # characters of a question
AROUND = 36  # characters before and after a hit
CUT = "…"


class Hit(NamedTuple):
    """One row of the answer; title and snippet are escaped and marked."""

    title: SafeString
    href: str
    label: str
    snippet: SafeString


@dataclass(frozen=True)
class Group:
    """What one kind of thing answers: rows by slice, counted once, and how a row is shown."""

    code: str
    title: Any
    rows: Any
    shown: Callable[[Iterable[Any]], list[Hit]]


def words_of(q: str) -> list[str]:
    """The words asked for that hold a letter at all; control characters are none."""
    return [word for word in q.replace("\0", " ")[:LONGEST].split() if any(map(str.isalnum, word))]


def groups_for(words: list[str], site: Site | None) -> list[Group]:
    return [
        Group("pages", _("网页"), _pages(words, site), lambda rows: _page_hits(rows, words)),
        Group("clauses", _("条款"), _clauses(words), lambda rows: [_clause_hit(row, words) for row in rows]),
        *(_listed(kind, words) for kind in Kind),
    ]


def _pages(words: list[str], site: Site | None) -> Any:
    if site is None:
        return Page.objects.none()
    live = Page.objects.live().public().descendant_of(site.root_page, inclusive=False)
    return live.search(" ".join(words))


def _page_hits(rows: Iterable[Page], words: list[str]) -> list[Hit]:
    order = [row.pk for row in rows]
    whole = Page.objects.filter(pk__in=order).specific().in_bulk()
    hits = []
    for page in (whole[pk] for pk in order if pk in whole):
        text = page.searched_words() if hasattr(page, "searched_words") else page.search_description
        label = str(page.page_type_display_name)
        hits.append(Hit(marked(page.title, words), page.url or "/", label, snippet(text, words)))
    return hits


def _clauses(words: list[str]) -> QuerySet[Clause]:
    found = Clause.objects.filter(regulation__page__live=True).select_related("regulation__page")
    for word in words:
        found = found.filter(Q(text__icontains=word) | Q(article=word) | Q(code__iexact=word))
    return found.order_by("regulation__order", "order")


def _clause_hit(row: Clause, words: list[str]) -> Hit:
    title = f"{row.regulation.title} {row.article}"
    href = f"{row.regulation.page.url}#{row.code}"
    return Hit(marked(title, words), href, row.code, snippet(row.text, words))


def _listed(kind: Kind, words: list[str]) -> Group:
    """Stations or experts, as the directory finds them."""
    answer = Answer(Asked(kind, q=" ".join(words)), timezone.localdate())
    return Group(str(kind), kind.label, answer.rows, lambda rows: [_listed_hit(row, words) for row in rows])


def _listed_hit(row: Listing, words: list[str]) -> Hit:
    text = " ".join((row.get_province_display(), row.station_kind, row.employer, row.field_names))
    href = reverse("registry:holder", args=[row.number])
    return Hit(marked(row.name, words), href, row.number, marked(" ".join(text.split()), words))


def snippet(text: str, words: list[str]) -> SafeString:
    """The piece of a text around the first word found in it, or its beginning."""
    text = " ".join(text.split())
    found = _sought(words).search(text)
    start = max(0, found.start() - AROUND) if found else 0
    end = (found.end() if found else start + AROUND) + AROUND
    piece = marked(text[start:end], words)
    return format_html("{}{}{}", CUT if start else "", piece, CUT if end < len(text) else "")


def marked(text: str, words: list[str]) -> SafeString:
    """The text escaped, every word asked for within <mark>."""
    parts = _sought(words, keep=True).split(text)
    shown = [
        format_html("<mark>{}</mark>", part) if at % 2 else conditional_escape(part)
        for at, part in enumerate(parts)
    ]
    return mark_safe("".join(shown))  # noqa: S308  every part is escaped above


def _sought(words: list[str], *, keep: bool = False) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    said = "|".join(re.escape(word) for word in longest_first)
    return re.compile(f"({said})" if keep else said, re.IGNORECASE)
