"""Search for Chinese, on SQLite and PostgreSQL alike: neither knows where a Chinese word ends, so text and question become
overlapping pairs (科技园 → 科技 技园) and a word asked for is a phrase of pairs. A part of a name is found as well as the whole.

Whatever is neither letter nor digit is dropped on both sides, so no sign of a search language ever reaches a database.
"""

import re
import unicodedata
from typing import Any

from django.db import connection
from django.utils.module_loading import import_string
from modelsearch.query import MATCH_ALL, And, Not, Or, PlainText, SearchQuery
from modelsearch.query import Phrase as PhraseQuery

LONGEST_QUESTION = 200  # characters: FTS5 refuses deep expressions
_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WORD = re.compile(r"[^\W_]+")
_RUN = re.compile(f"[{_HAN}]+|[^{_HAN}]+")
_ONE_HAN = re.compile(f"[{_HAN}]")


def tokens(text: str) -> list[str]:
    """Pairs of Chinese characters and whole words of everything else, in their order."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return [token for word in _WORD.findall(plain) for run in _RUN.findall(word) for token in _pairs(run)]


def _pairs(run: str) -> list[str]:
    if len(run) == 1 or not _ONE_HAN.match(run):
        return [run]
    return [run[at : at + 2] for at in range(len(run) - 1)]


def indexed(text: str) -> str:
    """What the index keeps of a text; its single characters come last, where they break no phrase."""
    plain = unicodedata.normalize("NFKC", text)
    return " ".join([*tokens(text), *sorted(set(_ONE_HAN.findall(plain)))])


def question(query: str | SearchQuery, operator: str) -> SearchQuery:
    """What is asked, in tokens: each word with blanks around it is a phrase; a question without a letter finds nothing."""
    if isinstance(query, (And, Or)):
        return type(query)([question(part, operator) for part in query.subqueries])
    if isinstance(query, Not):
        return Not(question(query.subquery, operator))
    if isinstance(query, PlainText):
        return question(query.query_string, query.operator)
    if isinstance(query, PhraseQuery):
        return _phrase(tokens(query.query_string[:LONGEST_QUESTION]))
    if not isinstance(query, str):
        return query
    words = [found for word in query[:LONGEST_QUESTION].split() if (found := tokens(word))]
    if len(words) < 2:
        return _phrase(words[0] if words else [])
    return (Or if operator.lower() == "or" else And)([_phrase(word) for word in words])


def _phrase(found: list[str]) -> SearchQuery:
    if not found:
        return Not(MATCH_ALL)
    return PlainText(found[0], operator="and") if len(found) == 1 else PhraseQuery(" ".join(found))


class AsksInPairs:
    """In front of a query compiler: the question becomes tokens."""

    def __init__(self, queryset: Any, query: Any, operator: str | None = None, **given: Any) -> None:
        super().__init__(queryset, question(query, operator or "and"), **given)  # type: ignore[call-arg]


class CompletesInPairs:
    """In front of an autocomplete compiler, which takes the last token for the beginning of a word."""

    def __init__(self, queryset: Any, query: Any, operator: str | None = None, **given: Any) -> None:
        if isinstance(query, str):
            found = tokens(query[:LONGEST_QUESTION])
            query = PlainText(" ".join(found), operator="and") if found else Not(MATCH_ALL)
        super().__init__(queryset, query, **given)  # type: ignore[call-arg]


class IndexesPairs:
    """In front of an indexer: what goes into the index are tokens."""

    def prepare_value(self, value: Any) -> str:
        return indexed(super().prepare_value(value))  # type: ignore[misc]


def SearchBackend(params: dict[str, Any]) -> Any:  # noqa: N802  the name the package looks for
    # Each package half defines its index model only on its own database: the other one cannot be imported.
    name = "cjk_postgres" if connection.vendor == "postgresql" else "cjk_sqlite"
    return import_string(f"config.{name}.Backend")(params)
