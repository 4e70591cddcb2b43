"""Chinese search on PostgreSQL: tsvector over pairs."""

from typing import Any

from modelsearch.backends.database.postgres import postgres

from config.cjk_search import AsksInPairs, CompletesInPairs, IndexesPairs


class Indexer(IndexesPairs, postgres.ObjectIndexer):
    """Texts of one object."""


class Compiler(AsksInPairs, postgres.PostgresSearchQueryCompiler):
    """A question."""


class Completion(CompletesInPairs, postgres.PostgresAutocompleteQueryCompiler):
    """A beginning."""


class Backend(postgres.PostgresSearchBackend):
    """Stock but for the tokens; `simple`, for pairs have no stems."""

    query_compiler_class = Compiler
    autocomplete_query_compiler_class = Completion

    def __init__(self, params: dict[str, Any]) -> None:
        super().__init__({"SEARCH_CONFIG": "simple", **params})


postgres.ObjectIndexer = (
    Indexer  # the index class names its indexer as a global and offers no other place to say it
)
