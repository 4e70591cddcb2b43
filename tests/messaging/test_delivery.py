"""Sending the outbox: each outcome, each retry, each way a worker can die."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from messaging import sending
from messaging.actions import queue_message
from messaging.models import Channel, Message, MessageStatus
from messaging.providers import Rejected, SandboxProvider, Unavailable, UnknownOutcome
from messaging.sending import BACKOFF_SECONDS, LEASE, deliver_due
from tests.factories.messaging import Gateway, MessageFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 22, 4, tzinfo=UTC)


@pytest.fixture
def gateway(monkeypatch):
    """The gateway every delivery of this test goes to."""
    fake = Gateway()
    monkeypatch.setattr(sending, "current_provider", lambda: fake)
    return fake


@pytest.fixture
def clock():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def test_due_message_is_sent_with_our_own_key(gateway, clock):
    message = MessageFactory()
    assert deliver_due() == 1
    message.refresh_from_db()
    assert (message.status, message.provider_id) == (MessageStatus.SENT, f"gw-{message.idempotency_key}")
    assert (message.sent_at, message.attempts) == (NOON, 1)
    assert gateway.sent == [message.idempotency_key]


def test_sent_message_is_not_sent_again(gateway):
    MessageFactory()
    assert [deliver_due(), deliver_due()] == [1, 0]
    assert len(gateway.sent) == 1


def test_message_is_committed_as_sending_before_the_gateway_is_called(gateway, monkeypatch):
    seen = []
    message = MessageFactory()
    monkeypatch.setattr(
        gateway, "send", lambda **kw: seen.append(Message.objects.get(pk=message.pk).status) or "gw"
    )
    deliver_due()
    assert seen == [MessageStatus.SENDING]


def test_unavailable_gateway_is_tried_again_ever_later(gateway, clock):
    message = MessageFactory()
    for wait in BACKOFF_SECONDS:
        gateway.failures = [Unavailable()]
        assert deliver_due() == 1
        message.refresh_from_db()
        assert message.status == MessageStatus.QUEUED
        clock.shift(wait - 1)
        assert deliver_due() == 0
        clock.shift(1)
    gateway.failures = [Unavailable()]
    deliver_due()
    message.refresh_from_db()
    assert (message.status, message.error) == (MessageStatus.FAILED, "网关多次不可用")


def test_rejected_message_is_given_up(gateway):
    message = MessageFactory()
    gateway.failures = [Rejected()]
    assert [deliver_due(), deliver_due()] == [1, 0]
    message.refresh_from_db()
    assert message.status == MessageStatus.FAILED


@pytest.mark.parametrize("failure", [UnknownOutcome(), TimeoutError("19900000001"), RuntimeError()])
def test_unknown_outcome_is_asked_about_before_anything_is_sent_again(gateway, clock, failure):
    message = MessageFactory()
    gateway.failures = [failure]
    deliver_due()
    message.refresh_from_db()
    assert message.status == MessageStatus.UNKNOWN
    gateway.known = {message.idempotency_key: "gw-9"}
    deliver_due()
    message.refresh_from_db()
    assert (message.status, message.provider_id) == (MessageStatus.SENT, "gw-9")
    assert (len(gateway.sent), len(gateway.asked)) == (1, 1)


def test_message_the_gateway_never_saw_is_sent_after_asking(gateway, clock):
    message = MessageFactory()
    gateway.failures = [UnknownOutcome()]
    deliver_due()
    deliver_due()
    message.refresh_from_db()
    assert message.status == MessageStatus.SENT
    assert (len(gateway.sent), len(gateway.asked)) == (2, 1)


def test_gateway_that_cannot_say_is_asked_again_and_nothing_is_sent(gateway, clock, monkeypatch):
    message = MessageFactory(status=MessageStatus.UNKNOWN, next_attempt_at=NOON)

    def mute(*, message_id: str) -> None:
        gateway.asked.append(message_id)
        raise Unavailable

    monkeypatch.setattr(gateway, "query", mute)
    assert [deliver_due(), deliver_due()] == [0, 0]
    assert (len(gateway.asked), gateway.sent) == (1, [])
    clock.shift(timedelta(minutes=5))
    deliver_due()
    message.refresh_from_db()
    assert (len(gateway.asked), message.status) == (2, MessageStatus.UNKNOWN)


def test_what_a_dead_worker_left_is_asked_about_after_its_lease(gateway, clock):
    message = MessageFactory(status=MessageStatus.SENDING, claimed_at=NOON, attempts=1)
    clock.shift(LEASE - timedelta(seconds=1))
    assert (deliver_due(), gateway.asked) == (0, [])
    gateway.known = {message.idempotency_key: "gw-1"}
    clock.shift(1)
    deliver_due()
    message.refresh_from_db()
    assert (message.status, gateway.sent) == (MessageStatus.SENT, [])


def test_late_answer_does_not_overwrite_a_later_attempt(gateway, clock, monkeypatch):
    message = MessageFactory()

    def slow(**said: str) -> str:
        Message.objects.filter(pk=message.pk).update(attempts=2, status=MessageStatus.SENDING)
        raise Rejected

    monkeypatch.setattr(gateway, "send", slow)
    deliver_due(limit=1)
    message.refresh_from_db()
    assert message.status == MessageStatus.SENDING


def test_codes_go_first(gateway, clock):
    MessageFactory.create_batch(2)
    code = MessageFactory(is_code=True)
    deliver_due()
    assert gateway.sent[0] == code.idempotency_key


def test_code_is_wiped_after_sending(gateway):
    message = MessageFactory(is_code=True, params={"code": "123456"}, text="您的验证码为123456。")
    deliver_due()
    message.refresh_from_db()
    assert (message.params, message.text) == ({}, "（验证码已清除）")


def test_demo_keeps_the_code_to_show_it(gateway, settings):
    settings.DEMO = True
    message = MessageFactory(is_code=True, params={"code": "123456"})
    deliver_due()
    message.refresh_from_db()
    assert message.params == {"code": "123456"}


def test_code_that_came_too_late_is_dropped_and_wiped(gateway, clock):
    message = MessageFactory(is_code=True, params={"code": "123456"}, expires_at=NOON)
    deliver_due()
    message.refresh_from_db()
    assert (message.status, message.params, gateway.sent) == (MessageStatus.FAILED, {}, [])


def test_quiet_hours_hold_ordinary_messages_but_no_codes(gateway, clock, settings):
    settings.SMS_QUIET_HOURS = (22, 8)
    ordinary, code = MessageFactory(), MessageFactory(is_code=True)
    clock.move_to(datetime(2026, 11, 22, 15, tzinfo=UTC))  # 23:00 in Shanghai
    deliver_due()
    assert gateway.sent == [code.idempotency_key]
    clock.move_to(datetime(2026, 11, 23, 0, tzinfo=UTC))  # 08:00
    deliver_due()
    assert gateway.sent == [code.idempotency_key, ordinary.idempotency_key]


def test_message_on_the_site_needs_no_gateway(gateway):
    message = queue_message(
        template="code", to="", params={"code": "1", "min": 1}, key="k", channel=Channel.SITE
    )
    deliver_due()
    assert (message.status, gateway.sent) == (MessageStatus.SENT, [])


def test_gateway_failure_is_logged_without_the_number(gateway, caplog):
    MessageFactory(to="19900000001")
    gateway.failures = [RuntimeError("could not reach 19900000001")]
    deliver_due()
    assert "RuntimeError" in caplog.text
    assert "19900000001" not in caplog.text


def test_nothing_due_takes_three_reads_and_no_transaction(django_assert_num_queries, gateway):
    with django_assert_num_queries(3):  # stale claims, unknown outcomes, queue
        assert deliver_due() == 0


def test_sandbox_calls_nobody_and_counts_as_sent():
    message = MessageFactory()
    assert isinstance(sending.current_provider(), SandboxProvider)
    deliver_due()
    message.refresh_from_db()
    assert (message.status, message.provider_id) == (MessageStatus.SENT, f"sandbox-{message.idempotency_key}")
