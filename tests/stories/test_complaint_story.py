"""举报: from the public page to the answer both sides read, played through the pages of each."""

import pytest
import time_machine
from django.urls import reverse

from feedback.models import Complaint
from tests.factories.accounts import UserFactory, staff_in_group
from tests.factories.feedback import MONDAY, WORDS, titled

pytestmark = pytest.mark.django_db
NAME = "举报人（演示）"
VERDICT = "经核查收费属实，已责令退还。"


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel(MONDAY, tick=False):
        yield


def page_of(client, person, url):
    client.force_login(person)
    return client.get(url).text


@pytest.mark.clause("S-7-4")
def test_complaint_about_charging_is_looked_into_by_one_and_decided_by_another(client):
    station = titled()
    complainant, officer, decider = UserFactory(), staff_in_group("publicity_officer"), staff_in_group("decision_maker")  # fmt: skip
    number = station.terms.get().certificate.number
    found = client.get(reverse("feedback:choose"), {"q": station.name}).text
    form = reverse("feedback:lodge", args=[number])
    assert form in found

    client.force_login(complainant)
    client.post(form, {"ground": "charging", "words": WORDS, "real_name": NAME})
    row = Complaint.objects.get()
    follow = reverse("feedback:complaint", args=[row.pk])
    assert "已收到，等待受理。" in client.get(follow).text

    client.force_login(officer)
    client.post(reverse("desk_complaints:accept", args=[row.pk]))
    client.post(reverse("desk_complaints:ask", args=[row.pk]), {"asked": "holder", "question": "请说明收费。"})  # fmt: skip

    client.force_login(station.user)
    inquiry = reverse("feedback:inquiry", args=[row.inquiries.get().pk])
    assert inquiry in client.get(reverse("feedback:home")).text
    client.post(inquiry, {"answer": "已全部退还。"})

    assert "已全部退还。" in page_of(client, decider, reverse("desk_complaints:one", args=[row.pk]))
    client.post(reverse("desk_complaints:uphold", args=[row.pk]), {"reason": VERDICT, "calls_for_revocation": "no"})  # fmt: skip
    assert VERDICT in page_of(client, complainant, follow)
    told = page_of(client, station.user, reverse("feedback:home"))
    assert (VERDICT in told, NAME in told, WORDS in told) == (True, False, False)
    row.refresh_from_db()
    assert (row.status, row.accepted_by, row.settled_by) == ("upheld", officer, decider)
