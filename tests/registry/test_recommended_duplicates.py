"""重复：who stands elsewhere already is told, waits for a person to look, and is merged by hand with words; never by machine."""

from functools import partial

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership
from audit.models import Event
from policies.enums import Kind
from recruitment.actions import (
    Completed,
    activate_recommendation,
    clear_recommendation,
    merge_recommendation,
    twins_of_row,
)
from recruitment.enums import RecommendationStatus as Status
from recruitment.enums import Status as ApplicationStatus
from recruitment.exceptions import HoldsTitleError, ReasonMissingError
from recruitment.models import Application, Recommendation
from recruitment.rosters.refusals import NotCheckerError
from registry.models import Certificate, Holder, HolderStatus
from tests.factories.accounts import StaffFactory, UserFactory, staff_in_group
from tests.factories.agencies import NUMBER, checked_roster, confirmed_roster, invited, mandated
from tests.factories.recruitment import credit_code, submitted_expert, submitted_station
from tests.factories.registry import issued_certificate
from tests.factories.rosters import STATIONS
from tests.queries import queries_of

pytestmark = [pytest.mark.django_db, pytest.mark.clause("S-5-R"), pytest.mark.clause("E-4-R")]
CODE = credit_code(900_031)


def activated(row: Recommendation, *, by=None, uscc=CODE) -> Recommendation:
    said = Completed(uscc=uscc, station_kind="中小企业园区")
    if row.kind == Kind.EXPERT:
        said = Completed(employer="演示大学", field_names=["政策解读"])
    by = by or UserFactory(mobile=row.mobile)
    return activate_recommendation(recommendation=row, completed=said, by=by, at=timezone.now())


def merged(row, reason="与名录中的单位相同", by=None):
    by = by or staff_in_group("second_review")
    return merge_recommendation(recommendation=row, reason=reason, by=by, at=timezone.now())


def cleared(row, reason="已与中心确认可以再次纳入"):
    by = staff_in_group("second_review")
    return clear_recommendation(recommendation=row, reason=reason, by=by, at=timezone.now())


def expert_row(mobile: str) -> Recommendation:
    return invited("1", "王演示", "演示大学", "法律", mobile, "a@example.com", kind="expert")


@pytest.mark.parametrize("status", list(HolderStatus))
def test_unit_of_the_registry_waits_whatever_became_of_its_title(status):
    holder = issued_certificate().term.holder
    Holder.objects.filter(pk=holder.pk).update(status=status)
    held = activated(invited(), uscc=holder.organisation.uscc)
    number = Certificate.objects.get().number
    assert (held.status, Certificate.objects.count()) == (Status.HELD, 1)
    assert f"与名录中的工作站相同：证书编号 {number}，{status.label}。" in held.twins


@pytest.mark.parametrize("status", list(HolderStatus))
def test_expert_of_the_registry_waits_whatever_became_of_the_title(status):
    holder = issued_certificate(Kind.EXPERT).term.holder
    Holder.objects.filter(pk=holder.pk).update(status=status)
    held = activated(expert_row(holder.user.mobile), by=holder.user)
    number = Certificate.objects.get().number
    assert (held.status, Certificate.objects.count()) == (Status.HELD, 1)
    assert f"与名录中的志愿专家相同：证书编号 {number}，{status.label}。" in held.twins


def test_active_title_is_never_given_twice():
    holder = issued_certificate().term.holder
    held = activated(invited(), uscc=holder.organisation.uscc)
    with pytest.raises(HoldsTitleError, match="已在名录中且资格有效"):
        cleared(held)
    assert (merged(held).status, list(Holder.objects.all())) == (Status.MERGED, [holder])


@pytest.mark.parametrize("status", [HolderStatus.WITHDRAWN, HolderStatus.REVOKED])
def test_former_holder_comes_back_only_after_somebody_looked(status):
    holder = issued_certificate(Kind.EXPERT).term.holder
    Holder.objects.filter(pk=holder.pk).update(status=status)
    held = activated(expert_row(holder.user.mobile), by=holder.user)
    assert (cleared(held).status, Certificate.objects.count()) == (Status.ACTIVATED, 2)
    assert set(Holder.objects.values_list("status", flat=True)) == {status, HolderStatus.ACTIVE}


@pytest.mark.parametrize("status", [ApplicationStatus.SUBMITTED, ApplicationStatus.PASSED])  # fmt: skip
def test_running_application_of_the_unit_is_told(status):
    application = submitted_station()
    Application.objects.filter(pk=application.pk).update(status=status)
    held = activated(invited(), uscc=application.station.uscc)
    assert (held.status, Holder.objects.count()) == (Status.HELD, 0)
    assert f"与申报 {application.number} 相同。" in held.twins


