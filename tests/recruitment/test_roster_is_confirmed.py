"""N-2: rows are put right or left out, repeated ones told, and nothing enters without the agency's confirmation."""

from datetime import timedelta

import pytest
from django.utils import timezone

from audit.models import Event
from recruitment.actions import confirm_roster, correct_row, drop_row, keep_row, withdraw_roster
from recruitment.enums import RosterRowStatus, RosterStatus
from recruitment.exceptions import ReasonMissingError
from recruitment.models import Roster
from recruitment.rosters.refusals import (
    EmptyRosterError,
    NotAgentError,
    RosterClosedError,
    RosterErrorsLeftError,
    RosterStatusError,
    StaleRosterError,
)
from tests.factories.accounts import UserFactory
from tests.factories.agencies import agent_of, mandated, received
from tests.factories.recruitment import RoundFactory, credit_code, submitted_station
from tests.factories.rosters import STATION_HEADS, STATIONS

pytestmark = pytest.mark.django_db
FAULTY = ["1", "演示甲园区", "甲路1号", "张演示", "1990000001"]
GOOD = {"name": "演示甲园区", "address": "甲路1号", "contact": "张演示", "phone": "199 0000 0001", "uscc": ""}


@pytest.fixture
def faulty() -> Roster:
    return received(mandated("33"), RoundFactory(), FAULTY, STATIONS[1])


def agent(roster: Roster):
    return agent_of(roster.mandate)


def corrected(roster: Roster, position: int = 1, **texts):
    row = roster.rows.get(position=position)
    return correct_row(row=row, texts={**GOOD, **texts}, by=agent(roster), at=timezone.now())


def confirmed(roster: Roster, **values):
    roster = Roster.objects.get(pk=roster.pk)
    given = {"revision": roster.revision, "by": agent(roster), "at": timezone.now()}
    return confirm_roster(roster=roster, **{**given, **values})


def twins(roster: Roster) -> list[tuple[int, str]]:
    rows = roster.rows.all()
    return [(row.position, told["sentence"]) for row in rows for told in row.findings if told["is_twin"]]


def test_corrected_row_keeps_what_the_file_said(faulty) -> None:
    row = corrected(faulty)
    assert (row.phone, row.mobile, row.errors) == ("19900000001", "19900000001", 0)
    assert row.as_read["phone"] == "1990000001"
    assert [told["sentence"] for told in row.findings] == ["已去掉号码中的空格或符号。"]
    assert row.corrected_by == agent(faulty)
    event = Event.objects.get(verb="roster.correct_row")
    assert event.after == {"position": 1, "columns": ["phone"], "errors": 0}


def test_correction_that_is_still_wrong_is_kept_as_typed(faulty) -> None:
    row = corrected(faulty, phone="电话待定")
    assert (row.phone, row.errors) == ("电话待定", 1)


def test_correction_that_changes_nothing_leaves_no_trace(faulty) -> None:
    corrected(faulty)
    corrected(faulty, phone="19900000001")
    assert Event.objects.filter(verb="roster.correct_row").count() == 1
    faulty.refresh_from_db()
    assert faulty.revision == 1


def test_confirmation_waits_for_the_last_error(faulty) -> None:
    with pytest.raises(RosterErrorsLeftError) as refused:
        confirmed(faulty)
    assert str(refused.value) == "还有 1 行有错误，请更正，或将其设为不推荐，再确认。"
    faulty.refresh_from_db()
    assert faulty.status == RosterStatus.DRAFT


def test_confirmed_roster_is_numbered_and_sealed_once(faulty) -> None:
    corrected(faulty)
    first = confirmed(faulty)
    again = confirmed(faulty, revision=0)
    assert first.number == f"TJ-{timezone.localdate().year}-0001"
    assert (first.status, len(first.content_hash), first.confirmed_by) == ("confirmed", 64, agent(faulty))
    assert (again.number, again.confirmed_at) == (first.number, first.confirmed_at)
    event = Event.objects.get(verb="roster.confirm")
    assert (event.after["rows"], event.after["hash"]) == (2, first.content_hash)


def test_row_left_out_is_no_obstacle_and_may_come_back(faulty) -> None:
    row = faulty.rows.get(position=1)
    for _again in range(2):
        dropped = drop_row(row=row, by=agent(faulty), at=timezone.now())
    assert dropped.status == RosterRowStatus.DROPPED
    assert Event.objects.filter(verb="roster.drop_row").count() == 1
    assert keep_row(row=row, by=agent(faulty), at=timezone.now()).status == RosterRowStatus.KEPT
    drop_row(row=row, by=agent(faulty), at=timezone.now())
    assert confirmed(faulty).status == RosterStatus.CONFIRMED


