"""Many hands at the door at once, with real commits."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connections
from django.utils import timezone

from accounts.actions import CodeRefused, issue_code, sign_in_by_code
from accounts.limits import Rate, TooManyRequests, spend
from accounts.models import SignInCode, User
from messaging.models import Message
from tests.accounts.conftest import NEW_NUMBER, last_code

pytestmark = pytest.mark.race


def at_once(*jobs: Callable[[], Any]) -> list[Any]:
    """Run the jobs in threads of their own; a refusal is an answer."""

    def run(job: Callable[[], Any]) -> Any:
        try:
            return job()
        except (CodeRefused, TooManyRequests) as refusal:
            return type(refusal).__name__
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


def test_two_sessions_proving_one_new_number_get_one_account(committed_db):
    now = timezone.now()
    first = issue_code(mobile=NEW_NUMBER, address="10.0.0.1", at=now - timedelta(minutes=2))
    first_digits = last_code()
    second = issue_code(mobile=NEW_NUMBER, address="10.0.0.2", at=now)
    entries = [(first.pk, first_digits), (second.pk, last_code())]
    people = at_once(
        *(
            lambda pk=pk, digits=digits: (
                sign_in_by_code(code=pk, digits=digits, consent_version="v", at=now).pk
            )
            for pk, digits in entries
        )
    )
    assert people == [User.objects.get(mobile=NEW_NUMBER).pk] * 2


def test_one_code_sent_eight_times_lets_one_in(committed_db):
    now = timezone.now()
    code = issue_code(mobile=NEW_NUMBER, address="10.0.0.1", at=now)
    digits = last_code()
    answers = at_once(
        *[lambda: sign_in_by_code(code=code.pk, digits=digits, consent_version="v", at=now).pk] * 8
    )
    assert answers.count("CodeExpired") == 7


def test_eight_wrong_guesses_at_once_cost_five_tries(committed_db):
    now = timezone.now()
    code = issue_code(mobile=NEW_NUMBER, address="10.0.0.1", at=now)
    wrong = f"{(int(last_code()) + 1) % 1_000_000:06d}"
    at_once(*[lambda: sign_in_by_code(code=code.pk, digits=wrong, consent_version="v", at=now)] * 8)
    assert SignInCode.objects.get().attempts == 5


def test_eight_requests_at_once_send_one_message(committed_db):
    now = timezone.now()
    answers = at_once(*[lambda: issue_code(mobile=NEW_NUMBER, address="10.0.0.1", at=now).pk] * 8)
    assert answers.count("TooManyRequests") == 7
    assert Message.objects.filter(to=NEW_NUMBER).count() == 1


def test_a_limit_of_twenty_is_exact_under_contention(committed_db):
    rates = (Rate(20, 3600),)
    answers = at_once(*[lambda: [_try(rates) for _ in range(4)].count("ok")] * 8)
    assert sum(answers) == 20


def _try(rates: tuple[Rate, ...]) -> str:
    try:
        spend(("test", "subject", rates))
    except TooManyRequests:
        return "refused"
    return "ok"
