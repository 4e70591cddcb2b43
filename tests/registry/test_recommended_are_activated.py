"""S-5-R, E-4-R: whoever is recommended stands in the registry only after they activated it themselves; exactly once."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Consent, ConsentKind
from accounts.queries import user_by_mobile
from audit.models import Event
from messaging.models import Message
from policies.enums import Kind
from recruitment.actions import (
    Completed,
    activate_recommendation,
    invite_again,
    invite_passed,
    report_wrong_number,
)
from recruitment.enums import RecommendationStatus as Status
from recruitment.minding import mind_recommendations
from recruitment.models import Recommendation
from recruitment.rosters.refusals import NotCheckerError, NotInvitedError, RecommendationStatusError
from registry.actions import recognize_recommended
from registry.exceptions import NotActivatedError
from registry.models import Certificate, Holder, Listing, Origin
from tests.factories.accounts import StaffFactory, UserFactory, staff_in_group
from tests.factories.agencies import NUMBER, checked_roster, invited
from tests.factories.recruitment import credit_code

pytestmark = [pytest.mark.django_db, pytest.mark.clause("S-5-R"), pytest.mark.clause("E-4-R")]
CODE = credit_code(900_011)
STATION = Completed(uscc=CODE, station_kind="中小企业园区")
EXPERT = Completed(employer="演示大学", field_names=["政策解读", "信贷融资"])


def person(row: Recommendation):
    return user_by_mobile(row.mobile) or UserFactory(mobile=row.mobile)


def activated(row: Recommendation, completed=None, **values):
    given = {"by": values.pop("by", None) or person(row), "at": timezone.now(), **values}
    said = completed or (EXPERT if row.kind == Kind.EXPERT else STATION)
    return activate_recommendation(recommendation=row, completed=said, **given)


def told(template: str) -> list[Message]:
    return list(Message.objects.filter(template__key=template))


def test_checked_row_is_invited_by_sms_to_the_number_of_the_table_once():
    roster = checked_roster()
    row = Recommendation.objects.get()
    assert (row.status, row.mobile, row.due_on) == (
        Status.INVITED, NUMBER, timezone.localdate() + timedelta(days=60)
    )  # fmt: skip
    assert invite_passed(roster=roster, at=timezone.now()) == 0
    [message] = told("activate")
    assert (message.to, message.recipient) == (NUMBER, None)
    assert (
        message.text
        == "经浙江省推荐，您已被纳入中小企业志愿服务工作站资源库。请登录志愿平台用本手机号激活并确认信息。"
    )
    assert "http" not in message.text


@pytest.mark.parametrize(("kind", "series"), [("station", "GZZ"), ("expert", "ZJ")])
def test_activated_row_becomes_a_tagged_holder_with_a_certificate(kind, series):
    row = invited(kind=kind)
    assert (Holder.objects.count(), Certificate.objects.count(), Listing.objects.count()) == (0, 0, 0)
    by = person(row)
    done = activated(row, by=by)
    holder = Holder.objects.get()
    assert (done.status, holder.origin, holder.user, holder.name) == (
        Status.ACTIVATED, Origin.RECOMMENDATION, by, row.name
    )  # fmt: skip
    certificate = Certificate.objects.get(term__recommendation=row)
    assert certificate.number.startswith(f"{series}-")
    assert Listing.objects.get().number == certificate.number
    [message] = told("activated")
    assert message.recipient == by
    assert told("included") == []
    assert Event.objects.get(verb="holder.include").after["recommendation"] == row.pk


def test_expert_is_public_by_the_separate_consent_given_on_activation():
    by = activated(invited(kind="expert")).user
    kinds = set(Consent.objects.filter(user=by).values_list("kind", flat=True))
    assert kinds == {ConsentKind.UNDERTAKING, ConsentKind.E_DELIVERY, ConsentKind.PUBLISH_NAME}
    assert Listing.objects.get().field_names == "政策解读、信贷融资"


def test_second_recognition_finds_the_first():
    row = activated(invited())
    first = Holder.objects.get()
    assert recognize_recommended(recommendation=row, by=None, at=timezone.now()) == first
    assert (Holder.objects.count(), Certificate.objects.count(), len(told("activated"))) == (1, 1, 1)
    with pytest.raises(RecommendationStatusError):
        activated(row, by=row.user)


def test_nobody_is_entered_before_the_activation():
    with pytest.raises(NotActivatedError):
        recognize_recommended(recommendation=invited(), by=None, at=timezone.now())
    assert Holder.objects.count() == 0


def test_only_the_verified_number_of_the_table_activates():
    row = invited()
    for stranger in (UserFactory(), UserFactory(mobile=row.mobile, mobile_verified_at=None)):
        with pytest.raises(NotInvitedError):
            activated(row, by=stranger)


def test_reminded_at_each_interval_and_lapsed_after_the_last_day(time_machine):
    row = invited()
    start = timezone.now()
    for day, (reminders, status) in {14: (0, "invited"), 15: (1, "invited"), 46: (2, "invited"), 60: (2, "invited"), 61: (2, "lapsed")}.items():  # fmt: skip
        time_machine.move_to(start + timedelta(days=day))
        for _again in range(2):
            mind_recommendations()
        row.refresh_from_db()
        assert (day, len(told("activation_due")), row.status) == (day, reminders, status)
    [message] = told("recommendation_closed")
    assert "逾期未激活" in message.text
    with pytest.raises(RecommendationStatusError):
        activated(row)


def test_wrong_number_is_reported_put_right_and_invited_anew():
    row = invited()
    report_wrong_number(recommendation=row, by=person(row), at=timezone.now())
    row.refresh_from_db()
    assert (row.status, len(told("recommendation_closed"))) == (Status.MISDIRECTED, 1)
    with pytest.raises(NotCheckerError):
        invite_again(recommendation=row, mobile="19911110099", reason="来函", by=StaffFactory(), at=timezone.now())  # fmt: skip
    checker = staff_in_group("second_review")
    again = invite_again(recommendation=row, mobile="19911110099", reason="来函更正", by=checker, at=timezone.now())  # fmt: skip
    assert (again.status, again.invitation) == (Status.INVITED, 2)
    assert sorted(message.to for message in told("activate")) == [NUMBER, "19911110099"]
    assert activated(again).status == Status.ACTIVATED


def test_row_without_a_mobile_number_waits_for_one():
    row = invited("1", "演示甲园区服务有限公司", "演示市甲路1号", "张演示", "010-66660000")
    assert (row.status, row.mobile, told("activate")) == (Status.MISDIRECTED, "", [])


def test_page_is_found_by_the_number_and_completes_what_the_table_lacks(client):
    row = invited()
    client.force_login(person(row))
    assert row.name in client.get(reverse("recruitment:activations")).text
    url = reverse("recruitment:activate", args=[row.pk])
    assert client.post(url, {"uscc": "1"}).status_code == 422
    given = {"uscc": CODE, "station_kind": "park", "has_undertaken": "on", "accepts_e_delivery": "on"}
    client.post(url, given)
    row.refresh_from_db()
    assert (row.status, row.organisation.uscc, row.station_kind != "park") == (Status.ACTIVATED, CODE, True)
    assert client.get(reverse("recruitment:activate", args=[row.pk])).status_code == 302


def test_page_of_an_expert_offers_the_fields_of_the_table(client):
    row = invited(kind="expert")
    client.force_login(person(row))
    url = reverse("recruitment:activate", args=[row.pk])
    page = client.get(url)
    assert "单独同意公开" in page.text
    ticks = ["has_declared_ethics", "is_voluntary", "has_undertaken", "accepts_e_delivery"]
    fields = [code for code, _name in page.context["form"].fields["fields"].choices][:2]
    given = {"employer": "演示大学", "fields": fields, **dict.fromkeys(ticks, "on")}
    assert client.post(url, given).status_code == 422
    client.post(url, {**given, "consents_to_publish": "on"})
    assert Holder.objects.get().origin == Origin.RECOMMENDATION


def test_strangers_find_nothing(client):
    row = invited()
    client.force_login(UserFactory())
    assert row.name not in client.get(reverse("recruitment:activations")).text
    assert client.get(reverse("recruitment:activate", args=[row.pk])).status_code == 404
    assert client.post(reverse("recruitment:activate_not_me", args=[row.pk])).status_code == 404


def test_desk_lists_and_settles(client):
    row = invited()
    client.force_login(staff_in_group("second_review"))
    page = client.get(reverse("desk_recruitment:recommendations"))
    assert row.name in page.text
    assert row.mobile not in page.text
    act = reverse("desk_recruitment:recommendation_act", args=[row.pk])
    client.post(act, {"act": "wrong"})
    client.post(act, {"act": "again", "mobile": "", "reason": "来函"})
    row.refresh_from_db()
    assert row.status == Status.MISDIRECTED
    client.post(act, {"act": "again", "mobile": "199 1111 0098", "reason": "来函"})
    row.refresh_from_db()
    assert (row.status, row.mobile) == (Status.INVITED, "19911110098")


def test_desk_finds_by_name_and_province(client):
    row = invited()
    client.force_login(staff_in_group("second_review"))
    url = reverse("desk_recruitment:recommendations")
    shown = [{"text": row.name[:4]}, {"text": row.row.roster.number}, {"province": "33"}, {"province": "x"}]
    assert [row.name in client.get(url, asked).text for asked in shown] == [True] * 4
    others = [{"text": "没有这个"}, {"province": "44"}]
    assert [row.name in client.get(url, asked).text for asked in others] == [False, False]
