"""异议办理: who handles an objection reads all of it, asks, and somebody who did not review decides."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone

from audit.models import Event
from objections.enums import Asked
from objections.models import Objection
from publicity.models import Entry, EntryStatus, Window
from tests.factories.accounts import StaffFactory, UserFactory, staff_in_group
from tests.factories.files import named, pdf
from tests.factories.objections import GROUNDS, accepted, lodged
from tests.factories.policies import PolicyFactory
from tests.factories.publicity import gathered_window, opened
from tests.factories.workflows import answered, open_task, started
from tests.queries import queries_of
from workflows.application.models import ApplicationProcess
from workflows.objection.deciding import ReviewedItError, decide_objection

pytestmark = pytest.mark.django_db
REASON = "经核对营业执照，成立日期与申报一致。"


@pytest.fixture
def entry():
    """Under rules without stages for objections: the desk decides."""
    window = opened(gathered_window())
    Window.objects.filter(pk=window.pk).update(policy=PolicyFactory())
    return Entry.objects.filter(window=window).order_by("order").first()


def handler_of(client):
    person = StaffFactory()
    codes = ["handle_objection", "view_objection", "access_admin"]
    person.user_permissions.add(*Permission.objects.filter(codename__in=codes))
    client.force_login(person)
    return person


@pytest.fixture
def handler(client):
    return handler_of(client)


def at_desk(name, row=None):
    return reverse(f"desk_objections:{name}", args=[row.pk] if row else [])


def test_list_shows_first_what_waits(client, handler, entry):
    row = lodged(entry)
    page = client.get(at_desk("list")).text
    assert at_desk("one", row) in page
    assert row.real_name not in page
    assert "没有正在核查的异议" in client.get(at_desk("list"), {"tab": "handling"}).text


def test_handler_accepts_asks_and_decides(client, handler, entry):
    row = lodged(entry)
    client.post(at_desk("accept", row))
    entry.refresh_from_db()
    assert entry.status == EntryStatus.HELD
    client.post(at_desk("ask", row), {"asked": "applicant", "question": "请说明成立日期。"})
    assert row.inquiries.get().asked == Asked.APPLICANT
    client.post(at_desk("dismiss", row), {"reason": REASON})
    row.refresh_from_db()
    entry.refresh_from_db()
    assert (row.status, row.reason, row.settled_by) == ("dismissed", REASON, handler)
    assert entry.status == EntryStatus.LISTED


def test_upheld_objection_takes_the_entry_off(client, handler, entry):
    row = accepted(entry)
    client.post(at_desk("uphold", row), {"reason": "成立不满两年。"})
    entry.refresh_from_db()
    assert (entry.status, entry.settle_reason) == (EntryStatus.DROPPED, "成立不满两年。")


def test_declined_objection_says_why_and_holds_nothing(client, handler, entry):
    row = lodged(entry)
    client.post(at_desk("decline", row), {"reason": "与公示对象无关。"})
    row.refresh_from_db()
    entry.refresh_from_db()
    assert (row.status, row.reason, entry.status) == ("declined", "与公示对象无关。", EntryStatus.LISTED)


@pytest.mark.parametrize(
    ("name", "sent", "sentence"),
    [
        ("decline", {"reason": " "}, "请写明理由。"),
        ("decline", {"reason": "长" * 1001}, "最多 1000 字，现有 1001 字。"),
    ],
)
def test_answer_without_a_reason_changes_nothing(client, handler, entry, name, sent, sentence):
    row = lodged(entry)
    response = client.post(at_desk(name, row), sent)
    assert (response.status_code, sentence in response.text) == (422, True)
    row.refresh_from_db()
    assert row.status == "lodged"


def test_question_names_whom_it_asks_and_what(client, handler, entry):
    row = accepted(entry)
    response = client.post(at_desk("ask", row), {})
    assert response.status_code == 422
    for sentence in ("请选择询问申报人还是异议人。", "请写明需要说明什么。"):
        assert sentence in response.text
    assert not row.inquiries.exists()


def test_second_of_two_clicks_is_told_how_it_stands(client, handler, entry):
    row = lodged(entry)
    for _click in range(2):
        client.post(at_desk("accept", row))
    page = client.post(at_desk("decline", row), {"reason": "重复。"}, follow=True).text
    assert "异议当前状态为“核查中”，不能进行此操作。" in page
    assert Event.objects.filter(verb="objection.accept").count() == 1


def test_number_of_the_objector_is_shown_once_and_on_record(client, handler, entry):
    row = lodged(entry)
    assert row.objector.mobile not in client.get(at_desk("one", row)).text
    assert row.objector.mobile in client.post(at_desk("reveal", row), follow=True).text
    assert row.objector.mobile not in client.get(at_desk("one", row)).text
    event = Event.objects.get(verb="objection.reveal_mobile")
    assert (event.actor, event.after) == (handler, {})


def test_handler_reads_the_evidence_and_others_do_not(client, handler, entry):
    row = lodged(entry, uploads=[named("证据.pdf", pdf())])
    url = reverse("desk_objections:file", args=[row.files.get().pk])
    assert b"".join(client.get(url).streaming_content) == pdf()
    for person in (staff_in_group("first_review"), UserFactory()):
        client.force_login(person)
        assert client.get(url).status_code in (302, 403)
        assert client.get(at_desk("one", row)).status_code in (302, 403)


def test_same_words_of_several_people_are_seen(client, handler, entry):
    row = lodged(entry)
    other = lodged(entry, grounds=GROUNDS.replace("，", ", "))
    page = client.get(at_desk("one", row)).text
    assert "另有 1 件异议的理由文字与本件相同。" in page
    assert at_desk("one", other) in page


@pytest.fixture
def reviewed(entry):
    """The entry of an application somebody has signed; and who."""
    reviewer = staff_in_group("first_review")
    process = started()
    answered(open_task(process), reviewer)
    ApplicationProcess.objects.filter(pk=process.pk).update(application=entry.application)
    return entry, reviewer


def test_whoever_reviewed_the_application_does_not_decide(client, reviewed):
    entry, reviewer = reviewed
    row = accepted(entry)
    with pytest.raises(ReviewedItError):
        decide_objection(objection=row, is_upheld=False, by=reviewer, at=timezone.now(), reason=REASON)
    reviewer.user_permissions.add(Permission.objects.get(codename="handle_objection"))
    client.force_login(reviewer)
    page = client.get(at_desk("one", row)).text
    assert "须由未参加审核的人员决定" in page
    assert 'href="dismiss/"' not in page
    response = client.post(at_desk("dismiss", row), {"reason": REASON})
    assert (response.status_code, "您参加过该对象的审核" in response.text) == (422, True)
    assert Objection.objects.get(pk=row.pk).status == "handling"


def test_page_costs_the_same_with_more_said(client, handler, entry):
    row = accepted(entry)
    client.get(at_desk("one", row))  # fills Wagtail's caches
    client.post(at_desk("ask", row), {"asked": "objector", "question": "请补充。"})
    one = queries_of(lambda: client.get(at_desk("one", row)))
    for _more in range(3):
        client.post(at_desk("ask", row), {"asked": "objector", "question": "请再补充。"})
    assert queries_of(lambda: client.get(at_desk("one", row))) == one


def test_desk_leaves_the_judgement_to_the_stages_where_the_rules_have_them(client, handler):
    row = accepted(opened(gathered_window()).entries.order_by("order").first())
    page = client.get(at_desk("one", row)).text
    assert "是否成立由审核环节决定，请在审核工作台办理" in page
    assert 'href="dismiss/"' not in page
    response = client.post(at_desk("dismiss", row), {"reason": REASON})
    assert (response.status_code, "本件按规则由审核环节决定" in response.text) == (422, True)
    assert Objection.objects.get(pk=row.pk).status == "handling"
