"""期满自动放行: under `publicity.on_close = auto` the end of the last day releases whoever nobody objects to (N-3)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from audit.models import Event
from policies.models import PolicyVersion, WorkDay
from publicity.actions import (
    close_window,
    confirm_window,
    hold_entry,
    open_window,
    release_entry,
    stamp_published,
)
from publicity.exceptions import PersonNeededError
from publicity.models import Entry, EntryStatus, Window, WindowStatus
from recruitment.enums import Status
from recruitment.models import Application
from registry.models import Holder
from tests.factories.accounts import UserFactory
from tests.factories.publicity import OVER, PUBLISHED, bare_window, closed, gathered_window, opened
from tests.factories.recruitment import RoundFactory
from tests.factories.workflows import passed, policy_with
from workflows.application.actions import advance_applications
from workflows.publicity.actions import advance_window, advance_windows
from workflows.publicity.models import PublicityProcess

pytestmark = pytest.mark.django_db


def auto_policy() -> PolicyVersion:
    policy = policy_with()
    policy.values = {**policy.values, "publicity.on_close": "auto"}
    policy.save()
    return policy


def auto_window(count=3):
    round_ = RoundFactory(policy=auto_policy())
    window = gathered_window([passed(round=round_).application for _ in range(count)])
    stamp_published(window=window, at=PUBLISHED)
    return window


def standing(window):
    entries = Entry.objects.filter(window=window).order_by("order")
    return list(entries.values_list("status", "settled_at", "settled_by"))


@pytest.mark.clause("N-3")
def test_the_end_of_the_last_day_confirms_and_releases():
    window = auto_window(2)
    for _ in range(2):
        advance_window(window_pk=window.pk, at=OVER)
    window = Window.objects.get(pk=window.pk)
    assert (window.status, window.confirmed_at, window.confirmed_by) == (WindowStatus.CONFIRMED, OVER, None)
    assert standing(window) == [(EntryStatus.RELEASED, OVER, None)] * 2
    assert PublicityProcess.objects.get(window=window).finished is not None
    event = Event.objects.get(verb="window.confirm")
    assert (event.actor, event.after) == (None, {"status": "confirmed", "released": 2, "held": 0})


@pytest.mark.clause("N-3")
@pytest.mark.clause("S-5-3")
def test_a_held_entry_waits_for_a_person_and_the_others_are_recognized():
    window, by = auto_window(3), UserFactory()
    first = window.entries.get(order=1)
    hold_entry(entry=first, by=by, at=PUBLISHED, reason="异议。")
    advance_windows()
    advance_windows()
    while advance_applications():
        pass
    states = Application.objects.filter(entry__window=window).order_by("entry__order")
    assert list(states.values_list("status", flat=True)) == [
        Status.HELD,
        Status.RECOGNIZED,
        Status.RECOGNIZED,
    ]
    release_entry(entry=first, by=by, at=OVER, reason="不属实。")
    advance_applications()
    assert Holder.objects.count() == 3


@pytest.mark.clause("S-5-3")
def test_nothing_is_released_before_the_day_ends():
    window = auto_window(1)
    for _ in range(2):
        advance_window(window_pk=window.pk, at=OVER - timedelta(microseconds=1))
    window = Window.objects.get(pk=window.pk)
    assert window.status == WindowStatus.OPEN
    assert standing(window) == [(EntryStatus.LISTED, None, None)]


def test_a_provisional_last_day_releases_nobody():
    window = auto_window(1)
    window = open_window(window=window, at=PUBLISHED)
    WorkDay.objects.filter(date__year=2026).update(is_confirmed=False)
    Window.objects.filter(pk=window.pk).update(is_provisional=True)
    for _ in range(2):
        advance_window(window_pk=window.pk, at=OVER)
    assert Window.objects.get(pk=window.pk).status == WindowStatus.OPEN
    assert standing(window) == [(EntryStatus.LISTED, None, None)]


def test_a_window_closed_by_hand_is_followed():
    window = auto_window(1)
    close_window(window=open_window(window=window, at=PUBLISHED), at=OVER)
    for _ in range(2):
        advance_windows()
    assert Window.objects.get(pk=window.pk).status == WindowStatus.CONFIRMED


def test_the_choice_is_copied_when_the_list_is_drawn_up():
    assert bare_window(policy=auto_policy()).is_auto_released
    assert not bare_window().is_auto_released


@pytest.mark.clause("S-5-3")
def test_elsewhere_confirming_takes_a_person():
    window = closed(bare_window())
    with pytest.raises(PersonNeededError, match="公示结果须由决定人确认。"):
        confirm_window(window=window, by=None, at=OVER)
    advance_windows()
    assert Window.objects.get(pk=window.pk).status == WindowStatus.CLOSED


def test_the_database_wants_a_name_under_everything_else():
    window = closed(bare_window())
    changes = {"status": WindowStatus.CONFIRMED, "confirmed_at": OVER}
    with pytest.raises(IntegrityError), transaction.atomic():
        Window.objects.filter(pk=window.pk).update(**changes)
    dropped = {"status": EntryStatus.DROPPED, "settled_at": OVER, "settle_reason": "属实。"}
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.filter(window=window).update(**dropped)


def test_opened_window_still_counts_its_own_days():
    window = opened(bare_window(policy=auto_policy()))
    assert window.closes_at == OVER
