"""The agency's pages: from the two files to the receipt; somebody else's roster is not there."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from recruitment.actions import correct_row
from recruitment.enums import RosterRowStatus, RosterStatus
from recruitment.models import Roster
from tests.factories.accounts import UserFactory
from tests.factories.agencies import agent_of, mandated, received, scan_file, table_file
from tests.factories.recruitment import RoundFactory
from tests.factories.rosters import EXPERT_HEADS, EXPERTS, STATION_HEADS, STATIONS

pytestmark = pytest.mark.django_db
FAULTY = ["1", "演示甲园区", "甲路1号", "张演示", "1990000001"]


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def faulty() -> Roster:
    return received(mandated("33"), RoundFactory(), FAULTY, STATIONS[1])


@pytest.fixture
def agents(faulty: Roster) -> Client:
    return browser(agent_of(faulty.mandate))


def url(name: str, *args: int) -> str:
    return reverse(f"recruitment:{name}", args=args)


def test_upload_leads_to_the_preview_of_the_draft() -> None:
    mandate, round_ = mandated("33"), RoundFactory()
    files = {"table": table_file([STATION_HEADS, *STATIONS]), "scan": scan_file()}
    response = browser(agent_of(mandate)).post(
        url("roster_upload"), {"mandate": mandate.pk, "round": round_.pk, **files}
    )
    roster = Roster.objects.get()
    assert (response.status_code, response["Location"]) == (302, url("roster", roster.pk))


def test_upload_of_both_annexes_leads_to_the_list_of_two() -> None:
    mandate, round_ = mandated("33"), RoundFactory()
    files = {"table": table_file([STATION_HEADS, *STATIONS], [EXPERT_HEADS, *EXPERTS]), "scan": scan_file()}
    client = browser(agent_of(mandate))
    response = client.post(url("roster_upload"), {"mandate": mandate.pk, "round": round_.pk, **files})
    assert response["Location"] == url("agency")
    assert [row.kind for row, _tone in client.get(url("agency")).context["page"]] == ["expert", "station"]


def test_refused_file_is_explained_on_the_form() -> None:
    mandate, round_ = mandated("33"), RoundFactory()
    files = {"table": scan_file("汇总表.pdf"), "scan": scan_file()}
    response = browser(agent_of(mandate)).post(
        url("roster_upload"), {"mandate": mandate.pk, "round": round_.pk, **files}
    )
    assert response.status_code == 422
    assert "“汇总表.pdf”是扫描件或图片" in response.content.decode()
    assert not Roster.objects.exists()


def test_mandate_of_another_agency_is_no_choice() -> None:
    mandate, round_, other = mandated("33"), RoundFactory(), mandated("33")
    files = {"table": table_file([STATION_HEADS, *STATIONS]), "scan": scan_file()}
    response = browser(agent_of(mandate)).post(
        url("roster_upload"), {"mandate": other.pk, "round": round_.pk, **files}
    )
    assert list(response.context["form"].errors) == ["mandate"]


def test_preview_shows_each_finding_beside_its_cell(faulty, agents) -> None:
    response = agents.get(url("roster", faulty.pk))
    lines = response.context["lines"]
    assert [column.official for column in response.context["columns"]] == STATION_HEADS[1:]
    assert [(cell.key, cell.has_errors) for cell in lines[0].cells] == [
        ("name", False), ("address", False), ("contact", False), ("phone", True),
    ]  # fmt: skip
    assert "含有无法识别的内容" in response.content.decode()
    assert url("roster_confirm", faulty.pk) not in response.content.decode()
    only = agents.get(url("roster", faulty.pk) + "?show=faulty").context["lines"]
    assert [line.row.position for line in only] == [1]


def test_row_is_put_right_in_its_form(faulty, agents) -> None:
    page = url("roster_row", faulty.pk, 1)
    typed = {"name": "演示甲园区", "address": "甲路1号", "contact": "张演示", "phone": "又错"}
    wrong = agents.post(page, typed)
    assert wrong["Location"] == page
    assert 'value="又错"' in agents.get(page).content.decode()
    right = agents.post(page, {**typed, "phone": "19900000001"})
    assert right["Location"] == url("roster", faulty.pk) + "?page=1#row-1"
    assert url("roster_confirm", faulty.pk) in agents.get(url("roster", faulty.pk)).content.decode()


def test_row_is_left_out_and_taken_back(faulty, agents) -> None:
    def status() -> str:
        return faulty.rows.get(position=1).status

    agents.get(url("roster_drop", faulty.pk, 1))
    assert status() == RosterRowStatus.KEPT
    agents.post(url("roster_drop", faulty.pk, 1))
    assert status() == RosterRowStatus.DROPPED
    agents.post(url("roster_keep", faulty.pk, 1))
    assert status() == RosterRowStatus.KEPT


def test_confirmation_asks_and_ends_at_the_receipt(faulty, agents) -> None:
    agents.post(url("roster_drop", faulty.pk, 1))
    page = url("roster_confirm", faulty.pk)
    assert agents.get(page).context["form"].initial == {"revision": 1}
    assert list(agents.post(page, {"revision": 1}).context["form"].errors) == ["is_checked"]
    done = agents.post(page, {"revision": 1, "is_checked": "on"})
    assert done["Location"] == url("roster_receipt", faulty.pk)
    faulty.refresh_from_db()
    said = agents.get(done["Location"]).content.decode()
    hashes = [faulty.content_hash, *faulty.files.values_list("sha256", flat=True)]
    assert [faulty.number in said, *(one in said for one in hashes)] == [True] * 4
    assert agents.post(page, {"revision": 1, "is_checked": "on"})["Location"] == done["Location"]


def test_confirmation_of_what_changed_meanwhile_goes_back(faulty, agents) -> None:
    agents.post(url("roster_drop", faulty.pk, 1))
    response = agents.post(url("roster_confirm", faulty.pk), {"revision": 0, "is_checked": "on"}, follow=True)
    assert "汇总表在您打开本页后已有变动" in response.content.decode()
    faulty.refresh_from_db()
    assert faulty.status == RosterStatus.DRAFT


def test_roster_with_errors_has_no_confirmation_page(faulty, agents) -> None:
    assert agents.get(url("roster_confirm", faulty.pk))["Location"] == url("roster", faulty.pk)
    assert agents.get(url("roster_receipt", faulty.pk))["Location"] == url("roster", faulty.pk)


def test_draft_is_withdrawn(faulty, agents) -> None:
    assert agents.post(url("roster_withdraw", faulty.pk), {"reason": ""})["Location"] == url(
        "roster", faulty.pk
    )
    assert agents.get(url("roster_row", faulty.pk, 1))["Location"] == url("roster", faulty.pk)
    faulty.refresh_from_db()
    assert faulty.status == RosterStatus.WITHDRAWN


def own_pages(roster: Roster) -> list[str]:
    pages = [
        url(name, roster.pk) for name in ("roster", "roster_confirm", "roster_receipt", "roster_withdraw")
    ]
    pages += [url(name, roster.pk, 1) for name in ("roster_row", "roster_drop", "roster_keep")]
    return pages + [url("roster_file", file.pk) for file in roster.files.all()]


@pytest.mark.parametrize("province", ["33", "44"])
def test_roster_of_another_agency_is_not_there(faulty, province) -> None:
    stranger = browser(agent_of(mandated(province)))
    pages = own_pages(faulty)
    assert [stranger.get(page).status_code for page in pages] == [404] * 9
    assert [stranger.post(page).status_code for page in pages] == [404] * 9
    assert list(stranger.get(url("agency")).context["page"]) == []


def test_member_without_a_mandate_finds_nothing(faulty) -> None:
    member = browser(UserFactory())
    pages = [url("agency"), url("roster_upload"), *own_pages(faulty)]
    assert [member.get(page).status_code for page in pages] == [404] * 11
    assert url("agency") not in member.get(url("home")).content.decode()


def test_agent_is_led_from_the_first_page_and_reads_own_files(agents, faulty) -> None:
    assert url("agency") in agents.get(url("home")).content.decode()
    for file in faulty.files.all():
        with file.file.open("rb") as kept:
            assert b"".join(agents.get(url("roster_file", file.pk)).streaming_content) == kept.read()


def test_list_and_preview_cost_the_same_for_one_and_for_three() -> None:
    def cost(count: int) -> list[int]:
        mandate = mandated("33")
        rosters = [received(mandate, RoundFactory(), *[[str(n), f"演示{n}号园区", f"{n}路", "张演示", f"1990000{n:04d}"] for n in range(1, count + 1)]) for _each in range(count)]  # fmt: skip
        client, costs = browser(agent_of(mandate)), []
        for page in (url("agency"), url("roster", rosters[0].pk)):
            client.get(page)
            with CaptureQueriesContext(
                connection,
            ) as queries:
                client.get(page)
            costs.append(len(queries))
        return costs

    assert cost(1) == cost(3)


def test_preview_of_a_long_roster_is_paged_and_costs_no_more() -> None:
    def cost(count: int) -> tuple[int, int]:
        rows = [
            [str(n), f"演示{n}号园区", f"{n}路", "张演示", f"1990000{n:04d}"] for n in range(1, count + 1)
        ]
        roster = received(mandated("33"), RoundFactory(), *rows)
        client, page = browser(agent_of(roster.mandate)), f"{url('roster', roster.pk)}?page=3"
        client.get(page)
        with CaptureQueriesContext(connection) as queries:
            shown = client.get(page).content.decode()
        return len(queries), shown.count('id="row-')

    few, many = cost(101), cost(170)
    assert (few[1], many[1]) == (1, 50)
    assert few[0] == many[0]


def test_what_is_typed_is_shown_as_text(faulty, agents) -> None:
    row = faulty.rows.get(position=1)
    texts = {"name": "演示甲园区", "address": "<b>甲</b>", "contact": "张演示", "phone": "<script>"}
    correct_row(row=row, texts=texts, by=agent_of(faulty.mandate), at=timezone.now())
    said = agents.get(url("roster", faulty.pk)).content.decode()
    assert ("<b>甲" in said, "&lt;b&gt;甲" in said, "&lt;script&gt;" in said) == (False, True, True)
