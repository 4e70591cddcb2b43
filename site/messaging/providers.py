"""Gateways. One object a gateway; what can go wrong has three names, because each asks for another next step."""

from dataclasses import dataclass
from typing import Protocol, cast

from django.conf import settings
from django.utils.module_loading import import_string


class Unavailable(Exception):
    """The gateway did not take the message: it may be tried again."""


class Rejected(Exception):
    """The gateway refused the message for good: trying again changes nothing."""


class UnknownOutcome(Exception):
    """No answer (a timeout): the gateway has to be asked before anything is sent again."""


@dataclass(frozen=True)
class Receipt:
    """What the gateway knows of a message: never received it, or has it under its own number."""

    is_known: bool
    provider_id: str = ""


class Provider(Protocol):
    def send(self, *, message_id: str, to: str, text: str) -> str:
        """Hand over one message under our id, return the gateway's. Raises one of the three above."""

    def query(self, *, message_id: str) -> Receipt:
        """What became of our id. Raises Unavailable when the gateway cannot say."""


class SandboxProvider:
    """Calls nobody. Everything counts as sent; the demo shows it on a page."""

    def send(self, *, message_id: str, to: str, text: str) -> str:
        return f"sandbox-{message_id}"

    def query(self, *, message_id: str) -> Receipt:
        return Receipt(is_known=False)


def current_provider() -> Provider:
    """The gateway named by settings.SMS_PROVIDER."""
    return cast("Provider", import_string(settings.SMS_PROVIDER)())
