"""The public check: right answers, one answer for everything wrong, a limit for an address."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from policies.enums import Kind
from registry.models import Certificate, CertificateStatus
from tests.factories.registry import issued_certificate

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 22, 2, tzinfo=UTC)
NOTHING = "没有查到与之相符的证书"


@pytest.fixture
def certificate() -> Certificate:
    return issued_certificate(on=AT)


def check(client, number, **extra):
    return client.get("/verify/", {"number": number}, **extra)


def test_page_opens_for_everybody(client):
    assert client.get("/verify/").status_code == 200


def test_station_is_shown_with_full_name_term_and_status(client, certificate):
    page = check(client, certificate.number).content.decode()
    for part in (
        certificate.term.holder.name,
        certificate.number,
        "2026年11月22日至2029年11月22日",
        "有效",
        "浙江省",
    ):
        assert part in page


def test_expert_is_shown_masked(client):
    page = check(client, issued_certificate(Kind.EXPERT, on=AT, name="欧阳喆堃").number).content.decode()
    assert "欧**堃" in page
    assert "欧阳喆堃" not in page


def test_no_contact_is_shown(client, certificate):
    page = check(client, certificate.number).content.decode()
    assert certificate.term.holder.user.mobile not in page


@pytest.mark.parametrize(
    "change", [str.lower, lambda n: n.replace("-", " "), lambda n: n.replace("-", ""), lambda n: f"　{n} "]
)
def test_what_people_type_is_understood(client, certificate, change):
    assert certificate.term.holder.name in check(client, change(certificate.number)).content.decode()


def test_wrong_and_unknown_numbers_get_the_same_answer(client, certificate):
    wrong_check = certificate.number[:-1] + ("0" if certificate.number[-1] != "0" else "1")
    answers = [
        check(client, number) for number in ("GZZ-2026-33-00020-C", wrong_check, "随便什么", "' OR 1=1")
    ]
    assert {answer.status_code for answer in answers} == {404}
    assert all(NOTHING in answer.content.decode() for answer in answers)


def test_token_opens_the_same_answer(client, certificate):
    page = client.get(f"/verify/{certificate.token}/")
    assert page.status_code == 200
    assert certificate.number in page.content.decode()


def test_unknown_token_gets_the_calm_answer(client):
    page = client.get("/verify/nonesuch/")
    assert (page.status_code, NOTHING in page.content.decode()) == (404, True)


@pytest.mark.parametrize(
    ("status", "words"),
    [("withdrawn", "已退出"), ("revoked", "已撤销"), ("replaced", "已换发"), ("expired", "已到期")],
)
def test_every_status_is_said(client, certificate, status, words):
    Certificate.objects.update(status=status)
    assert words in check(client, certificate.number).content.decode()


def test_experts_title_is_cancelled_not_revoked(client):
    certificate = issued_certificate(Kind.EXPERT, on=AT)
    Certificate.objects.update(status=CertificateStatus.REVOKED)
    assert "已取消" in check(client, certificate.number).content.decode()


@pytest.mark.parametrize(("day", "words"), [(date(2029, 11, 22), "有效"), (date(2029, 11, 23), "已到期")])
def test_past_its_last_day_a_certificate_has_expired(client, certificate, day, words):
    with time_machine.travel(datetime(day.year, day.month, day.day, 4, tzinfo=UTC)):
        assert f'">{words}</span>' in check(client, certificate.number).content.decode()


def test_thirty_checks_in_ten_minutes_then_a_calm_refusal(client, certificate):
    codes = [check(client, certificate.number).status_code for _ in range(31)]
    assert codes == [200] * 30 + [429]
    assert client.get(f"/verify/{certificate.token}/").status_code == 429
    assert check(client, certificate.number, REMOTE_ADDR="203.0.113.9").status_code == 200
    assert client.get("/verify/").status_code == 200


def test_answers_are_kept_by_no_cache(client, certificate):
    assert "no-store" in check(client, certificate.number)["Cache-Control"]
