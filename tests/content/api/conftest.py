"""Asking the API, and a small world with personal data in every corner it must not come out of."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from content.models import HomePage
from content.planting import plant_pages


@pytest.fixture
def home(db: None) -> HomePage:
    return plant_pages()


@pytest.fixture
def ask(db: None) -> Callable[..., Any]:
    """`ask("/api/rounds/", limit=1)`: the parsed answer; anything but 200 fails."""

    def asking(path: str, **query: Any) -> Any:
        response = Client().get(path, query)
        assert response.status_code == 200, response.content.decode()
        return response.json()

    return asking
