"""After a confirmed publicity the applications' own flow recognizes everybody who was released, one by one."""

import pytest
from django.utils import timezone

from publicity.actions import drop_entry, hold_entry, release_entry
from recruitment.enums import Status
from recruitment.models import Application
from recruitment.publicizing import recognition_progress
from registry.models import Certificate, Holder
from tests.factories.accounts import UserFactory
from tests.factories.publicity import OVER, confirmed, gathered_window
from tests.factories.recruitment import RoundFactory
from tests.factories.workflows import passed
from workflows.application import flow
from workflows.application import queries as flow_queries
from workflows.application.actions import advance_applications

pytestmark = pytest.mark.django_db


def window_of(count):
    round_ = RoundFactory()
    return gathered_window([passed(round=round_).application for _ in range(count)])


def applications(window):
    return list(Application.objects.filter(entry__window=window).order_by("entry__order"))


@pytest.mark.clause("S-5-3")
@pytest.mark.clause("N-3")
def test_released_are_recognized_once_by_whoever_confirmed():
    window = confirmed(window_of(2))
    assert (advance_applications(), advance_applications()) == (2, 0)
    assert recognition_progress(window) == (2, 2)
    assert Holder.objects.count() == Certificate.objects.count() == 2
    assert {row.decided_by_id for row in applications(window)} == {window.confirmed_by_id}


def test_one_failure_stops_nobody_and_is_made_good_later(monkeypatch):
    window = confirmed(window_of(3))
    broken, real = applications(window)[1], flow.recognize

    def fail_once(*, application, **given):
        if application.pk == broken.pk:
            raise RuntimeError("out of numbers")
        return real(application=application, **given)

    monkeypatch.setattr(flow, "recognize", fail_once)
    advance_applications()
    assert recognition_progress(window) == (2, 3)
    assert [row.status for row in applications(window)][1] == Status.PUBLICIZED

    monkeypatch.setattr(flow, "recognize", real)
    advance_applications()
    assert recognition_progress(window) == (2, 3)  # it waits before it tries again
    monkeypatch.setattr(flow_queries, "RETRY_AFTER", timezone.timedelta(0))
    advance_applications()
    assert recognition_progress(window) == (3, 3)
    assert Holder.objects.count() == 3


@pytest.mark.clause("S-5-3")
def test_held_application_follows_when_its_objection_is_settled():
    window = window_of(3)
    by = UserFactory()
    first, second, _third = window.entries.order_by("order")
    for entry in (first, second):
        hold_entry(entry=entry, by=by, at=OVER, reason="异议。")
    confirmed(window)
    advance_applications()
    assert [row.status for row in applications(window)] == [Status.HELD, Status.HELD, Status.RECOGNIZED]
    release_entry(entry=first, by=by, at=OVER, reason="不属实。")
    drop_entry(entry=second, by=by, at=OVER, reason="属实。")
    advance_applications()
    states = [row.status for row in applications(window)]
    assert states == [Status.RECOGNIZED, Status.DROPPED, Status.RECOGNIZED]
    assert Holder.objects.count() == 2
