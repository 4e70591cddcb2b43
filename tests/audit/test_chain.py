"""The chain of events: sealed in order, and what a digest covers."""

import pytest

from accounts.models import User
from audit.actions import GENESIS, event_digest, record_event, seal_events
from audit.models import Event

pytestmark = pytest.mark.django_db


def test_events_are_chained_in_order_of_arrival():
    person = User.objects.create(username="p", name="演示甲")
    for verb in ("user.create", "user.rename"):
        record_event(by=person, verb=verb, target=person, after={"name": "演示甲"})
    assert seal_events() == 2
    first, second = Event.objects.order_by("seq")
    assert (first.seq, second.seq) == (1, 2)
    assert first.prev_hash == GENESIS
    assert second.prev_hash == first.hash
    assert second.hash == event_digest(second, first.hash)


def test_sealing_twice_adds_nothing():
    person = User.objects.create(username="p")
    record_event(by=None, verb="user.create", target=person)
    assert (seal_events(), seal_events()) == (1, 0)
