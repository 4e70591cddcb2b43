"""Recognition: once, after the publicity, with term, number, certificate and one message."""

from datetime import UTC, date, datetime
from unittest.mock import patch

import pytest

from audit.models import Event
from messaging.models import Message
from policies.enums import Kind
from policies.models import PolicyVersion
from recruitment.enums import Status
from recruitment.models import Application
from registry.actions import recognize
from registry.exceptions import AlreadyHolderError, NotReleasedError
from registry.models import Certificate, Holder, NumberCounter, Term
from tests.factories.accounts import UserFactory
from tests.factories.recruitment import RoundFactory
from tests.factories.registry import issued_certificate, listed_application, released_application

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 22, 2, tzinfo=UTC)


@pytest.mark.clause("N-3")
def test_station_enters_the_registry_with_term_number_and_one_message():
    application = released_application()
    holder = recognize(application=application, by=UserFactory(), at=AT)
    certificate = Certificate.objects.get(term__holder=holder)
    assert (holder.name, holder.province, holder.station_kind) == (application.name, "33", "中小企业园区")
    assert (certificate.term.starts_on, certificate.term.ends_on) == (date(2026, 11, 22), date(2029, 11, 22))
    assert certificate.number == "GZZ-2026-33-00001-" + certificate.number[-1]
    assert Application.objects.get(pk=application.pk).status == Status.RECOGNIZED
    assert Message.objects.filter(template__key="included").count() == 1
    assert Message.objects.get(template__key="included").text.startswith(
        "恭喜！经公示无异议，您已纳入中小企业志愿服务工作站资源库"
    )


@pytest.mark.clause("N-3")
def test_expert_enters_the_expert_pool():
    certificate = issued_certificate(Kind.EXPERT, on=AT)
    assert certificate.number.startswith("ZJ-2026-33-00001-")
    assert "中小企业志愿服务专家库" in Message.objects.get(template__key="included").text


@pytest.mark.clause("N-3")
def test_second_call_changes_nothing():
    application = released_application()
    first = recognize(application=application, by=None, at=AT)
    events = Event.objects.count()
    assert recognize(application=application, by=None, at=AT) == first
    assert (Certificate.objects.count(), Message.objects.filter(template__key="included").count()) == (1, 1)
    assert Event.objects.count() == events


@pytest.mark.clause("S-5-3")
@pytest.mark.clause("E-4-3")
@pytest.mark.parametrize("kind", Kind.values)
def test_nobody_is_recognized_before_the_entry_is_released(kind):
    with pytest.raises(NotReleasedError):
        recognize(application=listed_application(kind), by=None, at=AT)
    assert Holder.objects.count() == 0


def test_recognition_day_is_the_day_in_china():
    late = datetime(2026, 11, 22, 16, 30, tzinfo=UTC)
    assert issued_certificate(on=late).issued_on == date(2026, 11, 23)


@pytest.mark.parametrize(
    ("rule", "ends_on"), [("corresponding", date(2031, 11, 22)), ("day_before", date(2031, 11, 21))]
)
def test_term_follows_the_policy_of_the_round(rule, ends_on):
    policy = PolicyVersion.objects.create(
        number=99, title="五年", values={"term.years": 5, "term.end_rule": rule}
    )
    application = released_application(round=RoundFactory(policy=policy))
    assert recognize(application=application, by=None, at=AT).terms.get().ends_on == ends_on


@pytest.mark.parametrize("kind", Kind.values)
def test_active_holder_is_not_recognized_again(kind):
    person = UserFactory()
    uscc = {"uscc": "91330113DEM0000144"} if kind == Kind.STATION else {}
    application = released_application(kind, by=person, **uscc)
    again = released_application(
        kind, by=person, round=RoundFactory(), **uscc
    )  # handed in while both were open
    first = recognize(application=application, by=None, at=AT)
    with pytest.raises(AlreadyHolderError, match=first.terms.get().certificate.number):
        recognize(application=again, by=None, at=AT)
    assert Application.objects.get(pk=again.pk).status == Status.PUBLICIZED
    assert NumberCounter.objects.get().last == 1


def test_numbers_count_by_series_year_and_province():
    numbers = [
        issued_certificate(on=AT).number,
        issued_certificate(on=AT).number,
        issued_certificate(on=AT, province="3302").number,
        issued_certificate(on=datetime(2027, 1, 4, 2, tzinfo=UTC)).number,
    ]
    assert [number[:-2] for number in numbers] == [
        "GZZ-2026-33-00001",
        "GZZ-2026-33-00002",
        "GZZ-2026-3302-00001",
        "GZZ-2027-33-00001",
    ]


def test_failure_after_the_number_leaves_no_gap():
    application = released_application()
    with patch("registry.actions.announce", side_effect=RuntimeError), pytest.raises(RuntimeError):
        recognize(application=application, by=None, at=AT)
    assert (Holder.objects.count(), Term.objects.count(), NumberCounter.objects.count()) == (0, 0, 0)
    assert recognize(application=application, by=None, at=AT)
    assert NumberCounter.objects.get().last == 1


def test_event_names_the_number_and_holds_no_mobile():
    application = released_application()
    recognize(application=application, by=None, at=AT)
    event = Event.objects.get(verb="holder.recognize")
    assert event.after["number"].startswith("GZZ-2026-33-00001")
    assert application.applicant.mobile not in str(event.after)


def test_tokens_are_long_and_differ():
    tokens = {issued_certificate(on=AT).token for _ in range(3)}
    assert len(tokens) == 3
    assert all(len(token) == 22 for token in tokens)
