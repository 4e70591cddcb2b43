"""志愿日记 under threads: one form is one entry, and two services at one time cannot both be kept."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from policies.enums import CodeList, Kind
from policies.models import CodeItem
from service.actions import Reply, Told, answer_confirmation, list_enterprise, report_entry
from service.exceptions import AlreadyAnsweredError, OverlapError
from service.models import DiaryEntry, YearTally
from tests.factories.registry import issued_certificate
from tests.registry.racing import at_once

pytestmark = [pytest.mark.race, pytest.mark.slow]
AT = datetime(2026, 11, 20, 2, tzinfo=UTC)


@pytest.fixture
def expert(committed_db):
    for codelist in (CodeList.SERVICE_KIND, CodeList.FIELD):
        CodeItem.objects.create(codelist=codelist, code="demo", name="演示")
    return issued_certificate(Kind.EXPERT, on=datetime(2026, 9, 1, 2, tzinfo=UTC)).term.holder


def reporting(holder, key):
    told = Told(date(2026, 11, 18), 18, 3, "online", "demo", "demo", "演示", is_declared_free=True)
    return lambda: report_entry(holder=holder, told=told, form_key=key, by=holder.user, at=AT)


def test_one_form_sent_by_eight_threads_is_one_entry(expert):
    key = uuid4()
    answers = at_once([reporting(expert, key) for _ in range(8)])
    assert set(answers) == {DiaryEntry.objects.get()}


@pytest.mark.clause("E-11")
def test_of_eight_services_at_one_time_one_is_kept(expert):
    answers = at_once([reporting(expert, uuid4()) for _ in range(8)])
    assert sorted(type(one) is OverlapError for one in answers) == [False] + [True] * 7
    assert DiaryEntry.objects.count() == 1


def test_of_eight_answers_of_one_firm_one_is_kept(expert):
    firm = list_enterprise(holder=expert, name="演示甲厂", by=expert.user, at=AT)
    told = Told(
        date(2026, 11, 18), 18, 3, "online", "demo", "demo", "演示", is_declared_free=True, enterprises=[firm]
    )
    entry = report_entry(holder=expert, told=told, form_key=uuid4(), by=expert.user, at=AT)
    row = entry.confirmations.get()
    reply = Reply("confirmed", row.facts, 5)
    answers = at_once([lambda: answer_confirmation(confirmation=row, reply=reply, by=None, at=AT)] * 8)
    assert sorted(type(one) is AlreadyAnsweredError for one in answers) == [False] + [True] * 7
    assert YearTally.objects.values_list("confirmed", "scores", "score_total").get() == (1, 1, 5)
