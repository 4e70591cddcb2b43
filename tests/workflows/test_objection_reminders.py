"""Objections that lie: the desk is reminded once a working day, and only who may act is told (S-5-3)."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from messaging.models import Message
from objections.actions import accept_objection, dismiss_objection
from tests.factories.accounts import UserFactory, staff_in_group
from tests.factories.objections import DURING, lodged
from tests.factories.publicity import gathered_window, opened, shanghai
from workflows.objection.reminding import mind_objections

pytestmark = pytest.mark.django_db
THURSDAY = shanghai(2026, 9, 24, 9)  # the last of three working days after Monday the 21st
HOLIDAY = shanghai(2026, 9, 25, 9)  # 中秋节
NEXT = shanghai(2026, 9, 28, 9)


@pytest.fixture
def entry():
    return opened(gathered_window()).entries.order_by("order").first()


def minded(at):
    with time_machine.travel(at, tick=False):
        return mind_objections()


def told(template):
    rows = Message.objects.filter(template__key=template).order_by("pk")
    return [(row.recipient, row.text) for row in rows]


def test_objection_nobody_accepts_is_brought_up_once_a_working_day(entry):
    officer, other = staff_in_group("publicity_officer"), staff_in_group("publicity_officer")
    row = lodged(entry)
    known = [person for person, _text in told("objection_waiting")]
    assert (minded(THURSDAY), minded(HOLIDAY), known) == (0, 0, [])
    assert (minded(NEXT), minded(NEXT + timedelta(hours=1))) == (1, 0)
    text = f"公示异议{row.number}应于2026年9月24日前受理或不予受理，至今未办，请尽快办理。"
    assert {(officer, text), (other, text)} <= set(told("objection_waiting"))


def test_whoever_took_it_on_is_told_before_and_after_its_limit(entry):
    officer = staff_in_group("publicity_officer")
    staff_in_group("publicity_officer")
    row = accept_objection(objection=lodged(entry), by=officer, at=DURING)
    first, last = row.due_on - timedelta(days=5), row.due_on
    assert minded(shanghai(first.year, first.month, first.day, 9)) == 0
    assert minded(shanghai(last.year, last.month, last.day, 9)) == 1
    assert minded(shanghai(last.year, last.month, last.day, 9) + timedelta(days=30)) == 1
    assert [person for person, _text in told("objection_due")] == [officer, officer]


def test_settled_objection_is_left_alone(entry):
    row = accept_objection(objection=lodged(entry), by=staff_in_group("publicity_officer"), at=DURING)
    dismiss_objection(objection=row, by=UserFactory(), at=DURING, reason="与事实不符。")
    assert minded(NEXT + timedelta(days=30)) == 0


def test_party_at_the_desk_is_not_told(entry):
    officer, party = staff_in_group("publicity_officer"), staff_in_group("publicity_officer")
    lodged(entry, by=party)
    assert minded(NEXT) == 1
    people = [person for person, _text in told("objection_waiting")]
    assert (officer in people, party in people) == (True, False)


def test_desk_marks_what_should_have_been_accepted(entry, client: Client):
    lodged(entry)
    client.force_login(staff_in_group("publicity_officer"))
    with time_machine.travel(THURSDAY, tick=False):
        assert "超期" not in client.get(reverse("desk_objections:list")).content.decode()
    with time_machine.travel(NEXT, tick=False):
        client.force_login(staff_in_group("publicity_officer"))
        page = client.get(reverse("desk_objections:list")).content.decode()
    assert ("2026年9月24日" in page, "超期" in page) == (True, True)
