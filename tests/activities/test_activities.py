"""志愿活动: drafted, handed in, approved, cancelled; seats and the queue; each is told once, and no trace holds a number."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction

from accounts.models import Consent, ConsentKind
from activities import exceptions
from activities.actions import (
    approve_activity,
    cancel_activity,
    give_up,
    redraft_activity,
    return_activity,
    sign_up,
    submit_activity,
)
from activities.actions.drafting import Planned
from activities.models import Activity, Signup
from activities.queries import place_in_queue
from audit.models import Event
from messaging.models import Message
from policies.enums import Kind
from registry.models import HolderStatus
from tests.factories.accounts import UserFactory, staff_in_group
from tests.factories.activities import PLANNED, STARTS, drafted, published, signed
from tests.factories.feedback import MONDAY, titled
from tests.factories.policies import PolicyFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def approval(monkeypatch):
    """The rules ask the staff first."""
    rules = PolicyFactory(values={"activity.approval": "staff"}, stages=False)
    monkeypatch.setattr("activities.actions.drafting.policy_in_force", lambda _day: rules)


def told(template):
    return {(row.recipient, row.text) for row in Message.objects.filter(template__key=template)}


@pytest.mark.clause("S-6-1")
@pytest.mark.clause("S-13")
def test_station_publishes_at_once_where_the_rules_ask_no_approval():
    row = published()
    assert (row.status, row.published_at, row.published_by) == ("published", MONDAY, row.holder.user)
    events = Event.objects.filter(verb__startswith="activity.").order_by("pk")
    assert list(events.values_list("verb", flat=True)) == ["activity.draft", "activity.publish"]
    assert "1990" not in str(list(events.values_list("after")))


@pytest.mark.clause("S-2")
def test_activity_without_a_named_person_is_not_published():
    row = drafted(contact_name=" ")
    with pytest.raises(exceptions.ContactMissingError):
        submit_activity(activity=row, by=row.holder.user, at=MONDAY)


@pytest.mark.clause("S-7-1")
def test_nothing_is_published_before_the_undertaking():
    row = drafted()
    Consent.objects.filter(user=row.holder.user, kind=ConsentKind.UNDERTAKING).update(withdrawn_at=MONDAY)
    with pytest.raises(exceptions.UndertakingMissingError):
        submit_activity(activity=row, by=row.holder.user, at=MONDAY)


@pytest.mark.parametrize("status", [HolderStatus.WITHDRAWN, HolderStatus.REVOKED, HolderStatus.EXPIRED])
def test_station_out_of_standing_publishes_nothing(status):
    row = drafted()
    row.holder.status = status
    row.holder.save()
    with pytest.raises(exceptions.OutsideTermError):
        submit_activity(activity=row, by=row.holder.user, at=MONDAY)


def test_expert_and_day_after_the_term_publish_nothing():
    late = STARTS + timedelta(days=365 * 4)
    for row in (drafted(titled(Kind.EXPERT)), drafted(starts_at=late, ends_at=late + timedelta(hours=1))):
        with pytest.raises(exceptions.OutsideTermError):
            submit_activity(activity=row, by=row.holder.user, at=MONDAY)


def test_others_neither_hand_in_nor_cancel():
    row, other = published(), UserFactory()
    with pytest.raises(exceptions.NotOrganiserError):
        cancel_activity(activity=row, by=other, at=MONDAY, reason="演示")
    with pytest.raises(exceptions.NotOrganiserError):
        submit_activity(activity=drafted(), by=other, at=MONDAY)


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"kind": "nonsense"}, exceptions.CodeError),
        ({"field": "nonsense"}, exceptions.CodeError),
        ({"place": " ", "link": ""}, exceptions.PlaceMissingError),
        ({"ends_at": STARTS}, exceptions.WrongTimeError),
        ({"ends_at": STARTS + timedelta(days=31)}, exceptions.WrongTimeError),
        ({"capacity": 0}, exceptions.CapacityError),
        ({"capacity": 2001}, exceptions.CapacityError),
    ],
)
def test_plan_that_cannot_be_is_refused(changed, error):
    row = drafted()
    planned = Planned(**{**PLANNED, **changed})
    with pytest.raises(error):
        redraft_activity(activity=row, planned=planned, by=row.holder.user, at=MONDAY)


def test_approval_by_the_staff_sends_back_with_a_reason_and_agrees(approval):
    officer = staff_in_group("publicity_officer")
    row = published()
    assert row.status == "waiting"
    assert {person for person, _text in told("activity_received")} == {officer}
    with pytest.raises(exceptions.ReasonMissingError):
        return_activity(activity=row, by=officer, at=MONDAY, reason=" ")
    row = return_activity(activity=row, by=officer, at=MONDAY, reason="地点不明。")
    assert (row.status, row.reason) == ("draft", "地点不明。")
    later = MONDAY + timedelta(hours=1)
    row = submit_activity(activity=row, by=row.holder.user, at=later)
    row = approve_activity(activity=row, by=officer, at=later)
    assert (row.status, row.published_by, row.reason) == ("published", officer, "")
    said = {text for _person, text in told("activity_decided")}
    assert said == {
        "您发布的活动“演示：研发费用加计扣除讲解”：退回修改。详情请登录志愿平台查看。",
        "您发布的活动“演示：研发费用加计扣除讲解”：同意发布。详情请登录志愿平台查看。",
    }


def test_last_seat_is_followed_by_the_queue_and_the_queue_moves_up():
    row = published()
    first, second, third, fourth = (signed(row) for _ in range(4))
    assert [one.seat for one in (first, second, third, fourth)] == [1, 2, None, None]
    assert [place_in_queue(third), place_in_queue(fourth)] == [1, 2]
    give_up(activity=row, by=first.user, at=MONDAY)
    third.refresh_from_db()
    assert (third.place, third.seat, place_in_queue(fourth)) == ("seated", 1, 1)
    assert (third.user, "您已报名“演示：研发费用加计扣除讲解”，2026年9月28日 14:00开始，全程免费。如不能参加，请登录志愿平台取消报名。") in told("activity_seated")  # fmt: skip
    again = signed(row, by=first.user, at=MONDAY + timedelta(minutes=1))
    assert (again.pk, again.place, place_in_queue(again)) == (first.pk, "queued", 2)


def test_person_signs_up_once_and_only_before_it_begins():
    row = published()
    signup = signed(row)
    with pytest.raises(exceptions.AlreadySignedError):
        sign_up(activity=row, by=signup.user, at=MONDAY)
    for act in (sign_up, give_up):
        with pytest.raises(exceptions.SignupClosedError):
            act(activity=row, by=signup.user, at=STARTS)
    with pytest.raises(exceptions.NotSignedError):
        give_up(activity=row, by=UserFactory(), at=MONDAY)
    with pytest.raises(exceptions.ActivityStatusError):
        sign_up(activity=drafted(), by=UserFactory(), at=MONDAY)


def test_two_on_one_seat_are_refused_by_the_database():
    row = published()
    signed(row)
    with pytest.raises(IntegrityError), transaction.atomic():
        Signup.objects.create(activity=row, user=UserFactory(), place="seated", seat=1, signed_at=MONDAY)


def test_cancelled_activity_is_told_to_everybody_who_comes_or_waits():
    row = published()
    people = {signed(row).user for _ in range(3)}
    gone = signed(row)
    give_up(activity=row, by=gone.user, at=MONDAY)
    row = cancel_activity(activity=row, by=row.holder.user, at=MONDAY, reason="场地停电。")
    assert (row.status, row.reason) == ("cancelled", "场地停电。")
    assert {person for person, _text in told("activity_cancelled")} == people
    with pytest.raises(exceptions.ActivityStatusError):
        sign_up(activity=row, by=UserFactory(), at=MONDAY)


def test_public_activity_without_a_named_person_is_refused_by_the_database():
    row = published()
    with pytest.raises(IntegrityError), transaction.atomic():
        Activity.objects.filter(pk=row.pk).update(contact_name="")
