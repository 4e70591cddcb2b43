"""The public doorway, the pages of firm, station and holder, and the desk: a contact is shown to who accepted alone."""

from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from audit.models import Event
from needs.actions import accept_offer, link_service, score_need
from needs.models import Need, Offer
from service.actions import Told, report_entry
from tests.factories.accounts import UserFactory, staff_in_group
from tests.factories.feedback import MONDAY, titled
from tests.factories.needs import SAID, accepted, expert, needed, offered, taken
from tests.factories.publicity import shanghai
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
SERVED = shanghai(2026, 9, 22, 18)


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def officer():
    return staff_in_group("publicity_officer")


def at_desk(name, *args):
    return reverse(f"desk_needs:{name}", args=args)


def closed(holder, **given):
    offer = accepted(holder, **given)
    told = Told(SERVED.date(), 18, 4, "offline", "consulting", "policy_reading", "演示服务。", is_declared_free=True)  # fmt: skip
    entry = report_entry(holder=holder, told=told, form_key=uuid4(), by=holder.user, at=SERVED)
    need = link_service(offer=offer, entry=entry, by=holder.user, at=SERVED)
    return score_need(need=need, score=5, words="", by=need.submitter, at=SERVED)


@pytest.mark.clause("S-7-3")
@pytest.mark.clause("E-6-3")
def test_public_page_names_a_firm_only_with_its_consent(client):
    one = expert()
    closed(one, firm_name="(演示)甲厂", is_named=True)
    hidden = closed(titled(), firm_name="(演示)乙厂", is_named=False)
    page = client.get("/needs/").text
    assert ("(演示)甲厂" in page, "(演示)乙厂" in page, "一家中小企业" in page) == (True, False, True)
    assert hidden.contact_mobile not in page
    assert hidden.words not in page


def test_visitor_signs_in_with_a_mobile_first(client):
    answer = client.get(reverse("needs:new"))
    assert (answer.status_code, answer["Location"].split("?")[1]) == (302, "next=/needs/new/")


def test_firm_submits_and_follows(client):
    firm = UserFactory()
    client.force_login(firm)
    form = client.get(reverse("needs:new")).context["form"]
    sent = {**SAID, "form_key": form["form_key"].value(), "is_agreed": "on"}
    missing = client.post(reverse("needs:new"), {**sent, "is_agreed": "", "field": ""})
    assert (missing.status_code, set(missing.context["form"].errors)) == (422, {"is_agreed", "field"})
    short = client.post(reverse("needs:new"), {**sent, "words": "太短"})
    assert short.context["form"].errors == {"words": ["请说明遇到的困难，不少于 20 个字。"]}
    for _click in range(2):
        answer = client.post(reverse("needs:new"), sent)
    row = Need.objects.get()
    assert answer["Location"] == reverse("needs:need", args=[row.pk])
    assert (row.contact_mobile, row.is_named, row.gathered_by) == (firm.mobile, False, None)
    assert "XQ-2026-000001" in client.get(reverse("needs:home")).text
    client.post(reverse("needs:withdraw", args=[row.pk]))
    row.refresh_from_db()
    assert row.status == "withdrawn"
    client.force_login(UserFactory())
    assert client.get(reverse("needs:need", args=[row.pk])).status_code == 404


@pytest.mark.clause("S-2")
def test_station_gathers_and_others_cannot(client):
    station = titled()
    client.force_login(station.user)
    form = client.get(reverse("needs:gather")).context["form"]
    sent = {**SAID, "form_key": form["form_key"].value(), "gathered_by": station.pk, "is_agreed": "on"}
    wrong = client.post(reverse("needs:gather"), {**sent, "contact_mobile": "12345"})
    assert wrong.context["form"].errors == {"contact_mobile": ["请输入 11 位手机号码。"]}
    client.post(reverse("needs:gather"), {**sent, "contact_mobile": "19900008888"})
    assert (Need.objects.get().gathered_by, Need.objects.get().contact_mobile) == (station, "19900008888")
    client.force_login(expert().user)
    assert client.get(reverse("needs:gather"))["Location"] == reverse("needs:home")


