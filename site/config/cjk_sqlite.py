"""Chinese search on SQLite: FTS5 over pairs."""

from typing import Any

from modelsearch.backends.database.sqlite import sqlite
from modelsearch.query import PlainText

from config.cjk_search import AsksInPairs, CompletesInPairs, IndexesPairs


class Indexer(IndexesPairs, sqlite.ObjectIndexer):
    """Texts of one object."""


class Compiler(AsksInPairs, sqlite.SQLiteSearchQueryCompiler):
    """A question."""

    def build_tsrank(self, vector: Any, query: Any, config: Any = None, boost: float = 1.0) -> Any:
        """Several words are ranked together: the stock product of negative ranks turns their order around."""
        return super().build_tsrank(vector, PlainText(""), config=config, boost=boost)


class Completion(CompletesInPairs, sqlite.SQLiteAutocompleteQueryCompiler):
    """A beginning."""


class Backend(sqlite.SQLiteSearchBackend):
    """Stock but for the tokens."""

    query_compiler_class = Compiler
    autocomplete_query_compiler_class = Completion


sqlite.ObjectIndexer = (
    Indexer  # the index class names its indexer as a global and offers no other place to say it
)