def test_running_application_of_the_person_is_told():
    application = submitted_expert()
    held = activated(expert_row(application.applicant.mobile), by=application.applicant)
    assert held.twins == [f"与申报 {application.number} 相同。"]


def test_application_that_ended_is_no_duplicate():
    application = submitted_station()
    Application.objects.filter(pk=application.pk).update(status=ApplicationStatus.RETRACTED)
    row = invited("1", application.organisation.name, "甲路", "张演示", NUMBER)
    assert activated(row, uscc=application.station.uscc).status == Status.ACTIVATED


def test_code_of_another_unit_is_told_before_anybody_speaks_for_it():
    application = submitted_station()
    Application.objects.filter(pk=application.pk).update(status=ApplicationStatus.RETRACTED)
    held = activated(invited(), uscc=application.station.uscc)
    [sentence] = held.twins
    assert sentence.startswith("统一社会信用代码已登记的单位名称为")
    assert not Membership.objects.filter(user=held.user).exists()


def test_two_rows_of_one_unit_are_told_to_each_other():
    roster = checked_roster([*STATIONS[0][:4], NUMBER], ["2", "演示丙中心", "丙路", "丙演示", "19911110077"])
    first, second = Recommendation.objects.filter(row__roster=roster).order_by("pk")
    activated(first)
    held = activated(second)
    assert held.status == Status.HELD
    assert f"与汇总表 {roster.number} 第 1 条相同。" in held.twins


@pytest.mark.parametrize("status", list(HolderStatus))
def test_holder_is_told_at_the_formal_check_already(status):
    holder = issued_certificate().term.holder
    Holder.objects.filter(pk=holder.pk).update(status=status)
    roster = confirmed_roster(mandated("33"), ["1", holder.name, "甲路", "张演示", holder.user.mobile])
    [sentence] = [one for one in twins_of_row(roster.rows.get()) if "名录" in one]
    assert sentence.endswith(f"，{status.label}。")


def test_merging_needs_words_and_a_checker():
    held = activated(invited(), uscc=issued_certificate().term.holder.organisation.uscc)
    with pytest.raises(ReasonMissingError):
        merged(held, reason="  ")
    with pytest.raises(NotCheckerError):
        merged(held, by=StaffFactory())
    by = staff_in_group("second_review")
    merged(held, by=by)
    event = Event.objects.get(verb="recommendation.merge")
    assert (event.actor, event.after) == (by, {"status": "merged", "reason": "与名录中的单位相同"})


def test_desk_shows_what_is_repeated_and_merges_with_words(client):
    held = activated(invited(), uscc=issued_certificate().term.holder.organisation.uscc)
    client.force_login(staff_in_group("second_review"))
    page = client.get(reverse("desk_recruitment:recommendation", args=[held.pk])).text
    assert all(sentence in page for sentence in held.twins)
    act = reverse("desk_recruitment:recommendation_act", args=[held.pk])
    client.post(act, {"act": "merge", "reason": ""})
    assert Recommendation.objects.get(pk=held.pk).status == Status.HELD
    client.post(act, {"act": "merge", "reason": "与名录中的单位相同"})
    assert Recommendation.objects.get(pk=held.pk).status == Status.MERGED


def test_row_is_no_duplicate_of_the_holder_it_brought_in():
    row = activated(invited())
    assert Holder.objects.count() == 1
    assert [one for one in twins_of_row(row.row) if "名录" in one] == []


def test_row_of_another_roster_of_the_province_is_told():
    mandate = mandated("33")
    first = confirmed_roster(mandate, [*STATIONS[0][:4], NUMBER])
    again = confirmed_roster(
        mandate, ["1", "演示丁园区", "丁路", "丁演示", "19911110066"], ["2", *STATIONS[0][1:4], NUMBER]
    )
    assert [twins_of_row(row) for row in again.rows.order_by("position")] == [
        [], [f"与汇总表 {first.number} 第 1 条的名称和手机号码相同，请核对是否重复推荐。"]
    ]  # fmt: skip


def test_check_page_costs_the_same_for_one_row_and_for_three(client):
    mandate = mandated("33")
    rows = [[str(n), f"演示第{n}中心", "甲路", "张演示", f"1991111{n:04d}"] for n in range(1, 5)]
    one, three = confirmed_roster(mandate, rows[0]), confirmed_roster(mandate, *rows[1:])
    client.force_login(staff_in_group("second_review"))
    urls = [reverse("desk_recruitment:roster", args=[roster.pk]) for roster in (one, three)]
    client.get(urls[0])
    assert len({queries_of(partial(client.get, url)) for url in urls}) == 1
