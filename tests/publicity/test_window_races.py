"""Two at once: one window is confirmed once, one application gathered once, one page stamped once."""

import threading

import pytest
from django.db import connection, connections
from django.utils import timezone

from audit.models import Event
from messaging.models import Message
from publicity.actions import confirm_window, counting, stamp_published
from publicity.exceptions import WindowStatusError
from publicity.models import Entry, EntryStatus, Window, WindowStatus
from recruitment.publicizing import NotPassedError, gather_window
from tests.factories.accounts import UserFactory
from tests.factories.publicity import (
    OVER,
    PUBLISHED,
    bare_window,
    closed,
    gathered_window,
    passed_applications,
)
from workflows.publicity.actions import advance_windows
from workflows.publicity.models import PublicityProcess

pytestmark = [pytest.mark.race, pytest.mark.slow]
THREADS = 6


def at_once(act):
    """What each of the threads got or was refused with."""
    barrier, results = threading.Barrier(THREADS), []

    def run(number):
        barrier.wait()
        try:
            results.append(act(number))
        except Exception as refusal:
            results.append(refusal)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[number]) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


@pytest.mark.clause("S-5-3")
def test_window_is_confirmed_once(committed_db):
    window = closed(bare_window())
    people = [UserFactory() for _ in range(THREADS)]
    results = at_once(lambda number: confirm_window(window=window, by=people[number], at=OVER))
    assert sum(isinstance(result, Window) for result in results) == 1
    assert sum(isinstance(result, WindowStatusError) for result in results) == THREADS - 1
    window = Window.objects.get(pk=window.pk)
    settled = Entry.objects.filter(window=window).values_list("status", "settled_by")
    assert list(settled) == [(EntryStatus.RELEASED, window.confirmed_by_id)] * 2
    assert Event.objects.filter(verb="window.confirm").count() == 1


def test_applications_are_gathered_once(committed_db):
    chosen, by = passed_applications(3), UserFactory()
    turned = [chosen, chosen[::-1]]
    results = at_once(
        lambda number: gather_window(applications=turned[number % 2], title="公示", by=by, at=timezone.now())
    )
    assert sum(isinstance(result, Window) for result in results) == 1
    assert sum(isinstance(result, NotPassedError) for result in results) == THREADS - 1
    assert (Window.objects.count(), Entry.objects.count()) == (1, 3)


def test_page_is_stamped_once(committed_db):
    window = bare_window()
    results = at_once(lambda _number: stamp_published(window=window, at=PUBLISHED))
    assert sorted(results) == [False] * (THREADS - 1) + [True]


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite admits one writer at a time")
def test_control_without_the_lock_a_window_is_confirmed_twice(committed_db, monkeypatch):
    window, people = closed(bare_window()), [UserFactory() for _ in range(THREADS)]
    everybody_has_looked = threading.Barrier(THREADS)

    def look(window, *, expected):
        row = Window.objects.get(pk=window.pk)
        everybody_has_looked.wait(timeout=20)
        assert row.status in expected
        return row

    monkeypatch.setattr(counting, "lock_window", look)
    at_once(lambda number: confirm_window(window=window, by=people[number], at=OVER))
    assert Event.objects.filter(verb="window.confirm").count() == THREADS


@pytest.mark.clause("S-5-3")
def test_parallel_sweeps_open_once_and_send_one_sms(committed_db):
    window = gathered_window(count=2)
    stamp_published(window=window, at=PUBLISHED)
    for _ in range(2):
        at_once(lambda _number: advance_windows())
    window = Window.objects.get(pk=window.pk)
    assert window.status == WindowStatus.CLOSED
    assert PublicityProcess.objects.filter(window=window).count() == 1
    assert Message.objects.filter(template__key="publicity").count() == 2
    verbs = Event.objects.filter(verb__in=["window.open", "window.close"]).order_by("verb")
    assert list(verbs.values_list("verb", flat=True)) == ["window.close", "window.open"]
