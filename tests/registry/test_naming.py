"""公开姓名: an expert withdraws the consent to be named; the name goes at once, the title stays, what would name them ends."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.actions import record_consent, withdraw_consent
from accounts.models import Consent, ConsentKind
from audit.models import Event
from policies.enums import Kind
from publicity.models import EntryStatus
from recruitment.actions import begin_review
from recruitment.enums import Status
from recruitment.models import Application
from registry.listing import refresh_listings
from registry.models import Certificate, Holder, HolderStatus, Listing
from tests.factories.accounts import UserFactory
from tests.factories.objections import DURING
from tests.factories.publicity import gathered_window, opened, passed_application
from tests.factories.recruitment import submitted_expert
from tests.factories.registry import issued_certificate

pytestmark = pytest.mark.django_db
URL = "/my/certificates/naming/"


@pytest.fixture
def certificate() -> Certificate:
    row = issued_certificate(Kind.EXPERT, name="甲某（演示）")
    refresh_listings()
    return row


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def answered(client: Client, choice: str) -> str:
    return client.post(URL, {"choice": choice}, follow=True).content.decode()


def is_found(certificate: Certificate) -> tuple[bool, int, bool]:
    """In the directory's rows, on their own page, in the data for programs."""
    page = Client().get(reverse("registry:holder", args=[certificate.number]))
    told = Client().get("/api/holders/").json()
    return (
        Listing.objects.filter(holder=certificate.term.holder).exists(),
        page.status_code,
        "甲某（演示）" in str(told),
    )


@pytest.mark.clause("E-4-3")
def test_name_goes_with_the_consent_and_the_title_stays(certificate):
    assert is_found(certificate) == (True, 200, True)
    person = certificate.term.holder.user
    assert "已撤回公开姓名的同意" in answered(signed_in(person), "withdraw")
    assert is_found(certificate) == (False, 404, False)
    assert Holder.objects.get(user=person).status == HolderStatus.ACTIVE
    check = Client().get("/verify/", {"number": certificate.number}).content.decode()
    assert certificate.number in check
    assert "甲某（演示）" not in check
    consent = Consent.objects.get(user=person, kind=ConsentKind.PUBLISH_NAME)
    assert consent.withdrawn_at is not None
    assert Event.objects.filter(actor=person, verb="consent.withdraw").count() == 1


def test_name_comes_back_with_a_new_consent(certificate):
    person = certificate.term.holder.user
    client = signed_in(person)
    answered(client, "withdraw")
    assert "名录随即列出" in answered(client, "agree")
    assert is_found(certificate) == (True, 200, True)
    rows = Consent.objects.filter(user=person, kind=ConsentKind.PUBLISH_NAME).order_by("pk")
    assert [row.withdrawn_at is None for row in rows] == [False, True]


def test_a_second_click_changes_nothing(certificate):
    client = signed_in(certificate.term.holder.user)
    answered(client, "withdraw")
    assert "没有变化" in answered(client, "withdraw")
    assert Event.objects.filter(verb="consent.withdraw").count() == 1


@pytest.mark.parametrize("choice", ["agree", "", "nonsense"])
def test_whoever_holds_nothing_gives_nothing(choice):
    person = UserFactory()
    assert "没有变化" in answered(signed_in(person), choice)
    assert not Consent.objects.filter(user=person, kind=ConsentKind.PUBLISH_NAME).exists()


def test_other_consents_and_other_people_stay(certificate):
    other = issued_certificate(Kind.EXPERT, name="（演示）乙某")
    person = certificate.term.holder.user
    kept = record_consent(by=person, kind=ConsentKind.PRIVACY, text_version="1", at=timezone.now())
    refresh_listings()
    withdraw_consent(by=person, kind=ConsentKind.PUBLISH_NAME, at=timezone.now())
    assert Consent.objects.get(pk=kept.pk).withdrawn_at is None
    assert list(Listing.objects.filter(kind=Kind.EXPERT)) == [Listing.objects.get(holder=other.term.holder)]


@pytest.mark.clause("E-4-3")
def test_name_leaves_an_open_list_at_once():
    first, second = (passed_application("expert", name=name) for name in ("甲某（演示）", "（演示）乙某"))
    opened(gathered_window([first, second]))
    withdraw_consent(by=first.applicant, kind=ConsentKind.PUBLISH_NAME, at=DURING)
    rows = [Application.objects.select_related("entry").get(pk=one.pk) for one in (first, second)]
    assert [(row.status, row.entry.status) for row in rows] == [
        (Status.RETRACTED, EntryStatus.WITHDRAWN),
        (Status.PUBLICIZED, EntryStatus.LISTED),
    ]


@pytest.mark.parametrize("is_begun", [False, True])
def test_what_is_under_review_ends(is_begun):
    row = submitted_expert()
    if is_begun:
        begin_review(application=row, by=UserFactory(), at=timezone.now())
    person = row.applicant
    page = signed_in(person).get(URL).content.decode()
    assert row.number in page
    answered(signed_in(person), "withdraw")
    assert Application.objects.get(pk=row.pk).status == Status.RETRACTED


def test_page_asks_nothing_of_whoever_is_not_named():
    page = signed_in(UserFactory()).get(URL).content.decode()
    assert "没有公开您的姓名" in page
    assert 'name="choice"' not in page