def test_contact_is_shown_to_the_holder_only_after_acceptance(client):
    one = expert()
    offer = offered(one)
    secret = (offer.need.contact_mobile, offer.need.firm_name, offer.need.contact_name)
    url = reverse("needs:offer", args=[offer.pk])
    client.force_login(one.user)
    page = client.get(url).text
    assert not any(word in page for word in secret)
    assert "擅长政策解读；同在浙江省；没有在办的需求；尚无评分" in page
    client.post(reverse("needs:accept", args=[offer.pk]))
    page = client.get(url).text
    assert all(word in page for word in secret)
    client.force_login(offer.need.submitter)
    assert one.name in client.get(reverse("needs:need", args=[offer.need_id])).text
    client.force_login(UserFactory())
    assert client.get(url).status_code == 404


def test_who_declined_never_sees_the_contact(client):
    one = expert()
    offer = offered(one)
    client.force_login(one.user)
    client.post(reverse("needs:decline", args=[offer.pk]), {"words": "本周在外地。"})
    page = client.get(reverse("needs:offer", args=[offer.pk])).text
    assert (offer.need.contact_mobile in page, Offer.objects.get().words) == (False, "本周在外地。")


def test_holder_links_the_diary_and_the_firm_scores(client):
    one = expert()
    offer = accepted(one)
    client.force_login(one.user)
    url, service = reverse("needs:offer", args=[offer.pk]), reverse("needs:service", args=[offer.pk])
    assert "服务完成后先写志愿日记" in client.get(url).text
    assert client.post(service, {}).status_code == 422
    told = Told(MONDAY.date(), 18, 4, "offline", "consulting", "policy_reading", "演示服务。", is_declared_free=True)  # fmt: skip
    entry = report_entry(holder=one, told=told, form_key=uuid4(), by=one.user, at=MONDAY)
    client.post(service, {"entry": entry.pk})
    client.force_login(offer.need.submitter)
    scoring = reverse("needs:score", args=[offer.need_id])
    assert client.post(scoring, {}).status_code == 422
    client.post(scoring, {"score": "4", "words": "不错。"})
    need = Need.objects.get()
    assert (need.status, need.score, need.entry) == ("closed", 4, entry)
    client.force_login(one.user)
    assert "不错。" in client.get(url).text


def test_desk_takes_suggests_and_offers(client, officer):
    one, row = expert(), needed()
    client.force_login(officer)
    assert at_desk("one", row.pk) in client.get(at_desk("list")).text
    client.post(at_desk("take", row.pk))
    page = client.get(at_desk("one", row.pk)).text
    assert ("擅长政策解读；同在浙江省" in page, one.name in page) == (True, True)
    client.post(at_desk("offer", row.pk, one.pk))
    offer = Offer.objects.get()
    assert (offer.holder, offer.offered_by, offer.reasons[0]) == (one, officer, ["field", "policy_reading"])
    accept_offer(offer=offer, by=one.user, at=MONDAY)
    assert "已接受" in client.get(at_desk("one", row.pk)).text
    second = client.post(at_desk("take", row.pk), follow=True).text
    assert "需求当前状态为“服务中”，不能进行此操作。" in second


def test_desk_refuses_with_a_reason(client, officer):
    row = needed()
    client.force_login(officer)
    assert client.post(at_desk("refuse", row.pk), {"reason": ""}).status_code == 422
    client.post(at_desk("refuse", row.pk), {"reason": "不属于志愿服务范围。"})
    row.refresh_from_db()
    assert (row.status, row.reason) == ("refused", "不属于志愿服务范围。")


def test_number_of_the_firm_is_masked_and_revealing_is_on_record(client, officer):
    row = needed()
    client.force_login(officer)
    assert row.contact_mobile not in client.get(at_desk("one", row.pk)).text
    assert row.contact_mobile in client.post(at_desk("reveal", row.pk), follow=True).text
    assert row.contact_mobile not in client.get(at_desk("one", row.pk)).text
    assert Event.objects.get(verb="need.reveal_mobile").actor == officer


def test_others_stay_outside_the_desk(client):
    row = needed()
    for person in (staff_in_group("first_review"), UserFactory()):
        client.force_login(person)
        assert client.get(at_desk("one", row.pk)).status_code in (302, 403)


def test_lists_cost_the_same_with_more_rows(client, officer):
    one, row = expert(), taken()
    for person, url in ((officer, at_desk("list") + "?tab=open"), (row.submitter, reverse("needs:home")), (one.user, reverse("needs:home"))):  # fmt: skip
        client.force_login(person)
        offered(one) if person == one.user else taken(by=row.submitter)
        client.get(url)
        before = queries_of(lambda url=url: client.get(url))
        offered(one) if person == one.user else taken(by=row.submitter)
        assert queries_of(lambda url=url: client.get(url)) == before
