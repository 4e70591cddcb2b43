"""退出公示: whoever applied leaves the list; the name goes at once, and nothing of that entry goes on."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from viewflow.workflow.status import PROCESS

from audit.models import Event
from objections.models import Objection
from publicity.models import Entry, EntryStatus
from recruitment.actions import withdraw_application
from recruitment.enums import Status
from recruitment.exceptions import NotApplicantError, WrongStatusError
from recruitment.models import Application
from registry.models import Term
from tests.factories.accounts import UserFactory, staff_in_group
from tests.factories.objections import DURING, accepted, lodged
from tests.factories.publicity import OVER, confirmed, gathered_window, opened, passed_application
from tests.factories.workflows import passed
from workflows.application.actions import advance_application
from workflows.application.models import ApplicationProcess
from workflows.objection.following import advance_objection
from workflows.objection.models import ObjectionProcess

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair():
    """Two experts on one open list."""
    return [passed_application("expert", name=name) for name in ("（演示）甲某", "（演示）乙某")]


@pytest.fixture
def window(pair):
    return opened(gathered_window(pair))


def left(application, at=DURING):
    return withdraw_application(application=application, by=application.applicant, at=at)


def state(application):
    row = Application.objects.select_related("entry").get(pk=application.pk)
    return row.status, row.entry and row.entry.status


@pytest.mark.clause("E-4-3")
def test_whoever_leaves_ends_that_entry_alone(pair, window):
    row = left(pair[0])
    assert (state(pair[0]), state(pair[1])) == (
        (Status.RETRACTED, EntryStatus.WITHDRAWN),
        (Status.PUBLICIZED, EntryStatus.LISTED),
    )
    assert (row.decided_by, row.decided_at) == (pair[0].applicant, DURING)
    verbs = Event.objects.filter(actor=pair[0].applicant).values_list("verb", flat=True)
    assert {"entry.withdraw", "application.withdraw"} <= set(verbs)


def test_list_is_confirmed_without_whoever_left(pair):
    window = gathered_window(pair)
    left(pair[0])  # before its page is public
    confirmed(window)
    assert (state(pair[0]), state(pair[1])) == (
        (Status.RETRACTED, EntryStatus.WITHDRAWN),
        (Status.PUBLICIZED, EntryStatus.RELEASED),
    )
    assert not Term.objects.filter(holder__user=pair[0].applicant).exists()


def test_objection_to_whoever_left_is_moot(pair, window):
    entry = Entry.objects.get(application=pair[0])
    row, waiting = accepted(entry), lodged(entry)
    advance_objection(objection_pk=row.pk, at=DURING)
    left(pair[0])
    advance_objection(objection_pk=row.pk, at=DURING)
    process = ObjectionProcess.objects.get(objection=row)
    assert [Objection.objects.get(pk=one.pk).status for one in (row, waiting)] == ["moot", "moot"]
    assert (process.outcome, process.status) == ("moot", PROCESS.CANCELED)


def test_process_of_whoever_left_ends():
    process = passed()
    application = Application.objects.get(pk=process.application_id)
    opened(gathered_window([application]))
    left(application)
    advance_application(application_pk=application.pk, at=timezone.now())
    process = ApplicationProcess.objects.get(application=application)
    assert (process.outcome, process.status) == (Status.RETRACTED, PROCESS.CANCELED)


def test_passed_application_is_given_up_before_any_list():
    application = passed_application()
    left(application)
    assert state(application) == (Status.RETRACTED, None)


def test_nobody_else_takes_a_name_off(pair, window):
    with pytest.raises(NotApplicantError):
        withdraw_application(application=pair[0], by=pair[1].applicant, at=DURING)
    assert state(pair[0]) == (Status.PUBLICIZED, EntryStatus.LISTED)


def test_after_the_list_is_confirmed_it_is_too_late(pair):
    confirmed(gathered_window(pair))
    with pytest.raises(WrongStatusError):
        left(pair[0], OVER)
    with pytest.raises(WrongStatusError):
        left(passed_and_refused())


def passed_and_refused():
    application = passed_application()
    Application.objects.filter(pk=application.pk).update(status=Status.LAPSED)
    return application


def test_applicant_is_asked_once_more_and_reads_what_follows(pair, window, client: Client):
    client.force_login(pair[0].applicant)
    page = client.get(reverse("recruitment:application", args=[pair[0].pk])).content.decode()
    assert "退出公示" in page
    url = reverse("recruitment:withdraw", args=[pair[0].pk])
    assert "名称随即从公示名单和名单文件中移除" in client.get(url).content.decode()
    assert state(pair[0])[0] == Status.PUBLICIZED
    assert [client.post(url).status_code, client.post(url).status_code] == [302, 302]
    page = client.get(reverse("recruitment:application", args=[pair[0].pk])).content.decode()
    assert "您已退出公示，本次申报终止" in page
    client.force_login(UserFactory())
    assert client.post(url).status_code == 404


def test_officer_sees_that_somebody_left(pair, window, client: Client):
    left(pair[0])
    client.force_login(staff_in_group("publicity_officer"))
    page = client.get(reverse("windows:detail", args=[window.pk])).content.decode()
    assert "已退出" in page
