"""The API keeps to its own document: asked at random, but the same way each time, it never fails and never surprises."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    positive_data_acceptance,
    response_schema_conformance,
    status_code_conformance,
)

from accounts.limits import Rate
from content.api import certificates, door
from content.models import HomePage
from policies.enums import Kind
from tests.content.api import world

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
CHECKS = (not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance)
EXAMPLES = settings(
    max_examples=6,
    derandomize=True,
    database=None,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(autouse=True)
def one_connection() -> Iterator[None]:
    """A request would close the connection that holds the test's transaction; Django's own test client does the same."""
    ends = (request_started, request_finished)
    for signal in ends:
        signal.disconnect(close_old_connections)
    yield
    for signal in ends:
        signal.connect(close_old_connections)


@pytest.fixture
def known(home: HomePage, monkeypatch: pytest.MonkeyPatch) -> dict[str, dict[str, Any]]:
    """Path parameters that lead to something, by endpoint. Limits have tests of their own."""
    monkeypatch.setattr(door, "VISITS", (Rate(100_000, 60),))
    monkeypatch.setattr(certificates, "CHECKS", (Rate(100_000, 60),))
    window = world.publicity(world.station(), world.expert(), world.held(world.station("乙")))
    station, expert = world.holder(), world.holder(Kind.EXPERT)
    return {
        "window": {"number": window.pk},
        "entries": {"number": window.pk},
        "holder": {"number": station.pk},
        "certificate": {"number": expert.terms.get().certificate.number},
        "regulation": {"code": "S"},
        "clause": {"code": "S-4-2"},
        "pages_one": {"id": home.pk},
    }


def ask(operation: Any, *checks: Any, **given_parts: Any) -> None:
    """Six questions of one kind; each answer has to pass every check."""

    @EXAMPLES
    @given(case=operation.as_strategy(**given_parts))
    def asked(case: Any) -> None:
        case.call_and_validate(checks=[*CHECKS, *checks])

    asked()


def operations() -> list[Any]:
    platform = get_wsgi_application()

    def from_somewhere(environ: dict[str, Any], start_response: Any) -> Any:
        return platform({**environ, "REMOTE_ADDR": "127.0.0.1"}, start_response)

    schema = schemathesis.openapi.from_wsgi("/api/openapi.json", from_somewhere)
    return [found.ok() for found in schema.get_all_operations()]


def test_every_endpoint_answers_as_documented(known: dict[str, dict[str, Any]]) -> None:
    """What exists is asked for with every filter the document allows: then the answer is one, never a refusal."""
    asked = operations()
    for operation in asked:
        name = operation.definition.raw["operationId"]
        path = {"path_parameters": known[name]} if name in known else {}
        ask(operation, positive_data_acceptance, **path)
    assert len(asked) == 17


def test_no_endpoint_breaks_on_what_the_document_forbids(known: dict[str, dict[str, Any]]) -> None:
    for operation in operations():
        is_anything_forbidden = operation.definition.raw["operationId"] not in ("certificate", "figures")
        if is_anything_forbidden:
            ask(operation, generation_mode=GenerationMode.NEGATIVE)
