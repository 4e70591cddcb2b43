from collections.abc import Iterator
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import get_page_models

from content.api.document import document
from content.api.examples import FAULTS
from content.api.public_api import api
from content.models import HomePage

pytestmark = pytest.mark.django_db


def operations() -> Iterator[tuple[str, dict[str, Any]]]:
    for path, one in document()["paths"].items():
        yield path, one["get"]


def test_document_is_served_and_is_31() -> None:
    served = Client().get("/api/openapi.json").json()
    assert served["openapi"].startswith("3.1")
    assert "没有" not in served["info"]["title"]
    assert len(served["paths"]) == 17


def test_every_endpoint_is_described_tagged_and_shown_by_example() -> None:
    for path, one in operations():
        assert all((one["summary"], one["description"], one["tags"])), path
        assert all(parameter["description"] for parameter in one["parameters"]), path
        for answer in one["responses"].values():
            assert answer["description"], path
            assert answer["content"]["application/json"]["example"], path


def test_every_example_is_what_the_endpoint_answers() -> None:
    """Each example goes through the model of its answer and comes out the same."""
    for one in (
        operation
        for _prefix, router in api._routers
        for view in router.path_operations.values()
        for operation in view.operations
    ):
        model = one.response_models[200].model_fields["response"].annotation
        example = next(o for _path, o in operations() if o["operationId"] == one.operation_id)
        given = example["responses"]["200"]["content"]["application/json"]["example"]
        assert model.model_validate(given).model_dump(mode="json") == given


def test_pages_may_be_asked_for_by_every_type_there_is(home: HomePage) -> None:
    asked = dict(operations())["/api/v2/pages/"]["parameters"]
    types = next(one for one in asked if one["name"] == "type")["schema"]["enum"]

    assert set(types) == {model._meta.label for model in get_page_models()} - {"wagtailcore.Page"}
    assert {"content.NewsPage", "content.CasePage", "content.EventPage"} <= set(types)
    answers = {name: Client().get("/api/v2/pages/", {"type": name}).status_code for name in types}
    assert set(answers.values()) == {200}


def test_every_refusal_has_one_sentence() -> None:
    assert all(set(one) >= {"message"} for one in FAULTS.values())


def test_docs_page_shows_every_endpoint_and_loads_nothing_from_elsewhere() -> None:
    response = Client().get("/api/docs/")
    page = BeautifulSoup(response.content, "html.parser")

    assert [code.text for code in page.select(".api__path code")] == [path for path, _one in operations()]
    assert len(page.select(".api__curl")) == 17
    loaded = [one.get("src") or one.get("href") for one in page.select("script, link, img")]
    assert [address for address in loaded if not str(address).startswith("/")] == []
    assert page.select("script:not([src]), [style]") == []


def test_root_leads_to_the_docs() -> None:
    assert Client().get("/api/", follow=True).request["PATH_INFO"] == "/api/docs/"
