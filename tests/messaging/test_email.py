"""E-mail in the same outbox: sent once, refused for good, tried again, or left unknown and never sent twice."""

import smtplib
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from messaging import sending
from messaging.enums import Channel
from messaging.models import MessageStatus
from messaging.sending import LEASE, deliver_due
from tests.factories.messaging import MessageFactory

pytestmark = pytest.mark.django_db


def due_mail(**columns):
    return MessageFactory(channel=Channel.EMAIL, to="demo@example.org", text="您有一件待办。", **columns)


def settled(message):
    message.refresh_from_db()
    return message.status, message.attempts


def test_mail_is_sent_once_with_the_words_of_the_message():
    message = due_mail()
    assert [deliver_due(), deliver_due()] == [1, 0]
    assert [(sent.to, sent.body, sent.subject) for sent in mail.outbox] == [
        (["demo@example.org"], "您有一件待办。", "中小企业志愿服务平台：通知")
    ]
    assert settled(message) == (MessageStatus.SENT, 1)


@pytest.mark.parametrize(
    ("failure", "status"),
    [
        (smtplib.SMTPRecipientsRefused({}), MessageStatus.FAILED),
        (smtplib.SMTPDataError(554, b"no"), MessageStatus.FAILED),
        (ConnectionRefusedError(), MessageStatus.QUEUED),
        (smtplib.SMTPAuthenticationError(535, b"no"), MessageStatus.QUEUED),
        (smtplib.SMTPServerDisconnected(), MessageStatus.UNKNOWN),
        (TimeoutError(), MessageStatus.UNKNOWN),
    ],
)
def test_failure_has_one_of_three_ends(monkeypatch, failure, status):
    def broken(self, messages):
        raise failure

    monkeypatch.setattr(EmailBackend, "send_messages", broken)
    message = due_mail()
    deliver_due()
    assert settled(message) == (status, 1)


def test_mail_whose_fate_is_unknown_is_never_sent_again():
    message = due_mail(
        status=MessageStatus.SENDING, claimed_at=timezone.now() - LEASE - timedelta(minutes=1), attempts=1
    )
    deliver_due()
    assert (settled(message), mail.outbox) == ((MessageStatus.UNKNOWN, 1), [])


def test_mail_does_not_wait_for_the_morning(settings, monkeypatch):
    monkeypatch.setattr(sending, "_is_quiet", lambda now: True)
    by_mail, by_phone = due_mail(), MessageFactory()
    deliver_due()
    assert [settled(by_mail)[0], settled(by_phone)[0]] == [MessageStatus.SENT, MessageStatus.QUEUED]
