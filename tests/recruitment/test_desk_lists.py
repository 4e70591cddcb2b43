from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from recruitment.models import Application, Round
from tests.factories.accounts import UserFactory, staff_in_group
from tests.factories.recruitment import RoundFactory, submitted_expert, submitted_station

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk_of(settings):
    settings.STAFF_SECOND_FACTOR = False

    def sign_in(group: str) -> Client:
        client = Client()
        client.force_login(staff_in_group(group))
        return client

    return sign_in


def test_the_register_masks_every_mobile(desk_of):
    expert = submitted_expert()
    submitted_station(round=expert.round, contact_mobile="19911112222")
    page = desk_of("first_review").get(reverse("desk_recruitment:register")).text
    assert expert.number in page
    assert "199****2222" in page
    assert "19911112222" not in page
    assert expert.applicant.mobile not in page


def test_the_register_costs_the_same_with_one_row_and_with_thirty(desk_of):
    client, url = desk_of("first_review"), reverse("desk_recruitment:register")
    first = submitted_station()
    client.get(url)  # fills Wagtail's caches
    one = _queries(client, url)
    for n in range(29):
        _copy(first, n)
    assert _queries(client, url) == one
    assert "共 30 件" in client.get(url).text


def test_the_rounds_cost_the_same_with_one_row_and_with_thirty(desk_of):
    client, url = desk_of("administrator"), reverse("desk_recruitment:rounds")
    RoundFactory()
    client.get(url)
    one = _queries(client, url)
    RoundFactory.create_batch(29)
    assert _queries(client, url) == one


def _copy(first: Application, n: int) -> None:
    """A further row as cheaply as a list needs it."""
    dossier = first.station
    copy = Application.objects.get(pk=first.pk)
    copy.pk, copy.organisation, copy.applicant = None, None, UserFactory()
    copy.number = f"ZY-2026-9{n:05d}"
    copy.save()
    dossier.pk, dossier.application = None, copy
    dossier.save()


def _queries(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        client.get(url)
    return len(queries)


def test_an_administrator_opens_a_round_and_is_warned_about_a_sunday(desk_of):
    policy = RoundFactory().policy
    values = {"title": "2026 年第二批", "kind": "both", "policy": policy.pk, "opens_at": "2026-11-20T09:00:00", "closes_at": "2026-12-06T23:59:59"}  # fmt: skip
    page = desk_of("administrator").post(reverse("desk_recruitment:round_add"), values, follow=True).text
    assert Round.objects.filter(title="2026 年第二批").count() == 1
    assert "截止日 2026年12月6日 不是工作日" in page
    assert "之后的第一个工作日是 2026年12月7日" in page


def test_kind_and_policy_of_a_used_round_stay(desk_of):
    round_ = submitted_station().round
    values = {"title": "改名", "kind": "expert", "policy": round_.policy_id, "opens_at": "2026-11-20T09:00:00", "closes_at": "2026-12-07T23:59:59"}  # fmt: skip
    page = desk_of("administrator").post(reverse("desk_recruitment:round", args=[round_.pk]), values).text
    assert "招募对象和规则版本不能再改" in page
    assert Round.objects.get(pk=round_.pk).kind == "both"


@pytest.mark.parametrize("group", ["first_review", "publicity_officer", "editor"])
def test_only_an_administrator_opens_a_round(desk_of, group):
    response = desk_of(group).get(reverse("desk_recruitment:round_add"))
    assert response.status_code == 302  # the desk answers a refusal by leading home
    assert response.url == "/admin/"


def test_a_deadline_in_the_last_second_of_a_day_reads_24_00(desk_of):
    RoundFactory(closes_at=datetime(2026, 12, 6, 15, 59, 59, tzinfo=UTC))
    page = desk_of("administrator").get(reverse("desk_recruitment:rounds")).text
    assert "2026年12月6日 24:00" in page
