"""志愿日记：a service is reported once, fits its day and its term, and is corrected with its history."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from audit.models import Event
from policies.enums import CodeList, Kind
from policies.models import CodeItem
from service import exceptions
from service.actions import Told, correct_entry, list_enterprise, report_entry
from service.exceptions import FormUsedError
from service.models import DiaryEntry
from service.queries import diary_of, enterprises_of
from tests.factories.accounts import UserFactory
from tests.factories.registry import issued_certificate

pytestmark = pytest.mark.django_db

RECOGNIZED = datetime(2026, 9, 1, 2, tzinfo=UTC)
NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)
USCC = "91330113DEM0000144"
TOLD = Told(
    served_on=date(2026, 11, 18),
    starts_half=18,
    half_hours=3,
    form="offline",
    kind="consulting",
    field="演示领域",
    summary="演示：讲解融资政策。",
    is_declared_free=True,
)


@pytest.fixture(autouse=True)
def codes(db):
    CodeItem.objects.get_or_create(
        codelist=CodeList.SERVICE_KIND, code="consulting", defaults={"name": "咨询"}
    )
    CodeItem.objects.create(codelist=CodeList.FIELD, code="演示领域", name="演示领域")
    CodeItem.objects.create(
        codelist=CodeList.SERVICE_KIND, code="ended", name="已停用", ends_on=date(2026, 11, 17)
    )


@pytest.fixture
def expert():
    return issued_certificate(Kind.EXPERT, on=RECOGNIZED).term.holder


def report(holder, told=TOLD, *, at=NOW, key=None, by=None):
    return report_entry(holder=holder, told=told, form_key=key or uuid4(), by=by or holder.user, at=at)


def listed(holder, name="演示甲厂", **given):
    return list_enterprise(holder=holder, name=name, by=holder.user, at=NOW, **given)


def test_entry_keeps_hours_firms_and_term_and_leaves_a_trace_without_words(expert):
    firm = listed(expert)
    entry = report(expert, replace(TOLD, enterprises=[firm, firm]))
    assert (entry.hours, entry.term.holder, entry.is_late) == (Decimal("1.5"), expert, False)
    assert list(entry.enterprises.all()) == [firm]
    event = Event.objects.get(verb="diary.report")
    assert event.after["enterprises"] == [firm.pk]
    assert TOLD.summary not in str(event.after)


def test_form_sent_twice_is_one_entry(expert):
    key = uuid4()
    assert report(expert, key=key) == report(expert, key=key)
    assert (DiaryEntry.objects.count(), Event.objects.filter(verb="diary.report").count()) == (1, 1)


def test_form_of_one_title_is_refused_for_another(expert):
    key, other = uuid4(), issued_certificate(Kind.EXPERT, on=RECOGNIZED).term.holder
    report(expert, key=key)
    with pytest.raises(FormUsedError, match="另一身份"):
        report(other, key=key)
    assert DiaryEntry.objects.count() == 1


@pytest.mark.clause("N-4")
@pytest.mark.parametrize(("day", "late"), [(5, False), (4, True)])
def test_late_entry_is_flagged_and_kept(expert, day, late):
    assert report(expert, replace(TOLD, served_on=date(2026, 11, day))).is_late is late


@pytest.mark.clause("E-11")
def test_expert_cannot_be_in_two_places(expert):
    report(expert)
    with pytest.raises(exceptions.OverlapError, match="该时段与当天另一条志愿日记重叠。"):
        report(expert, replace(TOLD, starts_half=20))
    assert report(expert, replace(TOLD, starts_half=21)).span == (21, 24)


@pytest.mark.clause("E-11")
def test_expert_serves_at_most_eight_hours_a_day(expert):
    report(expert)
    with pytest.raises(exceptions.DailyCapError, match="每人每天的服务时长合计不超过 8 小时。"):
        report(expert, replace(TOLD, starts_half=21, half_hours=14))
    assert report(expert, replace(TOLD, starts_half=21, half_hours=13)).hours == Decimal("6.5")


def test_station_may_send_two_people_at_once():
    station = issued_certificate(Kind.STATION, on=RECOGNIZED).term.holder
    report(station, replace(TOLD, half_hours=18))
    report(station, replace(TOLD, half_hours=18))
    assert station.diary.count() == 2


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        pytest.param({"is_declared_free": False}, exceptions.NotFreeError, marks=pytest.mark.clause("E-6-4")),
        ({"served_on": date(2026, 11, 21)}, exceptions.FutureServiceError),
        ({"served_on": date(2026, 8, 31)}, exceptions.OutsideTermError),
        ({"starts_half": 46}, exceptions.WrongTimeError),
        ({"half_hours": 0}, exceptions.WrongTimeError),
        ({"summary": " "}, exceptions.WordsMissingError),
    ],
)
def test_entry_is_refused(expert, change, refusal):
    with pytest.raises(refusal):
        report(expert, replace(TOLD, **change))
    assert DiaryEntry.objects.count() == 0


@pytest.mark.parametrize("about", ["form", "kind", "field"])
def test_code_outside_its_list_is_refused_by_its_own_name(expert, about):
    with pytest.raises(exceptions.UnknownCodeError) as refused:
        report(expert, replace(TOLD, **{about: "ended"}))
    assert refused.value.about == about
    assert DiaryEntry.objects.count() == 0


def test_outsider_neither_reports_nor_reads(expert):
    stranger = UserFactory()
    entry = report(expert)
    with pytest.raises(exceptions.NotHolderError):
        report(expert, by=stranger)
    with pytest.raises(exceptions.NotHolderError):
        correct_entry(entry=entry, told=TOLD, reason="演示", by=stranger, at=NOW)
    with pytest.raises(exceptions.NotHolderError):
        list_enterprise(holder=expert, name="演示", by=stranger, at=NOW)
    assert (list(diary_of(stranger)), list(enterprises_of(stranger))) == ([], [])
    assert list(diary_of(expert.user)) == [entry]


def test_correction_keeps_what_stood_before(expert):
    first, second = listed(expert), listed(expert, "演示乙厂")
    entry = report(expert, replace(TOLD, enterprises=[first]))
    changed = replace(TOLD, half_hours=4, enterprises=[second])
    correct_entry(entry=entry, told=changed, reason="时长写错", by=expert.user, at=NOW)
    entry.refresh_from_db()
    assert (entry.hours, entry.status, list(entry.enterprises.all())) == (Decimal(2), "corrected", [second])
    before = entry.revisions.get()
    assert (before.ordinal, before.reason) == (1, "时长写错")
    assert (before.said_before["half_hours"], before.said_before["enterprises"]) == (3, [first.pk])
    assert before.said_before["summary"] == TOLD.summary


@pytest.mark.parametrize(
    ("at", "is_open"),
    [
        (datetime(2027, 1, 31, 15, 59, 59, tzinfo=UTC), True),
        (datetime(2027, 1, 31, 16, tzinfo=UTC), False),
    ],
)
def test_year_is_open_to_the_end_of_january(expert, at, is_open):
    entry = report(expert)
    if is_open:
        correct_entry(entry=entry, told=TOLD, reason="演示", by=expert.user, at=at)
        assert entry.revisions.count() == 1
        return
    with pytest.raises(exceptions.YearFrozenError, match="已于2027年1月31日截止"):
        correct_entry(entry=entry, told=TOLD, reason="演示", by=expert.user, at=at)
    with pytest.raises(exceptions.YearFrozenError):
        report(expert, replace(TOLD, starts_half=30), at=at)


def test_firm_stands_once_on_a_list(expert):
    listed(expert, "演示 甲厂", uscc=USCC)
    with pytest.raises(exceptions.AlreadyListedError):
        listed(expert, "换了名称", uscc=USCC.lower())
    listed(expert, "演示乙（集团）")
    with pytest.raises(exceptions.AlreadyListedError):
        listed(expert, "演示 乙(集团)")
    assert expert.enterprises.count() == 2


def test_wrong_credit_code_is_explained(expert):
    with pytest.raises(exceptions.CodeFaultError, match="最后一位校验码不符"):
        listed(expert, uscc="91330113DEM0000145")


def test_firm_of_another_list_cannot_be_served(expert):
    other = issued_certificate(Kind.STATION, on=RECOGNIZED).term.holder
    with pytest.raises(exceptions.ForeignEnterpriseError):
        report(expert, replace(TOLD, enterprises=[listed(other)]))


@pytest.mark.parametrize("wrong", [{"half_hours": 0}, {"starts_half": 46}, {"is_declared_free": False}])
def test_database_itself_refuses_what_can_never_be(expert, wrong):
    entry = report(expert)
    with pytest.raises(IntegrityError), transaction.atomic():
        DiaryEntry.objects.filter(pk=entry.pk).update(**wrong)
