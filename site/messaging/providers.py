"""Gateways. One object a gateway; what can go wrong has three names, because each asks for another next step."""

import smtplib
from dataclasses import dataclass
from typing import Protocol, cast

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
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


class EmailProvider:
    """Django's e-mail backend (settings.EMAIL_BACKEND). Nobody can be asked what became of an e-mail, so one whose fate is
    unknown stays unknown and is never sent again: the outbox shows it to the staff.
    """

    def send(self, *, message_id: str, to: str, text: str) -> str:
        mail = EmailMessage(
            subject=f"{settings.SITE_NAME}：通知",
            body=text,
            to=[to],
            headers={"X-Message-Key": message_id},
            connection=get_connection(fail_silently=False),
        )
        try:
            mail.send()
        except (smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as error:
            raise Rejected from error
        except (smtplib.SMTPConnectError, smtplib.SMTPHeloError, smtplib.SMTPAuthenticationError) as error:
            raise Unavailable from error
        except ConnectionRefusedError as error:
            raise Unavailable from error
        except (smtplib.SMTPException, OSError) as error:
            raise UnknownOutcome from error
        return message_id[:80]

    def query(self, *, message_id: str) -> Receipt:
        raise Unavailable


def current_provider() -> Provider:
    """The gateway named by settings.SMS_PROVIDER."""
    return cast("Provider", import_string(settings.SMS_PROVIDER)())


def email_provider() -> Provider:
    """The way out for e-mail named by settings.EMAIL_PROVIDER."""
    return cast("Provider", import_string(settings.EMAIL_PROVIDER)())
