"""After a confirmed publicity the sweep recognizes everybody who was released, whatever happens to one of them."""

import pytest
from django.core.cache import cache
from django.utils import timezone

from publicity.actions import hold_entry
from recruitment.enums import Status
from recruitment.models import Application
from recruitment.publicizing import recognition_progress
from registry import recognizing
from registry.models import Certificate, Holder
from registry.recognizing import recognize_released
from tests.factories.accounts import UserFactory
from tests.factories.publicity import confirmed, gathered_window, opened

pytestmark = pytest.mark.django_db


@pytest.mark.clause("S-5-3")
@pytest.mark.clause("E-4-3")
def test_released_applications_are_recognized_once():
    window = confirmed(gathered_window(count=3))
    assert (recognize_released(), recognize_released()) == (3, 0)
    assert Holder.objects.count() == Certificate.objects.count() == 3
    assert recognition_progress(window) == (3, 3)
    decided = Application.objects.filter(entry__window=window).values_list("status", "decided_by")
    assert set(decided) == {(Status.RECOGNIZED, window.confirmed_by_id)}


def test_nobody_is_recognized_before_confirmation():
    opened(gathered_window(count=1))
    assert recognize_released() == 0


def test_held_entry_is_not_recognized():
    window = gathered_window(count=2)
    hold_entry(entry=window.entries.get(order=1), by=UserFactory(), at=timezone.now(), reason="异议。")
    confirmed(window)
    assert recognize_released() == 1
    assert Application.objects.get(entry__order=1, entry__window=window).status == Status.HELD


def test_one_failure_stops_nobody_and_is_tried_again(monkeypatch, caplog):
    window = confirmed(gathered_window(count=3))
    second = Application.objects.filter(entry__window=window).order_by("pk")[1]
    real = recognizing.recognize

    def fail_for_second(*, application, **given):
        if application.pk == second.pk:
            raise RuntimeError(f"{application.name} 19900000001")
        return real(application=application, **given)

    monkeypatch.setattr(recognizing, "recognize", fail_for_second)
    assert recognize_released() == 2
    assert recognition_progress(window) == (2, 3)
    assert f"application {second.pk} could not be recognized: RuntimeError" in caplog.text
    assert second.name not in caplog.text

    monkeypatch.setattr(recognizing, "recognize", real)
    assert recognize_released() == 0  # it waits before it tries again
    cache.clear()
    assert recognize_released() == 1
    assert recognition_progress(window) == (3, 3)


def test_sweep_takes_no_more_than_its_limit():
    confirmed(gathered_window(count=3))
    assert [recognize_released(limit=2), recognize_released(limit=2)] == [2, 1]