def test_roster_without_a_kept_row_is_not_confirmed(faulty) -> None:
    for row in faulty.rows.all():
        drop_row(row=row, by=agent(faulty), at=timezone.now())
    with pytest.raises(EmptyRosterError):
        confirmed(faulty)


def test_page_opened_before_a_change_confirms_nothing(faulty) -> None:
    corrected(faulty)
    with pytest.raises(StaleRosterError):
        confirmed(faulty, revision=0)


def test_roster_is_confirmed_while_the_round_is_open(faulty) -> None:
    corrected(faulty)
    with pytest.raises(RosterClosedError):
        confirmed(faulty, at=faulty.round.closes_at + timedelta(days=1))


def test_confirmed_rows_change_no_more(faulty) -> None:
    corrected(faulty)
    confirmed(faulty)
    with pytest.raises(RosterStatusError):
        corrected(faulty, phone="19900000009")


@pytest.mark.parametrize("province", ["33", "44"])
def test_agent_of_another_agency_changes_nothing(faulty, province) -> None:
    other, row, at = agent_of(mandated(province)), faulty.rows.get(position=1), timezone.now()
    for act in (
        lambda: correct_row(row=row, texts=GOOD, by=other, at=at),
        lambda: drop_row(row=row, by=other, at=at),
        lambda: confirm_roster(roster=faulty, revision=0, by=other, at=at),
        lambda: withdraw_roster(roster=faulty, reason="", by=other, at=at),
    ):
        with pytest.raises(NotAgentError):
            act()


def test_agent_with_a_mandate_that_ended_changes_nothing(faulty) -> None:
    at = timezone.now() + timedelta(days=400)
    with pytest.raises(NotAgentError):
        drop_row(row=faulty.rows.get(position=1), by=agent(faulty), at=at)


def test_renewed_mandate_keeps_sight_of_the_roster(faulty) -> None:
    mandate = faulty.mandate
    at = timezone.now() + timedelta(days=400)
    on = timezone.localdate(at)
    mandated("33", organisation=mandate.organisation, agent=agent(faulty), starts_on=on, ends_on=on)
    row = drop_row(row=faulty.rows.get(position=1), by=agent(faulty), at=at)
    assert row.status == RosterRowStatus.DROPPED


def test_confirmed_roster_is_withdrawn_with_a_reason(faulty) -> None:
    corrected(faulty)
    roster = confirmed(faulty)
    with pytest.raises(ReasonMissingError):
        withdraw_roster(roster=roster, reason=" ", by=agent(faulty), at=timezone.now())
    for _again in range(2):
        gone = withdraw_roster(roster=roster, reason="名单有误", by=agent(faulty), at=timezone.now())
    assert (gone.status, gone.withdrawal_reason, gone.number) == ("withdrawn", "名单有误", roster.number)
    assert gone.rows.count() == 2
    assert Event.objects.filter(verb="roster.withdraw").count() == 1


def test_rows_with_one_name_and_mobile_are_told_and_both_kept() -> None:
    same = ["2", *STATIONS[0][1:]]
    roster = received(
        mandated(),
        RoundFactory(),
        STATIONS[0],
        same,
        ["3", "演示甲园区服务有限公司", "甲", "张演示", "19900000008"],
    )
    assert twins(roster) == [(2, "与第 1 条的名称和手机号码相同，请核对是否重复推荐。")]
    assert roster.rows.count() == 3
    drop_row(row=roster.rows.get(position=1), by=agent(roster), at=timezone.now())
    assert twins(roster) == []


def test_rows_with_one_credit_code_are_told() -> None:
    heads, code = [*STATION_HEADS, "统一社会信用代码"], credit_code(900_001)
    roster = received(mandated(), RoundFactory(), [*STATIONS[0], code], [*STATIONS[1], code], heads=heads)
    assert twins(roster) == [(2, "与第 1 条的统一社会信用代码相同，请核对是否重复推荐。")]


def test_application_of_the_province_is_told_by_code_and_by_name_with_mobile() -> None:
    application = submitted_station()
    station = application.station
    rows = [
        ["1", station.name, "甲", "张演示", station.contact_mobile, ""],
        ["2", "演示丁", "丁", "丁演示", "19900000007", station.uscc],
    ]
    heads = [*STATION_HEADS, "统一社会信用代码"]
    here = received(mandated(station.province), application.round, *rows, heads=heads)
    assert twins(here) == [
        (1, "与一份已提交申报的名称和手机号码相同，请核对是否重复。"),
        (2, "与一份已提交申报的统一社会信用代码相同，请核对是否重复。"),
    ]
    elsewhere = "44" if station.province != "44" else "33"
    assert twins(received(mandated(elsewhere), application.round, *rows, heads=heads)) == []


def test_user_without_agency_is_refused(faulty) -> None:
    with pytest.raises(NotAgentError):
        confirmed(faulty, by=UserFactory())
