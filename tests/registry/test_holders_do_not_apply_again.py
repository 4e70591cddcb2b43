"""Whoever holds a title within its term is told at once: at the start and at submission, with number, term and what to do."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from policies.enums import Kind
from recruitment.actions import (
    begin_review,
    create_draft,
    request_supplement,
    resubmit_application,
    submit_application,
)
from recruitment.enums import Status
from recruitment.exceptions import HoldsTitleError
from recruitment.models import Application
from registry.actions import recognize
from registry.models import Holder, HolderStatus
from tests.factories.accounts import UserFactory
from tests.factories.recruitment import RoundFactory, drafted, submitted_expert
from tests.factories.registry import issued_certificate, released_application

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 22, 2, tzinfo=UTC)
USCC = "91330113DEM0000144"


def new_round(at=AT):
    return RoundFactory(opens_at=at - timedelta(days=1), closes_at=at + timedelta(days=30))


def told(number: str) -> str:
    return (
        f"您已持有志愿专家资格，证书编号 {number}，有效期 2026年11月22日至2029年11月22日，期内不能重复申报。"
        "期满前 90 日（2029年8月24日）起可以申请顺延。"
    )


@pytest.mark.clause("E-9")
def test_an_expert_is_refused_at_the_start_with_number_term_and_advice():
    person = UserFactory()
    certificate = issued_certificate(Kind.EXPERT, on=AT, by=None, round=new_round())
    Holder.objects.update(user=person)
    with pytest.raises(HoldsTitleError) as refused:
        create_draft(round=new_round(), kind="expert", by=person, at=AT)
    assert str(refused.value) == told(certificate.number)
    assert Application.objects.filter(applicant=person).count() == 0


def test_in_the_last_days_the_advice_is_to_renew_now():
    certificate = issued_certificate(Kind.EXPERT, on=AT)
    at = datetime(2029, 8, 24, 2, tzinfo=UTC)
    with pytest.raises(HoldsTitleError, match=r"现在即可申请顺延。$"):
        create_draft(round=new_round(at), kind="expert", by=certificate.term.holder.user, at=at)


@pytest.mark.parametrize(
    ("day", "is_refused"),
    [(datetime(2029, 11, 22, 2, tzinfo=UTC), True), (datetime(2029, 11, 22, 17, tzinfo=UTC), False)],
)
def test_the_last_day_of_the_term_counts_in_china(day, is_refused):
    person = issued_certificate(Kind.EXPERT, on=AT).term.holder.user
    if is_refused:
        with pytest.raises(HoldsTitleError):
            create_draft(round=new_round(day), kind="expert", by=person, at=day)
    else:
        assert create_draft(round=new_round(day), kind="expert", by=person, at=day).status == Status.DRAFT


@pytest.mark.parametrize("status", [HolderStatus.WITHDRAWN, HolderStatus.REVOKED, HolderStatus.EXPIRED])
def test_a_title_that_is_over_is_no_obstacle(status):
    person = issued_certificate(Kind.EXPERT, on=AT).term.holder.user
    Holder.objects.update(status=status)
    assert create_draft(round=new_round(), kind="expert", by=person, at=AT).status == Status.DRAFT


def test_an_expert_may_still_apply_for_their_unit():
    person = issued_certificate(Kind.EXPERT, on=AT).term.holder.user
    assert create_draft(round=new_round(), kind="station", by=person, at=AT).kind == "station"


@pytest.mark.parametrize("kind", Kind.values)
def test_a_holder_made_between_draft_and_submission_is_found_at_submission(kind):
    person = UserFactory()
    uscc = {"uscc": USCC} if kind == Kind.STATION else {}
    draft = drafted(kind, by=person, round=RoundFactory(), **uscc)
    running = released_application(kind, by=person, round=RoundFactory(), **uscc)
    holder = recognize(application=running, by=None, at=timezone.now())
    with pytest.raises(HoldsTitleError, match=holder.terms.get().certificate.number):
        submit_application(application=draft, by=person, at=timezone.now())
    draft.refresh_from_db()
    assert (draft.status, draft.number) == (Status.DRAFT, None)


def test_a_supplement_is_refused_as_well():
    person, at = UserFactory(), timezone.now()
    waiting = submitted_expert(by=person, round=RoundFactory())
    begin_review(application=waiting, by=None, at=at)
    request_supplement(
        application=waiting, by=None, at=at, due_on=timezone.localdate() + timedelta(days=9), reason="补学历"
    )
    recognize(application=released_application("expert", by=person, round=RoundFactory()), by=None, at=at)
    with pytest.raises(HoldsTitleError):
        resubmit_application(application=waiting, by=person, at=at)


@pytest.mark.clause("S-12")
def test_a_stranger_typing_the_code_of_a_unit_learns_neither_number_nor_term():
    certificate = issued_certificate(Kind.STATION, uscc=USCC)
    stranger = drafted("station", by=UserFactory(), round=RoundFactory(), uscc=USCC)
    with pytest.raises(HoldsTitleError) as refused:
        submit_application(application=stranger, by=stranger.applicant, at=timezone.now())
    assert str(refused.value) == (
        f"统一社会信用代码 {USCC} 的单位已是志愿服务工作站，有效期内不能重复申报。"
        "如属本单位，请由原申报人登录，在“我的证书”查看；有疑问请联系主办单位。"
    )
    assert certificate.number not in str(refused.value)


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def start(client: Client, kind: str, **more: str):
    return client.post(reverse("recruitment:apply"), {"round": RoundFactory().pk, "kind": kind, **more})


def test_the_page_says_it_and_starts_nothing():
    certificate = issued_certificate(Kind.EXPERT)
    client = signed_in(certificate.term.holder.user)
    page = start(client, "expert")
    assert page.status_code == 409
    assert f"证书编号 {certificate.number}" in page.text
    assert "为另一家单位申报" not in page.text


def test_a_stations_applicant_may_go_on_for_another_unit():
    certificate = issued_certificate(Kind.STATION)
    client = signed_in(certificate.term.holder.user)
    page = start(client, "station")
    assert page.status_code == 409
    assert "为另一家单位申报" in page.text
    assert start(client, "station", other_unit="1").status_code == 302


def test_an_expert_has_no_second_person_to_apply_for():
    client = signed_in(issued_certificate(Kind.EXPERT).term.holder.user)
    assert start(client, "expert", other_unit="1").status_code == 409


def test_the_submit_button_answers_on_the_preview():
    person = UserFactory()
    draft = drafted("expert", by=person, round=RoundFactory())
    running = released_application("expert", by=person, round=RoundFactory())
    recognize(application=running, by=None, at=timezone.now())
    page = signed_in(person).post(reverse("recruitment:submit", args=[draft.pk]), follow=True)
    assert page.redirect_chain[-1][0] == reverse("recruitment:preview", args=[draft.pk])
    assert "期内不能重复申报" in page.text
