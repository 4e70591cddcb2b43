"""S-5-R, E-4-R: staff who had no part in a roster check it row by row; the agency reads what came of it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from audit.models import Event
from messaging.models import Message
from recruitment.actions import (
    confirm_roster,
    correct_row,
    finish_check,
    pass_remaining,
    pass_row,
    refuse_row,
    return_roster,
    withdraw_roster,
)
from recruitment.enums import RosterStatus
from recruitment.exceptions import ReasonMissingError
from recruitment.models import Roster, RosterRow
from recruitment.rosters.refusals import (
    NotCheckerError,
    OwnRosterError,
    RosterStatusError,
    RowsUncheckedError,
    TwinUnexplainedError,
)
from tests.factories.accounts import StaffFactory, staff_in_group
from tests.factories.agencies import agent_of, confirmed_roster, mandated
from tests.factories.rosters import STATIONS

pytestmark = [pytest.mark.django_db, pytest.mark.clause("S-5-R"), pytest.mark.clause("E-4-R")]
SAME = ["3", *STATIONS[0][1:]]


@pytest.fixture
def checker():
    return staff_in_group("second_review")


@pytest.fixture
def roster() -> Roster:
    return confirmed_roster(mandated("33"), *STATIONS[:2])


def row_of(roster: Roster, position: int = 1) -> RosterRow:
    return roster.rows.select_related("roster").get(position=position)


def now():
    return timezone.now()


def test_every_row_is_judged_before_the_check_is_finished(roster, checker):
    pass_row(row=row_of(roster), by=checker, at=now())
    with pytest.raises(RowsUncheckedError):
        finish_check(roster=roster, by=checker, at=now())
    refuse_row(row=row_of(roster, 2), reason="扫描件上没有该单位", by=checker, at=now())
    done = finish_check(roster=roster, by=checker, at=now())
    again = finish_check(roster=roster, by=checker, at=now())
    assert (done.status, done.checked_by, again.checked_at) == (
        RosterStatus.CHECKED,
        checker,
        done.checked_at,
    )
    event = Event.objects.get(verb="roster.finish_check")
    assert (event.after["passed"], event.after["refused"]) == (1, 1)
    told = Message.objects.get(template__key="roster_checked")
    assert (told.recipient, roster.number in told.text) == (agent_of(roster.mandate), True)


def test_refusal_needs_a_reason_the_agency_reads(roster, checker):
    with pytest.raises(ReasonMissingError):
        refuse_row(row=row_of(roster), reason=" ", by=checker, at=now())
    refused = refuse_row(row=row_of(roster), reason="单位名称与扫描件不一致", by=checker, at=now())
    assert (refused.verdict, refused.verdict_reason, refused.checked_by) == (
        "refused",
        "单位名称与扫描件不一致",
        checker,
    )


def test_verdict_may_change_until_the_check_is_finished(roster, checker):
    refuse_row(row=row_of(roster), reason="看错了", by=checker, at=now())
    pass_row(row=row_of(roster), by=checker, at=now())
    pass_remaining(roster=roster, by=checker, at=now())
    finish_check(roster=roster, by=checker, at=now())
    with pytest.raises(RosterStatusError):
        refuse_row(row=row_of(roster), reason="太晚了", by=checker, at=now())


def test_all_but_the_doubtful_pass_at_once(checker):
    roster = confirmed_roster(mandated("33"), STATIONS[0], STATIONS[1], SAME)
    assert pass_remaining(roster=roster, by=checker, at=now()) == 2
    assert pass_remaining(roster=roster, by=checker, at=now()) == 0
    doubtful = row_of(roster, 3)
    with pytest.raises(TwinUnexplainedError):
        pass_row(row=doubtful, by=checker, at=now())
    assert pass_row(row=doubtful, reason="两处办公，推荐机构已说明", by=checker, at=now()).verdict == "passed"


def test_who_keyed_in_confirmed_or_belongs_does_not_check(checker):
    roster = confirmed_roster(mandated("33"))
    agent = agent_of(roster.mandate)
    agent.groups.add(*checker.groups.all())
    Roster.objects.filter(pk=roster.pk).update(received_by=checker)
    for person in (checker, agent):
        with pytest.raises(OwnRosterError):
            pass_remaining(roster=roster, by=person, at=now())
    with pytest.raises(NotCheckerError):
        pass_remaining(roster=roster, by=StaffFactory(), at=now())


@pytest.mark.clause("N-2")
def test_returned_roster_is_put_right_confirmed_again_and_checked_anew(roster, checker):
    agent = agent_of(roster.mandate)
    pass_row(row=row_of(roster), by=checker, at=now())
    back = return_roster(roster=roster, reason="第 2 条地址不全", by=checker, at=now())
    assert (back.status, back.return_reason) == (RosterStatus.RETURNED, "第 2 条地址不全")
    assert Message.objects.get(template__key="roster_returned").recipient == agent
    row = row_of(roster, 2)
    texts = {key: getattr(row, key) for key in ("name", "contact", "phone", "uscc")}
    correct_row(row=row, texts={**texts, "address": "乙路 2 号 3 层"}, by=agent, at=now())
    late = roster.round.closes_at + timedelta(days=1)
    fresh = Roster.objects.get(pk=roster.pk)
    again = confirm_roster(roster=fresh, revision=fresh.revision, by=agent, at=late)
    assert (again.status, again.number) == (RosterStatus.CONFIRMED, roster.number)
    assert set(again.rows.values_list("verdict", flat=True)) == {"pending"}
    assert again.content_hash != roster.content_hash


def test_checked_roster_is_withdrawn_no_more(roster, checker):
    pass_remaining(roster=roster, by=checker, at=now())
    finish_check(roster=roster, by=checker, at=now())
    with pytest.raises(RosterStatusError):
        withdraw_roster(roster=roster, reason="不推荐了", by=agent_of(roster.mandate), at=now())
