"""S-5-R, E-4-R: the formal check at the desk, rows beside the stamped scan."""

import pytest
from django.urls import reverse

from accounts.masking import mask_email
from audit.models import Event
from recruitment.enums import RosterStatus
from recruitment.models import Roster
from tests.factories.accounts import StaffFactory, staff_in_group
from tests.factories.agencies import confirmed_roster, mandated
from tests.factories.rosters import EXPERT_HEADS, EXPERTS, STATIONS

pytestmark = [pytest.mark.django_db, pytest.mark.clause("S-5-R"), pytest.mark.clause("E-4-R")]


@pytest.fixture
def roster() -> Roster:
    return confirmed_roster(mandated("33"), *STATIONS[:2])


@pytest.fixture
def desk(client):
    client.force_login(staff_in_group("second_review"))
    return client


def to(name: str, *args: object) -> str:
    return reverse(f"desk_recruitment:{name}", args=args)


def test_confirmed_roster_waits_in_the_list_and_opens_beside_its_scan(desk, roster):
    assert roster.number in desk.get(to("rosters")).content.decode()
    page = desk.get(to("roster", roster.pk))
    scan = roster.files.get(kind="scan")
    assert f'<iframe src="{to("roster_file", scan.pk)}#' in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    read = desk.get(to("roster_file", scan.pk))
    assert (read.status_code, read["Content-Type"]) == (200, "application/pdf")
    read.close()


def test_numbers_are_masked_until_somebody_asks_and_that_is_recorded(desk, roster):
    mobile = roster.rows.get(position=1).mobile
    assert mobile not in desk.get(to("roster", roster.pk)).content.decode()
    desk.post(to("roster_numbers", roster.pk))
    assert mobile in desk.get(to("roster", roster.pk)).content.decode()
    assert Event.objects.filter(verb="roster.reveal_numbers").count() == 1


def test_addresses_of_experts_are_masked_as_well(desk):
    roster = confirmed_roster(mandated("33"), *EXPERTS[:1], heads=EXPERT_HEADS)
    address = roster.rows.get().email
    page = desk.get(to("roster", roster.pk)).content.decode()
    assert (address in page, mask_email(address) in page) == (False, True)
    desk.post(to("roster_numbers", roster.pk))
    assert address in desk.get(to("roster", roster.pk)).content.decode()


def test_rows_are_judged_and_the_check_finished(desk, roster):
    desk.post(to("roster_judge", roster.pk, 1), {"verdict": "refused", "reason": ""})
    assert "第 1 条：" in desk.get(to("roster", roster.pk)).content.decode()
    response = desk.post(
        to("roster_judge", roster.pk, 1), {"verdict": "refused", "reason": "扫描件上没有", "page": "1"}
    )
    assert response["Location"] == to("roster", roster.pk) + "?page=1#row-1"
    desk.post(to("roster_pass", roster.pk))
    desk.post(to("roster_finish", roster.pk))
    roster.refresh_from_db()
    assert roster.status == RosterStatus.CHECKED
    assert list(roster.rows.values_list("verdict", flat=True)) == ["refused", "passed"]


def test_roster_is_returned_with_its_reason(desk, roster):
    desk.post(to("roster_return", roster.pk), {"reason": "扫描件没有盖章"})
    roster.refresh_from_db()
    assert (roster.status, roster.return_reason) == (RosterStatus.RETURNED, "扫描件没有盖章")


def test_draft_is_not_for_the_desk(desk, roster):
    Roster.objects.filter(pk=roster.pk).update(
        status="draft", confirmed_at=None, confirmed_by=None, number=None, content_hash=""
    )
    assert desk.get(to("roster", roster.pk)).status_code == 404
    assert desk.get(to("roster_file", roster.files.get(kind="scan").pk)).status_code == 404


def test_staff_without_the_permission_see_nothing(client, roster):
    client.force_login(StaffFactory())
    for url in (to("rosters"), to("roster", roster.pk), to("roster_file", roster.files.get(kind="scan").pk)):
        assert client.get(url).status_code in {302, 403}


def test_list_asks_the_database_the_same_for_one_roster_and_for_three(desk, roster):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            desk.get(to("rosters"))
        return len(queries)

    asked()
    one = asked()
    for province in ("44", "51"):
        confirmed_roster(mandated(province), *STATIONS[:2])
    assert asked() == one
