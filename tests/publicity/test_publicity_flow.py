"""A window's way from its list to its release, moved by facts."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from viewflow.workflow.lock import SelectForUpdateLock
from viewflow.workflow.models import Task
from viewflow.workflow.status import PROCESS, STATUS

from accounts.queries import group_by_code
from policies.models import WorkDay
from publicity.actions import close_window, confirm_window, hold_entry, open_window, stamp_published
from publicity.models import Window, WindowStatus
from tests.factories.accounts import UserFactory, staff_in_group
from tests.factories.publicity import OVER, PUBLISHED, bare_window, gathered_window, shanghai
from workflows.publicity.actions import advance_window, advance_windows
from workflows.publicity.flow import PublicityFlow
from workflows.publicity.models import PublicityProcess

pytestmark = pytest.mark.django_db


def advance(window, at=None):
    return advance_window(window_pk=window.pk, at=at or timezone.now())


def nodes(window):
    """Every task of the window's process in order, with its state."""
    tasks = Task.objects.filter(process_id=window.process.pk).order_by("pk")
    return [(task.flow_task.name, task.status) for task in tasks]


def open_task(window):
    return Task.objects.get(process_id=window.process.pk, finished=None)


def started(**given):
    window = bare_window(**given)
    advance(window)
    return Window.objects.get(pk=window.pk)


def over():
    window = started(published_at=PUBLISHED)
    advance(window, OVER)
    return Window.objects.get(pk=window.pk)


def test_flow_takes_its_lock_and_waits_for_it():
    assert isinstance(PublicityFlow.lock_impl, SelectForUpdateLock)
    assert PublicityFlow.lock_impl.nowait is False


def test_prepared_window_waits_for_an_editor():
    window = started()
    assert nodes(window) == [("start", STATUS.DONE), ("publish", STATUS.NEW)]
    assert open_task(window).owner_permission == f"group.{group_by_code('editor').pk}"


