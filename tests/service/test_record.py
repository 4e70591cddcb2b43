"""服务记录证明：what counts is proven with its totals, once a day, and anybody shown one can check it."""

import hashlib
import io
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.urls import reverse
from pypdf import PdfReader

from audit.models import Event
from policies.enums import Kind
from service import exceptions
from service.actions import Reply, answer_confirmation, correct_entry, issue_record, list_enterprise
from service.models import RecordCounter, ServiceRecord
from service.proving import is_outdated
from service.queries import records_of
from tests.factories.accounts import UserFactory
from tests.factories.registry import issued_certificate
from tests.service.test_diary import NOW, TOLD, codes, report  # noqa: F401  codes is a fixture of every test here

pytestmark = pytest.mark.django_db
RECOGNIZED = datetime(2026, 9, 1, 2, tzinfo=UTC)
RECORDS, CHECK = "/my/diary/records/", "/records/check/"


@pytest.fixture
def expert(time_machine):
    time_machine.move_to(NOW, tick=False)
    return issued_certificate(Kind.EXPERT, on=RECOGNIZED).term.holder


def listed(holder, name, **given):
    return list_enterprise(holder=holder, name=name, by=holder.user, at=NOW, **given)


def answered(entry, answer, score=None):
    row = entry.confirmations.get(is_current=True)
    return answer_confirmation(confirmation=row, reply=Reply(answer, row.facts, score), by=None, at=NOW)


def issue(holder, *, by=None, first=date(2026, 1, 1), last=date(2026, 12, 31), at=NOW):
    return issue_record(holder=holder, starts_on=first, ends_on=last, by=by or holder.user, at=at)


@pytest.fixture
def served(expert):
    """Three services: one confirmed by a firm that may be named, one by a firm that may not, one denied."""
    named = report(expert, replace(TOLD, enterprises=[listed(expert, "演示甲厂", is_named=True)]))
    hidden = report(
        expert, replace(TOLD, starts_half=22, half_hours=2, enterprises=[listed(expert, "演示乙厂")])
    )
    denied = report(expert, replace(TOLD, starts_half=26, enterprises=[listed(expert, "演示丙厂")]))
    answered(named, "confirmed", 5)
    answered(hidden, "confirmed", 4)
    answered(denied, "denied")
    return expert


@pytest.mark.clause("S-7-3")
@pytest.mark.clause("E-6-3")
def test_record_holds_what_counts_and_names_only_firms_that_agreed(served):
    facts = issue(served).facts
    assert (facts["entries"], facts["half_hours"], facts["firms"], facts["satisfaction"]) == (2, 5, 2, "4.5")
    assert [(line["firms"], line["named"]) for line in facts["lines"]] == [(1, ["演示甲厂"]), (1, [])]
    assert facts["lines"][0]["served_on"] == "2026-11-18"


@pytest.mark.clause("E-11")
def test_record_says_what_the_year_says(served):
    tally, facts = served.years.get(year=2026), issue(served).facts
    assert (tally.half_hours, tally.firms, tally.satisfaction) == (facts["half_hours"], facts["firms"], Decimal(facts["satisfaction"]))  # fmt: skip


def test_same_facts_are_proven_once_a_day_and_numbers_have_no_gap(served):
    first, again = issue(served), issue(served)
    next_day = issue(served, at=datetime(2026, 11, 21, 2, tzinfo=UTC))
    assert first == again
    assert (first.number, next_day.number) == ("FW-2026-000001", "FW-2026-000002")
    assert RecordCounter.objects.get(year=2026).last == 2
    assert Event.objects.filter(verb="record.issue").count() == 2


def test_days_without_service_prove_nothing(served):
    with pytest.raises(exceptions.NothingToProveError, match="没有计入的服务记录"):
        issue(served, first=date(2026, 9, 1), last=date(2026, 9, 30))
    assert not ServiceRecord.objects.exists()


def test_outsider_neither_issues_nor_reads(client, served):
    stranger, record = UserFactory(), issue(served)
    with pytest.raises(exceptions.NotHolderError):
        issue(served, by=stranger)
    assert list(records_of(stranger)) == []
    client.force_login(stranger)
    assert client.get(reverse("service:record_file", args=[record.pk])).status_code == 404


def test_correction_makes_an_issued_record_outdated(served):
    record = issue(served)
    assert not is_outdated(record)
    entry = served.diary.get(half_hours=2)
    told = replace(TOLD, starts_half=22, half_hours=4, enterprises=list(entry.enterprises.all()))
    correct_entry(entry=entry, told=told, reason="时长写错", by=served.user, at=NOW)
    assert is_outdated(record)


@pytest.mark.slow
def test_holder_has_a_year_proven_and_downloads_the_same_file_twice(client, served):
    client.force_login(served.user)
    assert client.post(RECORDS, {"stretch": f"{served.pk}-2026"}).url == RECORDS
    record = ServiceRecord.objects.get()
    path = reverse("service:record_file", args=[record.pk])
    first, second = (b"".join(client.get(path).streaming_content) for _turn in range(2))
    record.refresh_from_db()
    assert first == second
    assert record.sha256 == hashlib.sha256(first).hexdigest()
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(first)).pages).replace("\n", "")
    assert all(words in text for words in ("演示甲厂", "4.5", record.number, "2026年11月18日"))
    assert "演示乙厂" not in text
    assert served.user.mobile not in text


def test_years_and_whole_terms_are_offered(client, served):
    client.force_login(served.user)
    form = client.get(RECORDS).context["form"]
    assert list(form.by_key) == [f"{served.pk}-2026", f"{served.pk}-t1"]


def test_foreign_stretch_is_not_taken(client, served):
    other = issued_certificate(Kind.EXPERT, on=RECOGNIZED).term.holder
    client.force_login(other.user)
    answer = client.post(RECORDS, {"stretch": f"{served.pk}-2026"})
    assert list(answer.context["form"].errors) == ["stretch"]
    assert not ServiceRecord.objects.exists()


def test_check_takes_number_and_code_however_typed(client, served):
    record = issue(served)
    code = f" {record.code[:5].lower()}－{record.code[5:]} "
    answer = client.get(CHECK, {"number": record.number.replace("-", "").lower(), "code": code})
    assert answer.status_code == 200
    assert (answer.context["record"], answer.context["is_outdated"]) == (record, False)
    assert answer.context["name"] != served.name
    assert "演示甲厂" not in answer.text


@pytest.mark.parametrize("wrong", ["number", "code"])
def test_check_says_the_same_of_a_wrong_number_and_a_wrong_code(client, served, wrong):
    record = issue(served)
    asked = {"number": record.number, "code": record.code}
    asked[wrong] = {"number": "FW-2026-999999", "code": "2222222222"}[wrong]
    answer = client.get(CHECK, asked)
    assert answer.status_code == 404
    assert "没有查到与之相符的证明" in answer.text


def test_check_of_a_corrected_diary_says_so(client, served):
    record = issue(served)
    report(served, replace(TOLD, served_on=date(2026, 11, 17)))
    answer = client.get(CHECK, {"number": record.number, "code": record.code})
    assert "请以持有人重新出具的证明为准" in answer.text
