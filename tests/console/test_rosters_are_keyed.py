"""N-2: what an agency sent by e-mail is keyed in at the desk, as a draft its agency confirms."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from recruitment.enums import RosterChannel, RosterStatus
from recruitment.models import Roster
from tests.factories.accounts import StaffFactory
from tests.factories.agencies import mandated, scan_file, table_file
from tests.factories.recruitment import RoundFactory
from tests.factories.rosters import STATION_HEADS, STATIONS
from tests.factories.workflows import staff_in_group

pytestmark = pytest.mark.django_db
URL = reverse("desk_recruitment:rosters_keyed")


def posted(client, mandate, round_, **files):
    given = {"table": table_file([STATION_HEADS, *STATIONS]), "scan": scan_file(), **files}
    return client.post(URL, {"mandate": mandate.pk, "round": round_.pk, **given})


def closed_round():
    now = timezone.now()
    return RoundFactory(opens_at=now - timedelta(days=9), closes_at=now - timedelta(days=2))


def test_staff_key_in_a_roster_after_the_round_closed(client):
    mandate, person = mandated("33"), staff_in_group("first_review")
    client.force_login(person)
    assert posted(client, mandate, closed_round()).status_code == 302
    [roster] = Roster.objects.all()
    assert (roster.channel, roster.status, roster.received_by) == (
        RosterChannel.EMAIL,
        RosterStatus.DRAFT,
        person,
    )
    page = client.get(URL).content.decode()
    assert "已代为录入。请通知该机构登录核对，由其确认后生效。" in page
    assert mandate.organisation.name in page


def test_a_file_that_cannot_be_read_says_why_and_keeps_nothing(client):
    client.force_login(staff_in_group("first_review"))
    response = posted(
        client, mandated(), closed_round(), scan=table_file([STATION_HEADS, *STATIONS], name="盖章件.docx")
    )
    assert response.status_code == 422
    assert "“盖章件.docx”不是 PDF" in response.content.decode()
    assert not Roster.objects.exists()


def test_a_mandate_out_of_force_is_no_choice(client):
    client.force_login(staff_in_group("first_review"))
    mandate = mandated(approved_at=None, approved_by=None)
    assert posted(client, mandate, closed_round()).status_code == 422


def test_staff_without_the_permission_are_turned_away(client):
    client.force_login(StaffFactory())
    assert posted(client, mandated(), closed_round()).status_code in {302, 403}
    assert not Roster.objects.exists()


def test_the_page_asks_the_database_the_same_for_one_roster_and_for_three(client, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.force_login(staff_in_group("first_review"))

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(URL)
        return len(queries)

    posted(client, mandated(), closed_round())
    asked()
    one = asked()
    posted(client, mandated("44"), closed_round())
    posted(client, mandated("51"), closed_round())
    asked()
    # the choices of round and mandate are read in one query each, however many they are
    assert asked() == one
