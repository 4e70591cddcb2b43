"""Recognition under threads: one holder for an application, numbers without doubles or gaps."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.db import connection

from messaging.models import Message
from recruitment.models import Application
from registry.actions import recognize
from registry.exceptions import AlreadyHolderError
from registry.models import Certificate, Holder, NumberCounter
from tests.factories.accounts import UserFactory
from tests.factories.recruitment import RoundFactory
from tests.factories.registry import released_application
from tests.registry.racing import at_once

pytestmark = [pytest.mark.race, pytest.mark.slow]
AT = datetime(2026, 11, 22, 2, tzinfo=UTC)


def recognition(application: Application) -> Callable[[], object]:
    return lambda: recognize(application=application, by=None, at=AT)


@pytest.mark.clause("N-3")
def test_eight_threads_on_one_application_make_one_holder(committed_db):
    application = released_application()
    answers = at_once([recognition(application)] * 8)
    assert set(answers) == {Holder.objects.get()}
    assert (Certificate.objects.count(), NumberCounter.objects.get().last) == (1, 1)
    assert Message.objects.filter(template__key="included").count() == 1


def test_numbers_have_neither_doubles_nor_gaps(committed_db):
    count = 50 if connection.vendor == "postgresql" else 8
    answers = at_once([recognition(released_application()) for _ in range(count)])
    assert [answer for answer in answers if not isinstance(answer, Holder)] == []
    serials = sorted(
        int(number.split("-")[3]) for number in Certificate.objects.values_list("number", flat=True)
    )
    assert serials == list(range(1, count + 1))


def test_two_applications_of_one_person_make_one_expert(committed_db):
    person = UserFactory()
    applications = [released_application("expert", by=person, round=RoundFactory()) for _ in range(2)]
    answers = at_once([recognition(application) for application in applications])
    assert sorted(type(answer).__name__ for answer in answers) == [AlreadyHolderError.__name__, "Holder"]
    assert NumberCounter.objects.get().last == 1
