"""企业需求: need → offer → accept → diary → score, played through the pages of firm, desk and holder (S-10)."""

from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from messaging.models import Message
from needs.models import Need
from policies.enums import CodeList
from policies.queries import codes_on
from service.models import DiaryEntry
from tests.factories.accounts import UserFactory, staff_in_group
from tests.factories.feedback import MONDAY, titled
from tests.factories.needs import SAID, expert

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel(MONDAY, tick=False):
        yield


def diary_of_the_visit():
    return {
        "form_key": uuid4(),
        "served_on": MONDAY.date().isoformat(),
        "starts_half": 18,
        "half_hours": 4,
        "form": "offline",
        "kind": codes_on(CodeList.SERVICE_KIND, MONDAY.date())[0].code,
        "field": "policy_reading",
        "firms": SAID["firm_name"],
        "summary": "演示：讲解技术改造补助的条件。",
        "is_declared_free": "on",
    }


@pytest.mark.clause("S-10")
def test_need_is_declined_by_one_served_by_another_and_scored(client):
    first, second, firm, officer = expert(), titled(), UserFactory(), staff_in_group("publicity_officer")

    client.force_login(firm)
    client.post(reverse("needs:new"), {**SAID, "form_key": uuid4(), "is_agreed": "on"})
    need = Need.objects.get()

    client.force_login(officer)
    client.post(reverse("desk_needs:take", args=[need.pk]))
    client.post(reverse("desk_needs:offer", args=[need.pk, first.pk]))
    client.force_login(first.user)
    client.post(reverse("needs:decline", args=[need.offers.get().pk]), {"words": "本周在外地。"})

    client.force_login(officer)
    page = client.get(reverse("desk_needs:one", args=[need.pk])).text
    assert ("本周在外地。" in page, reverse("desk_needs:offer", args=[need.pk, first.pk]) in page) == (True, False)  # fmt: skip
    client.post(reverse("desk_needs:offer", args=[need.pk, second.pk]))
    offer = need.offers.get(holder=second)

    client.force_login(second.user)
    client.post(reverse("needs:accept", args=[offer.pk]))
    client.post(reverse("service:new"), {**diary_of_the_visit(), "holder": second.pk})
    entry = DiaryEntry.objects.get()
    client.post(reverse("needs:service", args=[offer.pk]), {"entry": entry.pk})

    client.force_login(firm)
    client.post(reverse("needs:score", args=[need.pk]), {"score": "5", "words": "讲得具体。"})
    need.refresh_from_db()
    assert (need.status, need.entry, need.score, need.score_words) == ("closed", entry, 5, "讲得具体。")
    told = Message.objects.filter(recipient=firm, channel="sms").order_by("pk")
    assert list(told.values_list("template__key", flat=True)) == ["need_submitted", "need_accepted", "need_served"]  # fmt: skip
