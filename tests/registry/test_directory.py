"""名录：who stands in it, how it is asked, and what it never shows."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Consent, ConsentKind
from policies.enums import Kind
from registry.directory import Answer, Asked
from registry.listing import refresh_listings, searchable
from registry.models import Certificate, CertificateStatus, Holder, HolderStatus, ListedField, Listing
from tests.factories.registry import issued_certificate
from tests.queries import queries_of

pytestmark = pytest.mark.django_db


def asked(client: Client, **query: str) -> Any:
    return client.get("/directory/", query)


def names(client: Client, **query: str) -> list[str]:
    return [row.name for row in asked(client, **query).context["page"]]


def test_recognition_lists_a_station_with_its_public_columns(client: Client) -> None:
    certificate = issued_certificate(name="深圳高新科技园服务中心")
    row = Listing.objects.get()

    assert (row.name, row.number, row.until, row.station_kind, row.employer) == (
        "深圳高新科技园服务中心", certificate.number, certificate.term.ends_on, "中小企业园区", "",
    )  # fmt: skip
    assert names(client) == ["深圳高新科技园服务中心"]


@pytest.mark.clause("E-4-3")
def test_expert_is_listed_while_the_consent_to_be_named_stands(client: Client) -> None:
    certificate = issued_certificate(Kind.EXPERT)
    page = f"/directory/{certificate.number}/"
    assert names(client, kind="expert") == [certificate.term.holder.name]
    assert client.get(page).status_code == 200

    Consent.objects.filter(kind=ConsentKind.PUBLISH_NAME).update(withdrawn_at=timezone.now())
    assert refresh_listings() == 1
    assert (names(client, kind="expert"), client.get(page).status_code) == ([], 404)


def test_expert_has_the_fields_handed_in(client: Client) -> None:
    certificate = issued_certificate(Kind.EXPERT)
    expert = certificate.term.application.expert  # type: ignore[union-attr]

    handed_in = set(expert.expert_fields.values_list("code", flat=True))
    assert handed_in
    assert set(ListedField.objects.values_list("code", flat=True)) == handed_in


@pytest.mark.parametrize("words", ["科技园", "高新科技园", "深圳 服务中心", "\uff46\uff41\uff42", "Lab"])
def test_any_part_of_a_name_is_found(client: Client, words: str) -> None:
    issued_certificate(name="深圳高新科技园FabLab服务中心")
    issued_certificate(name="别处的协会")

    assert names(client, q=words) == ["深圳高新科技园FabLab服务中心"]


def test_facets_count_what_narrower_questions_find(client: Client) -> None:
    for province in ("33", "33", "44"):
        issued_certificate(province=province)
    answer = asked(client).context["answer"]

    assert [(facet.value, facet.count) for facet in answer.provinces] == [("33", 2), ("44", 1)]
    assert answer.count == 3
    narrowed = asked(client, province="44").context["answer"]
    assert ([facet.count for facet in narrowed.provinces], narrowed.count) == ([2, 1], 1)


def test_term_that_is_over_leaves_the_list_by_itself(client: Client) -> None:
    issued_certificate(on=timezone.now() - timedelta(days=3 * 366))

    assert names(client) == []


def test_revoked_holder_leaves_the_list_and_its_page_says_so(client: Client) -> None:
    certificate = issued_certificate()
    Holder.objects.update(status=HolderStatus.REVOKED)
    Certificate.objects.update(status=CertificateStatus.REVOKED)
    refresh_listings()
    page = client.get(f"/directory/{certificate.number}/")

    assert names(client) == []
    assert (page.status_code, "该资格已经撤销，不再列入名录。" in page.text) == (200, True)


def test_sweep_finds_what_was_missed_and_then_nothing(client: Client) -> None:
    issued_certificate()
    Listing.objects.all().delete()

    assert (refresh_listings(), refresh_listings()) == (1, 0)
    assert Listing.objects.count() == 1


def test_no_contact_reaches_the_public(client: Client) -> None:
    certificate = issued_certificate(Kind.EXPERT)
    person = certificate.term.holder.user
    pages = [asked(client, kind="expert").text, client.get(f"/directory/{certificate.number}/").text]

    assert person.mobile
    assert [person.mobile in page for page in pages] == [False, False]


@pytest.mark.parametrize(
    "query",
    [
        {"q": "\0"}, {"q": "x" * 10_000}, {"q": "😀%_'\"*"}, {"province": "不存在"}, {"page": "99999999999999999999"},
        {"page": "-1"}, {"kind": "<script>"}, {"type": "%"}, {"kind": "expert", "field": "'"},
    ],
)  # fmt: skip
def test_nonsense_is_answered_calmly(client: Client, query: dict[str, str]) -> None:
    issued_certificate()

    assert asked(client, **query).status_code == 200


def test_percent_sign_finds_itself_only(client: Client) -> None:
    issued_certificate(name="甲园区")

    assert names(client, q="%") == []


@pytest.mark.parametrize("number", ["GZZ-2026-33-99999-X", "nonsense", "' OR 1=1"])
def test_unknown_number_is_not_found(client: Client, number: str) -> None:
    assert client.get(f"/directory/{number}/").status_code == 404


def test_other_ways_to_write_a_number_lead_to_the_right_one(client: Client) -> None:
    number = issued_certificate().number
    answer = client.get(f"/directory/{number.lower()}/")

    assert (answer.status_code, answer["Location"]) == (302, f"/directory/{number}/")


@pytest.mark.parametrize("kind", [Kind.STATION, Kind.EXPERT])
def test_list_costs_the_same_with_one_row_and_with_five(client: Client, kind: Kind) -> None:
    issued_certificate(kind)
    one = queries_of(lambda: asked(client, kind=kind))
    for _ in range(4):
        issued_certificate(kind)

    assert queries_of(lambda: asked(client, kind=kind)) == one


def test_pages_read_from_either_end_are_in_one_order() -> None:
    for days in (3, 0, 2, 0, 1):
        issued_certificate(on=timezone.now() - timedelta(days=days))
    rows = Answer(Asked(Kind.STATION), timezone.localdate()).rows
    newest_first = list(Listing.objects.order_by("-recognized_on", "-holder"))

    assert [rows[at : at + 2] for at in (0, 2, 4)] == [newest_first[:2], newest_first[2:4], newest_first[4:]]


@pytest.mark.parametrize("few", [0, 1000])
def test_answer_does_not_depend_on_how_many_rows_are_few(monkeypatch: pytest.MonkeyPatch, few: int) -> None:
    monkeypatch.setattr("registry.directory.FEW", few)
    for name, province in (("甲科技园", "33"), ("乙科技园", "44"), ("丙协会", "44")):
        issued_certificate(name=name, province=province)
    answer = Answer(Asked(Kind.STATION, q="科技", province="44"), timezone.localdate())

    assert [row.name for row in answer.rows[0:20]] == ["乙科技园"]
    assert sorted((facet.value, facet.count) for facet in answer.provinces) == [("33", 1), ("44", 1)]
    assert [facet.count for facet in answer.station_kinds] == [1]


def test_words_are_compared_without_case_and_width() -> None:
    assert searchable(" \uff21\uff22\uff43\u3000科技 园 ") == "abc 科技 园"
