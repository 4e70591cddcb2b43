"""The mobile door: what a code opens, and what it does not."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Consent, ConsentKind, SignInCode, User
from audit.models import Event
from messaging.models import Message
from tests.accounts.conftest import NEW_NUMBER, last_code, wrong_code
from tests.factories.accounts import StaffFactory, UserFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 22, 4, tzinfo=UTC)


def test_unknown_number_gets_account_after_its_code(client, ask, answer):
    ask()
    assert not User.objects.filter(mobile=NEW_NUMBER).exists()
    response = answer(last_code())
    user = User.objects.get(mobile=NEW_NUMBER)
    assert (response.status_code, response["Location"]) == (302, "/my/")
    assert user.mobile_verified_at is not None
    assert not user.has_usable_password()
    assert client.session["_auth_user_id"] == str(user.pk)


def test_known_number_signs_in_to_its_account(client, ask, answer):
    user = UserFactory(mobile=NEW_NUMBER)
    ask()
    answer(last_code())
    assert client.session["_auth_user_id"] == str(user.pk)
    assert User.objects.filter(mobile=NEW_NUMBER).count() == 1


def test_known_and_unknown_number_get_the_same_answer(ask):
    UserFactory(mobile="19900009002")
    known, unknown = Client(), Client()
    answers = [ask("19900009002", at=known), ask(NEW_NUMBER, at=unknown)]
    assert {(a.status_code, a["Location"]) for a in answers} == {(302, "/accounts/login/code/")}
    pages = [c.get("/accounts/login/code/").content.decode() for c in (known, unknown)]
    strip = [p.replace("199****9002", "X").replace("199****9001", "X") for p in pages]
    without_token = [s.split('name="csrfmiddlewaretoken"')[0] for s in strip]
    assert without_token[0] == without_token[1]


def test_asking_costs_the_same_queries_for_known_and_unknown(ask):
    UserFactory(mobile="19900009002")
    counts = []
    for mobile in ("19900009002", NEW_NUMBER):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            ask(mobile, at=Client(), REMOTE_ADDR=f"10.0.0.{len(counts)}")
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_code_works_once(ask, answer):
    ask()
    digits = last_code()
    assert answer(digits).status_code == 302
    second = Client()
    session = second.session
    session["sign_in"] = {"code": SignInCode.objects.get().pk, "next": ""}
    session.save()
    response = answer(digits, at=second)
    assert "验证码已失效" in response.content.decode()
    assert "_auth_user_id" not in second.session


@pytest.mark.parametrize(("minutes", "status"), [(9.9, 302), (10.1, 200)])
def test_code_lives_ten_minutes(ask, answer, client, minutes, status):
    with time_machine.travel(NOON, tick=False) as clock:
        ask()
        clock.move_to(NOON + timedelta(minutes=minutes))
        assert answer(last_code()).status_code == status


def test_fifth_wrong_code_ends_the_code(ask, answer, client):
    ask()
    pages = [answer(wrong_code()).content.decode() for _ in range(5)]
    assert "还可以再试 4 次" in pages[0]
    assert "错误次数过多" in pages[4]
    assert "验证码已失效" in answer(last_code()).content.decode()
    assert "_auth_user_id" not in client.session


def test_code_of_another_session_opens_nothing(ask, answer):
    ask()
    stranger = Client()
    response = answer(last_code(), at=stranger)
    assert (response.status_code, response["Location"]) == (302, "/accounts/login/")


def test_code_is_stored_as_a_keyed_hash(ask):
    ask()
    row = SignInCode.objects.get()
    assert last_code() not in row.digest
    assert len(row.digest) == 64


def test_full_width_and_spaced_digits_are_understood(ask, answer):
    wide = str.maketrans("0123456789", "".join(chr(0xFF10 + n) for n in range(10)))
    ask("199 0000-9001".translate(wide))
    digits = last_code()
    assert answer(f"{digits[:3]} {digits[3:]}").status_code == 302


@pytest.mark.parametrize("mobile", ["", "1990000900", "29900009001", "199000090011", "<script>", "😀"])
def test_wrong_number_is_refused_and_costs_nothing(ask, mobile):
    assert ask(mobile).status_code == 200
    assert not SignInCode.objects.exists()
    assert not Message.objects.exists()


@pytest.mark.parametrize("digits", ["", "12345", "abcdef", "1234567", "' OR 1=1"])
def test_malformed_code_is_refused_without_costing_a_try(ask, answer, digits):
    ask()
    assert answer(digits).status_code == 200
    assert SignInCode.objects.get().attempts == 0


def test_without_consent_no_code_is_sent(client):
    response = client.post("/accounts/login/", {"mobile": NEW_NUMBER})
    assert "请先阅读并同意" in response.content.decode()
    assert not SignInCode.objects.exists()


def test_consent_is_recorded_once_with_its_version(ask, answer, client):
    for hour in (0, 2):
        with time_machine.travel(NOON + timedelta(hours=hour)):
            client.logout()
            ask()
            answer(last_code())
    consent = Consent.objects.get(user__mobile=NEW_NUMBER)
    assert (consent.kind, consent.text_version) == (ConsentKind.PRIVACY, "2026-11")


def test_unverified_number_belongs_to_nobody(ask, answer, client):
    squatter = UserFactory(mobile=NEW_NUMBER, mobile_verified_at=None)
    ask()
    answer(last_code())
    assert client.session["_auth_user_id"] != str(squatter.pk)
    assert User.objects.get(mobile=NEW_NUMBER, mobile_verified_at__isnull=False) != squatter


def test_staff_number_does_not_open_the_mobile_door(ask, answer, client):
    StaffFactory(mobile=NEW_NUMBER, mobile_verified_at=NOON)
    ask()
    response = answer(last_code())
    assert "工作人员登录" in response.content.decode()
    assert "_auth_user_id" not in client.session


def test_deactivated_person_stays_outside(ask, answer, client):
    UserFactory(mobile=NEW_NUMBER, is_active=False)
    ask()
    assert "该账号已停用" in answer(last_code()).content.decode()
    assert "_auth_user_id" not in client.session


def test_session_gets_a_new_id_at_sign_in(ask, answer, client):
    ask()
    before = client.session.session_key
    answer(last_code())
    assert client.session.session_key != before


def test_sign_out_kills_the_session(ask, answer, client):
    ask()
    answer(last_code())
    cookie = client.cookies["sessionid"].value
    client.post("/accounts/logout/")
    thief = Client()
    thief.cookies["sessionid"] = cookie
    assert thief.get("/my/messages/").status_code == 302


def test_registration_leaves_an_event_without_the_number(ask, answer):
    ask()
    answer(last_code())
    events = Event.objects.filter(verb__in=["user.register", "consent.give"])
    assert events.count() == 2
    told = " ".join(f"{e.actor_label} {e.target_label} {e.before} {e.after}" for e in events)
    assert NEW_NUMBER not in told