def test_gathering_starts_one_process(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        window = gathered_window(count=1)
    assert advance(window) is False
    assert PublicityProcess.objects.filter(window=window).count() == 1


def test_publication_moves_the_window_to_its_days():
    window = started()
    assert advance(window) is False
    stamp_published(window=window, at=PUBLISHED)
    assert advance(window, PUBLISHED) is True
    assert nodes(window)[1:] == [("publish", STATUS.DONE), ("count_days", STATUS.NEW)]
    window.refresh_from_db()
    assert (window.status, window.last_day) == (WindowStatus.OPEN, date(2026, 9, 24))


def test_task_an_editor_took_ends_with_the_publication():
    window = started()
    with open_task(window).activation() as activation:
        activation.assign(user=staff_in_group("editor"))
    stamp_published(window=window, at=PUBLISHED)
    advance(window, PUBLISHED)
    assert nodes(window)[1:] == [("publish", STATUS.DONE), ("count_days", STATUS.NEW)]


def test_window_is_closed_and_waits_for_the_decision_maker():
    window = over()
    assert window.status == WindowStatus.CLOSED
    assert nodes(window)[2:] == [("count_days", STATUS.DONE), ("confirm", STATUS.NEW)]
    assert open_task(window).owner_permission == f"group.{group_by_code('decision_maker').pk}"


def test_sweep_is_idempotent_and_follows_what_was_done_elsewhere():
    window = bare_window()
    assert (advance_windows(), advance_windows()) == (1, 0)
    stamp_published(window=window, at=PUBLISHED)
    open_window(window=window, at=PUBLISHED)
    close_window(window=window, at=OVER)
    assert (advance_windows(), advance_windows()) == (1, 0)
    assert nodes(Window.objects.get(pk=window.pk))[-1] == ("confirm", STATUS.NEW)


def test_window_without_calendar_stays_and_others_go_on(caplog):
    WorkDay.objects.filter(date__year__gt=2026).delete()
    stuck = started(published_at=shanghai(2026, 9, 18, 9))
    WorkDay.objects.filter(date=date(2026, 9, 21)).delete()
    fine = started(published_at=shanghai(2026, 9, 7, 9))
    assert advance_windows() == 1
    assert f"window {stuck.pk} waits: the work calendar has no row for 2026-09-21" in caplog.text
    stuck.refresh_from_db()
    fine.refresh_from_db()
    assert (stuck.status, fine.status) == (WindowStatus.PREPARED, WindowStatus.CLOSED)


def test_provisional_window_is_recomputed_by_the_sweep_and_then_closed():
    window = started(published_at=shanghai(2026, 12, 28, 9))
    advance(window, shanghai(2026, 12, 28, 9))
    assert advance(window, shanghai(2027, 6, 1)) is False
    WorkDay.objects.filter(date__year=2027).update(is_confirmed=True)
    assert advance(window, shanghai(2027, 6, 1)) is True
    window.refresh_from_db()
    assert (window.status, window.is_provisional) == (WindowStatus.CLOSED, False)


def task_url(window):
    task = open_task(window)
    return reverse("tasks:open", args=[task.process_id, task.pk])


def claim(client, window):
    task = open_task(window)
    return client.post(reverse("tasks:claim", args=[task.process_id, task.pk]))


@pytest.mark.clause("S-5-3")
@pytest.mark.clause("E-4-3")
def test_decision_maker_confirms_and_the_process_ends(client):
    window = over()
    hold_entry(entry=window.entries.first(), by=UserFactory(), at=OVER, reason="异议。")
    person = staff_in_group("decision_maker")
    client.force_login(person)
    url = task_url(window)
    assert claim(client, window).status_code == 302
    page = client.get(url).content.decode()
    assert "2026年9月18日" in page
    assert "2026年9月24日" in page
    response = client.post(url)
    assert (response.status_code, response["Location"]) == (302, reverse("windows:detail", args=[window.pk]))
    window.refresh_from_db()
    assert (window.status, window.confirmed_by) == (WindowStatus.CONFIRMED, person)
    assert sorted(window.entries.values_list("status", flat=True)) == ["held", "released"]
    assert PublicityProcess.objects.get(window=window).status == PROCESS.DONE
    assert client.post(url).status_code in {403, 409}


def test_window_is_not_confirmed_by_whoever_did_not_take_the_task(client):
    window = over()
    client.force_login(staff_in_group("decision_maker"))
    assert client.post(task_url(window)).status_code == 403
    window.refresh_from_db()
    assert window.status == WindowStatus.CLOSED


@pytest.mark.parametrize("code", ["publicity_officer", "editor", "first_review"])
def test_others_neither_take_nor_see_the_confirmation(client, code):
    window = over()
    client.force_login(staff_in_group(code))
    assert client.get(task_url(window)).status_code == 403
    assert claim(client, window).status_code == 403


def test_refused_confirmation_says_why_and_changes_nothing(client):
    window = over()
    client.force_login(staff_in_group("decision_maker"))
    url = task_url(window)
    claim(client, window)
    Window.objects.filter(pk=window.pk).update(status=WindowStatus.OPEN)
    response = client.post(url)
    assert response.status_code == 409
    assert "公示当前状态为“公示中”，不能进行此操作。" in response.content.decode()
    assert open_task(window).status == STATUS.ASSIGNED


def test_editor_reads_what_to_publish(client):
    window = started()
    client.force_login(staff_in_group("editor"))
    response = client.get(task_url(window))
    assert response.status_code == 200
    assert window.title in response.content.decode()


def test_confirmed_window_ends_its_task_by_the_sweep():
    window = over()
    confirm_window(window=window, by=UserFactory(), at=OVER + timedelta(hours=9))
    assert advance(window) is True
    assert nodes(window)[-2:] == [("confirm", STATUS.DONE), ("released", STATUS.DONE)]
