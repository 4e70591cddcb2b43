"""What the front door's tests share: walking through the door."""

from collections.abc import Callable

import pytest
from django.test import Client

from messaging.models import Message

NEW_NUMBER = "19900009001"


def last_code(mobile: str = NEW_NUMBER) -> str:
    """The digits of the newest code queued for a number."""
    return str(Message.objects.filter(to=mobile, is_code=True).latest("id").params["code"])


def wrong_code(mobile: str = NEW_NUMBER) -> str:
    """Six digits that are not the code."""
    return f"{(int(last_code(mobile)) + 1) % 1_000_000:06d}"


@pytest.fixture
def ask(client: Client) -> Callable[..., object]:
    """Posts a number at the front door."""

    def post(mobile: str = NEW_NUMBER, *, at: Client | None = None, next: str = "", **extra: str) -> object:
        data = {"mobile": mobile, "consent": "on", "next": next}
        return (at or client).post("/accounts/login/", data, **extra)

    return post


@pytest.fixture
def answer(client: Client) -> Callable[..., object]:
    """Posts a code."""

    def post(digits: str, *, at: Client | None = None) -> object:
        return (at or client).post("/accounts/login/code/", {"digits": digits})

    return post
