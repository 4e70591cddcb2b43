"""Two workers at one outbox, with real commits: each message reaches the gateway once."""

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection, connections

from messaging import sending
from messaging.models import Message, MessageStatus
from messaging.sending import deliver_due
from tests.factories.messaging import Gateway, MessageFactory

pytestmark = pytest.mark.race

MESSAGES = 30
WORKERS = 4


class SlowGateway(Gateway):
    """Gives the other workers time to meet the same row."""

    def send(self, *, message_id: str, to: str, text: str) -> str:
        threading.Event().wait(0.005)
        return super().send(message_id=message_id, to=to, text=text)


def run_workers() -> None:
    barrier = threading.Barrier(WORKERS)

    def work() -> None:
        try:
            barrier.wait()
            while deliver_due():
                pass
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(WORKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@contextmanager
def claims_without_lock(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The same sweep with its claim broken apart: read, wait, write, no lock."""

    def claim() -> Message | None:
        message = Message.objects.filter(status=MessageStatus.QUEUED).first()
        if message is not None:
            threading.Event().wait(0.01)
            Message.objects.filter(pk=message.pk).update(status=MessageStatus.SENDING, attempts=1)
            message.attempts = 1
        return message

    with monkeypatch.context() as patch:
        patch.setattr(sending, "_claim", claim)
        yield


def test_each_message_reaches_the_gateway_once(committed_db, monkeypatch):
    gateway = SlowGateway()
    monkeypatch.setattr(sending, "current_provider", lambda: gateway)
    MessageFactory.create_batch(MESSAGES)
    connection.close()
    run_workers()
    assert Counter(gateway.sent).most_common(1)[0][1] == 1
    assert len(gateway.sent) == MESSAGES
    assert Message.objects.filter(status=MessageStatus.SENT).count() == MESSAGES


def test_without_the_lock_messages_would_be_doubled(committed_db, monkeypatch):
    """The control: the test above would see the race if there were one."""
    gateway = SlowGateway()
    monkeypatch.setattr(sending, "current_provider", lambda: gateway)
    MessageFactory.create_batch(MESSAGES)
    connection.close()
    with claims_without_lock(monkeypatch):
        run_workers()
    assert len(gateway.sent) > MESSAGES


def test_unknown_outcome_is_asked_about_by_one_worker(committed_db, monkeypatch):
    gateway = SlowGateway()
    monkeypatch.setattr(sending, "current_provider", lambda: gateway)
    message = MessageFactory(status=MessageStatus.UNKNOWN, attempts=1)
    gateway.known = {message.idempotency_key: "gw-1"}
    connection.close()
    run_workers()
    assert (len(gateway.asked), gateway.sent) == (1, [])
