"""抽查：reproducible from its seed; what is untrue leaves the year, is told to its holder, and is never deleted."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.urls import reverse

from audit.models import Event
from console.management.commands.load_base import load_routes, load_templates
from messaging.models import Message
from policies.enums import Kind
from service import exceptions
from service.actions import Reply, answer_confirmation, draw_check, judge_item, list_enterprise
from service.actions.spotting import ranked
from service.models import SpotCheck
from service.queries import entries_to_check
from tests.factories.accounts import UserFactory, staff_in_group
from tests.factories.registry import issued_certificate
from tests.service.test_diary import NOW, TOLD, USCC, codes, report  # noqa: F401  codes is a fixture of every test here

pytestmark = pytest.mark.django_db


@pytest.fixture
def station():
    return issued_certificate(Kind.STATION, on=datetime(2026, 9, 1, 2, tzinfo=UTC)).term.holder


@pytest.fixture
def officer(db):
    load_templates()
    load_routes()
    return staff_in_group("first_review")


def draw(officer, *, size=5, seed="", province=""):
    return draw_check(year=2026, province=province, size=size, seed=seed, by=officer, at=NOW)


def judge(item, officer, result="untrue", words="当日企业无人接待。"):
    return judge_item(item=item, result=result, words=words, by=officer, at=NOW)


def test_same_seed_draws_the_same_sample(station, officer):
    entries = [report(station).pk for _turn in range(12)]
    first, again = draw(officer, seed="演示"), draw(officer, seed="演示")
    drawn = list(first.items.values_list("entry_id", flat=True))
    assert drawn == list(again.items.values_list("entry_id", flat=True)) == ranked("演示", entries)[:5]
    assert (first.population, drawn == entries[:5]) == (12, False)


def test_only_unanswered_entries_of_the_province_are_drawn(station, officer):
    firm = list_enterprise(holder=station, name="演示甲厂", by=station.user, at=NOW)
    answered, waiting = (report(station, replace(TOLD, enterprises=[firm])) for _turn in range(2))
    row = answered.confirmations.get()
    answer_confirmation(confirmation=row, reply=Reply("confirmed", row.facts, 5), by=None, at=NOW)
    assert list(entries_to_check(2026, station.province)) == [waiting]
    other = next(code for code in ("33", "44") if code != station.province)
    with pytest.raises(exceptions.NothingToCheckError):
        draw(officer, province=other)


@pytest.mark.clause("N-4")
def test_untrue_entry_leaves_the_year_and_its_holder_is_told_once(station, officer):
    entry, kept = report(station), report(station)
    item = next(item for item in draw(officer).items.all() if item.entry_id == entry.pk)
    judge(item, officer)
    entry.refresh_from_db()
    year = station.years.get(year=2026)
    assert (entry.is_struck, year.entries, year.half_hours, year.uncounted_half_hours) == (True, 2, 3, 3)
    told = Message.objects.filter(template__key="diary_struck").order_by("pk")
    assert [(row.channel, row.recipient) for row in told] == [("sms", station.user), ("site", station.user)]
    assert Event.objects.get(verb="spot.judge").after == {"entry": entry.pk, "result": "untrue"}
    with pytest.raises(exceptions.AlreadyJudgedError):
        judge(item, officer, "true")
    assert list(entries_to_check(2026)) == [kept]


@pytest.mark.parametrize("result", ["true", "unclear"])
def test_entry_found_true_or_unclear_counts_as_before(station, officer, result):
    report(station)
    judge(draw(officer).items.get(), officer, result)
    assert station.years.get(year=2026).half_hours == 3
    assert not Message.objects.filter(template__key="diary_struck").exists()


def test_only_who_has_the_right_checks_and_nobody_their_own(station, officer):
    report(station)
    with pytest.raises(exceptions.NotAllowedError):
        draw(UserFactory())
    item = draw(officer).items.get()
    with pytest.raises(exceptions.NotAllowedError):
        judge(item, UserFactory())
    station.user.groups.add(officer.groups.get())
    with pytest.raises(exceptions.NotAllowedError):
        judge(item, station.user)
    with pytest.raises(exceptions.WordsMissingError):
        judge(item, officer, words=" ")


def test_desk_draws_and_judges_and_the_holder_reads_why(client, station, officer, time_machine):
    time_machine.move_to(NOW, tick=False)
    firm = list_enterprise(holder=station, name="演示甲厂", uscc=USCC, by=station.user, at=NOW)
    entry = report(station, replace(TOLD, enterprises=[firm]))
    client.force_login(officer)
    assert "还没有抽查" in client.get("/admin/diary/checks/").text
    client.post("/admin/diary/checks/", {"year": 2026, "province": "", "size": 5})
    check = SpotCheck.objects.get()
    one = reverse("desk_diary:item", args=[check.items.get().pk])
    assert f'href="{one}"' in client.get(reverse("desk_diary:check", args=[check.pk])).text
    page = client.get(one).text
    assert (USCC in page, "9133**********0144" in page, station.user.mobile in page) == (False, True, False)
    assert client.post(one, {"result": "untrue", "words": "当日企业无人接待。"}).url == reverse("desk_diary:check", args=[check.pk])  # fmt: skip
    client.force_login(station.user)
    assert "当日企业无人接待。" in client.get(reverse("service:entry", args=[entry.pk])).text
