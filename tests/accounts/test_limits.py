"""How often a code may be asked for: per number and per address."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from accounts.limits import Rate, TooManyRequests, forget_old_windows, spend
from accounts.models import RateWindow
from messaging.models import Message
from tests.accounts.conftest import NEW_NUMBER
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 22, 4, tzinfo=UTC)


def asked_at(ask, minutes: float, mobile: str = NEW_NUMBER, address: str = "10.0.0.1") -> int:
    """The status of asking for a code so many minutes after noon, from a fresh browser."""
    with time_machine.travel(NOON + timedelta(minutes=minutes), tick=False):
        return int(ask(mobile, at=Client(), REMOTE_ADDR=address).status_code)


def test_number_waits_sixty_seconds(ask):
    assert [asked_at(ask, m) for m in (0, 0.99, 1.0)] == [302, 429, 302]


def test_number_gets_five_codes_an_hour(ask):
    assert [asked_at(ask, m, address=f"10.0.1.{m}") for m in (0, 5, 10, 15, 20, 25, 60)] == [302] * 5 + [
        429,
        302,
    ]


def test_number_gets_ten_codes_a_day(ask):
    times = [n * 61 for n in range(11)]
    assert [asked_at(ask, m) for m in times] == [302] * 10 + [429]
    assert asked_at(ask, 24 * 60) == 302


def test_address_gets_twenty_codes_an_hour(ask):
    answers = [asked_at(ask, n, mobile=f"1990000{n:04d}") for n in range(21)]
    assert answers == [302] * 20 + [429]
    assert asked_at(ask, 60, mobile="19900000099") == 302


def test_refusal_says_how_long_to_wait_and_sends_nothing(client, ask):
    with time_machine.travel(NOON, tick=False) as clock:
        ask()
        clock.shift(18)
        response = ask(at=Client())
    assert (response.status_code, response["Retry-After"]) == (429, "42")
    assert "请在 42 秒后再试" in response.content.decode()
    assert Message.objects.count() == 1


def test_refusal_is_the_same_for_known_and_unknown_numbers(ask):
    UserFactory(mobile="19900009002")
    sentences = []
    for mobile, address in (("19900009002", "10.0.0.2"), (NEW_NUMBER, "10.0.0.3")):
        with time_machine.travel(NOON, tick=False):
            ask(mobile, at=Client(), REMOTE_ADDR=address)
            page = ask(mobile, at=Client(), REMOTE_ADDR=address).content.decode()
        sentences.append(page.split('class="errorlist"')[1].split("</ul>")[0])
    assert sentences[0] == sentences[1]


def test_resending_counts_like_asking(client, ask):
    with time_machine.travel(NOON, tick=False) as clock:
        ask()
        early = client.post("/accounts/login/code/resend/")
        clock.shift(61)
        late = client.post("/accounts/login/code/resend/")
    assert (early.status_code, late.status_code) == (429, 302)
    assert Message.objects.count() == 2


def test_limits_do_not_name_numbers_or_addresses(ask):
    asked_at(ask, 0)
    kept = str(list(RateWindow.objects.values_list("key", "hits")))
    assert NEW_NUMBER not in kept
    assert "10.0.0.1" not in kept


def test_refused_act_counts_under_no_limit():
    narrow, wide = (Rate(1, 60),), (Rate(3, 60),)
    spend(("a", "x", wide), ("b", "x", narrow), at=NOON)
    with pytest.raises(TooManyRequests):
        spend(("a", "x", wide), ("b", "x", narrow), at=NOON)
    spend(("a", "x", wide), at=NOON)
    spend(("a", "x", wide), at=NOON)
    with pytest.raises(TooManyRequests):
        spend(("a", "x", wide), at=NOON)


def test_old_windows_are_forgotten():
    with time_machine.travel(NOON):
        spend(("a", "x", (Rate(1, 60),)))
    with time_machine.travel(NOON + timedelta(days=1, minutes=1)):
        assert forget_old_windows() == 1
