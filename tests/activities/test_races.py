"""报名 under threads: the capacity holds, and one person has one place."""

from datetime import timedelta

import pytest
import time_machine

from activities.actions import give_up, sign_up
from activities.exceptions import AlreadySignedError
from activities.models import Signup
from tests.factories.accounts import UserFactory
from tests.factories.activities import published, signed
from tests.factories.feedback import MONDAY
from tests.registry.racing import at_once

pytestmark = [pytest.mark.race, pytest.mark.slow]


@pytest.fixture
def activity(committed_db):
    with time_machine.travel(MONDAY, tick=False):
        yield published(capacity=3)


def signing(activity, person):
    return lambda: sign_up(activity=activity, by=person, at=MONDAY)


def test_of_eight_people_three_sit_and_five_wait(activity):
    people = [UserFactory() for _ in range(8)]
    at_once([signing(activity, person) for person in people])
    seats = Signup.objects.filter(place="seated").values_list("seat", flat=True)
    assert (sorted(seats), Signup.objects.filter(place="queued").count()) == ([1, 2, 3], 5)


def test_one_person_in_eight_tabs_has_one_place(activity):
    person = UserFactory()
    answers = at_once([signing(activity, person)] * 8)
    assert sorted(type(one) is AlreadySignedError for one in answers) == [False] + [True] * 7
    assert Signup.objects.count() == 1


def test_seats_given_up_at_once_go_to_the_queue_in_its_order(activity):
    rows = [signed(activity, at=MONDAY + timedelta(seconds=n)) for n in range(8)]
    later = MONDAY + timedelta(minutes=1)
    at_once([lambda row=row: give_up(activity=activity, by=row.user, at=later) for row in rows[:3]])
    assert list(Signup.objects.filter(place="seated").order_by("pk")) == rows[3:6]
    assert list(Signup.objects.filter(place="queued").order_by("pk")) == rows[6:]
