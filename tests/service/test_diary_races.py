"""志愿日记 under threads: one form is one entry, and two services at one time cannot both be kept."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from policies.enums import CodeList, Kind
from policies.models import CodeItem
from service.actions import Told, report_entry
from service.exceptions import OverlapError
from service.models import DiaryEntry
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
