"""The public door, the pages of complainant and holder, and the desk."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone

from audit.models import Event
from feedback.actions import accept_complaint, ask, uphold_complaint
from feedback.enums import Asked
from feedback.models import Complaint
from policies.enums import Kind
from registry.listing import refresh_listings
from tests.factories.accounts import StaffFactory, UserFactory, staff_in_group
from tests.factories.feedback import WORDS, complained, titled
from tests.factories.files import named, pdf
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
NAME = "举报人（演示）"


@pytest.fixture
def officer():
    return staff_in_group("publicity_officer")


@pytest.fixture
def holder(officer):
    return titled()


def number_of(holder):
    return holder.terms.get().certificate.number


def form_of(holder):
    return reverse("feedback:lodge", args=[number_of(holder)])


def said(**changed):
    return {"ground": "charging", "words": WORDS, "real_name": NAME, **changed}


def at_desk(name, row=None):
    return reverse(f"desk_complaints:{name}", args=[row.pk] if row else [])


def handler(client):
    person = StaffFactory()
    codes = ["handle_complaint", "access_admin"]
    person.user_permissions.add(*Permission.objects.filter(codename__in=codes))
    client.force_login(person)
    return person


def test_public_page_finds_a_station_by_name_and_leads_to_the_form(client, holder):
    refresh_listings()
    page = client.get("/complaints/", {"q": holder.name}).text
    assert form_of(holder) in page
    assert "以志愿服务名义收费或从事有偿活动" in page
    answer = client.get(form_of(holder))
    assert (answer.status_code, answer["Location"].split("?")[1]) == (302, f"next={form_of(holder)}")


def test_expert_who_is_not_listed_is_found_by_number_and_not_named(client, officer):
    expert = titled(Kind.EXPERT)
    expert.listing.delete()
    assert expert.name not in client.get("/complaints/", {"q": number_of(expert)}).text
    assert form_of(expert) in client.get("/complaints/", {"q": number_of(expert)}).text
    client.force_login(UserFactory())
    assert expert.name not in client.get(form_of(expert)).text
    client.post(form_of(expert), said())
    row = Complaint.objects.get()
    for url in (reverse("feedback:complaint", args=[row.pk]), reverse("feedback:home")):
        assert expert.name not in client.get(url).text


def test_until_somebody_handles_complaints_there_is_no_form(client):
    holder = titled()
    for group in Permission.objects.get(codename="handle_complaint").group_set.all():
        group.permissions.remove(Permission.objects.get(codename="handle_complaint"))
    assert "网上举报尚未开通" in client.get("/complaints/").text
    client.force_login(UserFactory())
    assert client.get(form_of(holder)).status_code == 404


def test_complaint_is_lodged_and_its_number_shown(client, holder):
    client.force_login(UserFactory())
    answer = client.post(form_of(holder), said(enclosures=[named("转账.pdf", pdf())]))
    row = Complaint.objects.get()
    assert answer["Location"] == reverse("feedback:receipt", args=[row.pk])
    page = client.get(answer["Location"]).text
    assert ("JB-2026-000001" in page, "1 个文件" in page) == (True, True)
    assert client.post(form_of(holder), said())["Location"] == answer["Location"]  # the second of two clicks
    other = client.post(form_of(holder), said(words=WORDS + "另有补充。"))
    assert other.context["form"].non_field_errors() == [
        "您已就同一事由举报过（JB-2026-000001），正在处理中。"
    ]


def test_errors_stand_beside_their_fields(client, holder):
    client.force_login(UserFactory())
    answer = client.post(form_of(holder), {"words": "太短", "enclosures": [named("坏.pdf", b"MZ\x90")]})
    assert (answer.status_code, answer.context["form"].errors["ground"]) == (422, ["请选择举报事由。"])
    answer = client.post(form_of(holder), said(words="太短"))
    assert answer.context["form"].errors == {"words": ["请写明事实经过，不少于 20 个字。"]}
    assert not Complaint.objects.exists()


def test_holder_answers_without_learning_who_complained(client, holder, officer):
    row = accept_complaint(complaint=complained(holder), by=officer, at=timezone.now())
    question = ask(complaint=row, asked=Asked.HOLDER, question="请说明。", by=officer, at=timezone.now())
    client.force_login(holder.user)
    url = reverse("feedback:inquiry", args=[question.pk])
    for page in (client.get(reverse("feedback:home")).text, client.get(url).text):
        assert "请说明。" in page
        assert not any(word in page for word in (NAME, WORDS, row.number, row.complainant.mobile))
    client.post(url, {"answer": "没有收费。"})
    question.refresh_from_db()
    assert question.answer == "没有收费。"
    uphold_complaint(complaint=row, by=UserFactory(), at=timezone.now(), reason="确有收费。", calls_for_revocation=False)  # fmt: skip
    assert "确有收费。" in client.get(reverse("feedback:home")).text
    assert client.get(reverse("feedback:complaint", args=[row.pk])).status_code == 404


def test_door_stands_in_the_member_area_for_whom_it_concerns(client, holder):
    row, door = complained(holder), f'href="{reverse("feedback:home")}"'
    for person, is_shown in ((row.complainant, True), (holder.user, False), (UserFactory(), False)):
        client.force_login(person)
        page = client.get("/my/").text
        assert (door in page[: page.index("</nav>", page.index("member__nav"))]) is is_shown


def test_one_handles_and_another_decides(client, holder):
    row = complained(holder)
    first = handler(client)
    client.post(at_desk("accept", row))
    client.post(at_desk("ask", row), {"asked": "holder", "question": "请说明收费情况。"})
    page = client.get(at_desk("one", row)).text
    assert (NAME in page, 'href="uphold/"' in page) == (True, False)
    refused = client.post(at_desk("uphold", row), {"reason": "成立。", "calls_for_revocation": "yes"})
    assert (refused.status_code, "请由另一位工作人员决定" in refused.text) == (422, True)

    second = handler(client)
    page = client.get(at_desk("one", row)).text
    assert (NAME in page, "只有经办人可见" in page, 'href="uphold/"' in page) == (False, True, True)
    unsaid = client.post(at_desk("uphold", row), {"reason": "成立。"})
    assert (unsaid.status_code, "请选择是否建议撤销或取消资格。" in unsaid.text) == (422, True)
    client.post(at_desk("uphold", row), {"reason": "成立。", "calls_for_revocation": "yes"})
    row.refresh_from_db()
    assert (row.status, row.accepted_by, row.settled_by, row.calls_for_revocation) == ("upheld", first, second, True)  # fmt: skip


def test_number_of_the_complainant_is_shown_once_to_the_handler_and_on_record(client, holder):
    row = complained(holder)
    first = handler(client)
    client.post(at_desk("accept", row))
    assert row.complainant.mobile not in client.get(at_desk("one", row)).text
    assert row.complainant.mobile in client.post(at_desk("reveal", row), follow=True).text
    assert row.complainant.mobile not in client.get(at_desk("one", row)).text
    handler(client)
    assert row.complainant.mobile not in client.post(at_desk("reveal", row), follow=True).text
    event = Event.objects.get(verb="complaint.reveal_mobile")
    assert (event.actor, event.after) == (first, {})


def test_same_words_of_several_people_are_seen(client, holder):
    row = complained(holder)
    complained(titled(), words=WORDS.replace("，", ", "))
    handler(client)
    assert "另有 1 件举报的文字与本件相同。" in client.get(at_desk("one", row)).text


def test_others_at_the_desk_and_members_stay_outside(client, holder):
    row = complained(holder, uploads=[named("转账.pdf", pdf())])
    urls = [at_desk("list"), at_desk("one", row), reverse("desk_complaints:file", args=[row.files.get().pk])]
    for person in (staff_in_group("first_review"), UserFactory()):
        client.force_login(person)
        assert {client.get(url).status_code for url in urls} <= {302, 403}
    client.force_login(UserFactory())
    for url in (
        reverse("feedback:receipt", args=[row.pk]),
        reverse("feedback:file", args=[row.files.get().pk]),
    ):
        assert client.get(url).status_code == 404


def test_list_costs_the_same_with_more_rows(client, holder):
    handler(client)
    complained(holder)
    client.get(at_desk("list"))  # fills Wagtail's caches
    one = queries_of(lambda: client.get(at_desk("list")))
    for _more in range(2):
        complained(titled())
    assert queries_of(lambda: client.get(at_desk("list"))) == one
