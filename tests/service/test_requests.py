"""更正申请：after the year is closed a person answers, and an entry is opened for one correction."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from audit.models import Event
from console.management.commands.load_base import load_routes, load_templates
from messaging.models import Message
from policies.enums import Kind
from service import exceptions
from service.actions import (  # fmt: skip
    Reply,
    answer_confirmation,
    answer_request,
    correct_entry,
    list_enterprise,
    request_correction,
)
from service.models import CorrectionRequest
from tests.factories.accounts import UserFactory, staff_in_group
from tests.factories.registry import issued_certificate
from tests.service.test_diary import NOW, TOLD, codes, report  # noqa: F401  codes is a fixture of every test here

pytestmark = pytest.mark.django_db
CLOSED = datetime(2027, 2, 1, 2, tzinfo=UTC)


@pytest.fixture
def station():
    return issued_certificate(Kind.STATION, on=datetime(2026, 9, 1, 2, tzinfo=UTC)).term.holder


@pytest.fixture
def entry(station):
    return report(station)


@pytest.fixture
def officer(db):
    load_templates()
    load_routes()
    return staff_in_group("first_review")


@pytest.fixture
def asked(entry):
    return request_correction(entry=entry, words="时长应为两小时", by=entry.holder.user, at=CLOSED)


def answer(asked, officer, *, is_granted=True, words="经核实，同意。"):
    return answer_request(request=asked, is_granted=is_granted, answer=words, by=officer, at=CLOSED)


def corrected(entry, **change):
    told = replace(TOLD, half_hours=4, **change)
    return correct_entry(entry=entry, told=told, reason="时长写错", by=entry.holder.user, at=CLOSED)


@pytest.mark.parametrize(
    ("at", "refusal"),
    [
        (datetime(2027, 1, 31, 15, 59, 59, tzinfo=UTC), exceptions.StillOpenError),
        (datetime(2027, 1, 31, 16, tzinfo=UTC), None),
    ],
)
def test_correction_is_asked_for_once_the_year_is_closed(entry, at, refusal):
    if refusal is None:
        assert request_correction(entry=entry, words="有误", by=entry.holder.user, at=at).status == "asked"
        return
    with pytest.raises(refusal, match="您可以直接更正"):
        request_correction(entry=entry, words="有误", by=entry.holder.user, at=at)


def test_one_request_at_a_time(asked, entry):
    with pytest.raises(exceptions.AlreadyRequestedError):
        request_correction(entry=entry, words="又一次", by=entry.holder.user, at=CLOSED)
    with pytest.raises(IntegrityError), transaction.atomic():
        CorrectionRequest.objects.create(entry=entry, words="又一次", asked_at=CLOSED)


@pytest.mark.clause("N-4")
def test_granted_request_opens_the_entry_for_one_correction_of_its_year(asked, officer, entry):
    with pytest.raises(exceptions.YearFrozenError):
        corrected(entry)
    answer(asked, officer)
    with pytest.raises(exceptions.YearFrozenError):
        corrected(entry, served_on=date(2027, 1, 30))
    corrected(entry)
    asked.refresh_from_db()
    assert (asked.status, entry.holder.years.get(year=2026).half_hours) == ("used", 4)
    with pytest.raises(exceptions.YearFrozenError):
        corrected(entry)


def test_refused_request_opens_nothing(asked, officer, entry):
    answer(asked, officer, is_granted=False, words="与企业确认的不符。")
    with pytest.raises(exceptions.YearFrozenError):
        corrected(entry)


def test_answer_is_told_to_the_holder_once_and_traced_without_words(asked, officer, entry):
    answer(asked, officer)
    told = Message.objects.filter(template__key="diary_correction").order_by("pk")
    assert [(row.channel, row.recipient) for row in told] == [("sms", entry.holder.user), ("site", entry.holder.user)]  # fmt: skip
    assert "您2026年11月18日的志愿日记更正申请已答复：同意更正。" in told[0].text
    assert Event.objects.get(verb="correction.answer").after == {"entry": entry.pk, "status": "granted"}
    with pytest.raises(exceptions.AlreadyAnsweredRequestError):
        answer(asked, officer)


def test_only_the_desk_answers_and_nobody_in_their_own_case(asked, officer, entry):
    with pytest.raises(exceptions.NotAllowedError):
        answer(asked, UserFactory())
    entry.holder.user.groups.add(officer.groups.get())
    with pytest.raises(exceptions.NotAllowedError):
        answer(asked, entry.holder.user)
    with pytest.raises(exceptions.NotHolderError):
        request_correction(entry=entry, words="有误", by=officer, at=CLOSED)


def test_firm_asked_anew_by_a_granted_correction_can_still_answer(station, officer):
    firm = list_enterprise(holder=station, name="演示甲厂", by=station.user, at=NOW)
    entry = report(station, replace(TOLD, enterprises=[firm]))
    row = entry.confirmations.get()
    answer_confirmation(confirmation=row, reply=Reply("confirmed", row.facts, 5), by=None, at=NOW)
    asked = request_correction(entry=entry, words="时长有误", by=station.user, at=CLOSED)
    answer(asked, officer)
    corrected(entry, enterprises=[firm])
    again = entry.confirmations.get(is_current=True)
    reply = Reply("confirmed", again.facts, 4)
    answer_confirmation(confirmation=again, reply=reply, by=None, at=datetime(2027, 3, 4, 15, tzinfo=UTC))
    again.refresh_from_db()
    assert (again.answer, again.score) == ("confirmed", 4)


def test_holder_asks_and_desk_answers_through_their_pages(client, entry, officer, time_machine):
    time_machine.move_to(CLOSED, tick=False)
    client.force_login(entry.holder.user)
    page = reverse("service:entry", args=[entry.pk])
    path = reverse("service:request_correction", args=[entry.pk])
    assert f'href="{path}">认为记录有误，申请更正</a>' in client.get(page).text
    assert client.post(path, {"words": "时长应为两小时"}).url == page
    client.force_login(officer)
    asked = CorrectionRequest.objects.get()
    one = reverse("desk_diary:request", args=[asked.pk])
    assert f'href="{one}"' in client.get("/admin/diary/").text
    assert entry.holder.user.mobile not in client.get(one).text
    assert client.post(one, {"is_granted": "1", "answer": "同意。"}).url == "/admin/diary/"
    assert "这里没有更正申请" in client.get("/admin/diary/").text
    client.force_login(entry.holder.user)
    assert f'href="{reverse("service:correct", args=[entry.pk])}">更正</a>' in client.get(page).text


def test_request_of_another_is_not_found(client, entry):
    client.force_login(UserFactory())
    path = reverse("service:request_correction", args=[entry.pk])
    assert (client.get(path).status_code, client.post(path).status_code) == (404, 404)
