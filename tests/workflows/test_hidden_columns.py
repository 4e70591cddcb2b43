"""字段权限：a column a stage hides reaches neither page nor print nor export of those who sign there."""

import io

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from accounts.models import StaffGroup
from console.recruitment.export import lines
from messaging.models import Message
from policies.models import StageField
from recruitment.models import Application
from recruitment.showing import COLUMNS_OF_FINDINGS, hidden_from, hidden_of
from tests.factories.accounts import UserFactory, staff_in_group
from tests.factories.recruitment import RoundFactory, submitted_expert, submitted_station
from tests.factories.workflows import open_task, policy_with, signed, stages_of, started
from tests.workflows.test_desk_pages import case_url, rows
from workflows.review.actions import copy_case

pytestmark = pytest.mark.django_db
STRANGE = {"name": "（演示）隐名园区有限公司", "served_last_year": 4321, "address": "隐址路 9 号"}


def hiding(*names, stage=0, **columns):
    """A case whose first (or second) stage hides these columns."""
    policy = policy_with()
    for name in names:
        StageField.objects.create(stage=stages_of(policy)[stage], name=name, access="hidden")
    return started(submitted_station(round=RoundFactory(policy=policy), **{**STRANGE, **columns}))


@pytest.fixture
def reviewer(client):
    person = staff_in_group("first_review")
    client.force_login(person)
    return person


def page_of(client, process):
    return client.get(case_url(open_task(process))).content.decode()


def test_hidden_columns_are_not_on_the_page(client, reviewer):
    process = hiding("name", "served_last_year", "address")
    page = page_of(client, process)
    for said in ("隐名园区", "4321", "隐址路"):
        assert said not in page
    assert "field-address" not in page
    assert f"<h1>{process.application.number}</h1>" in page


def test_finding_on_a_hidden_column_says_whether_it_is_met_and_not_what_was_said(client, reviewer):
    page = page_of(client, hiding("served_last_year"))
    assert "<td>上年服务</td><td class=\"is-number\"><b>（不显示）</b></td><td>不少于 150 家</td>" in page  # fmt: skip


def test_column_without_a_row_is_read(client, reviewer):
    page = page_of(client, hiding("address"))
    assert "4321 家" in page
    assert "隐名园区" in page


def test_hidden_name_is_not_in_the_inbox(client, reviewer):
    hiding("name", "province")
    response = client.get(reverse("inbox:list"), {"tab": "group"})
    assert rows(response) == ["（不显示）"]
    assert "隐名园区" not in response.content.decode()


def test_order_of_the_inbox_does_not_tell_a_hidden_title(client, reviewer):
    policy = policy_with()
    StageField.objects.create(stage=stages_of(policy)[1], name="priority_title", access="hidden")
    round_ = RoundFactory(policy=policy)
    plain, titled = started(round=round_), started(round=round_, priority_title="platform")
    listed = rows(client.get(reverse("inbox:list"), {"tab": "group"}))
    assert listed == [plain.application.name, titled.application.name]


@pytest.mark.parametrize("asked", [{"text": "隐名园区"}, {"province": "33"}])
@pytest.mark.parametrize(
    ("address", "tab"), [("inbox:list", {"tab": "group"}), ("desk_recruitment:register", {})]
)
def test_what_is_hidden_finds_nothing(client, reviewer, asked, address, tab):
    hidden = hiding("name", "province").application
    assert rows(client.get(reverse(address), tab | asked)) == []
    assert rows(client.get(reverse(address), tab | {"text": hidden.number})) == ["（不显示）"]
    shown = hiding("address").application
    assert rows(client.get(reverse(address), tab | asked)) == [shown.name]


def test_register_shows_the_number_alone_to_those_a_stage_hides_the_rest_from(client, reviewer):
    process = hiding("name", "province", "contact_mobile", "priority_title", priority_title="platform")
    address = reverse("desk_recruitment:register")
    page = client.get(address)
    (row,) = page.context["table"].paginated_rows
    cells = {name: row.get_cell(name) for name in ("name", "province", "mobile", "is_priority")}
    assert cells == {"name": "（不显示）", "province": "—", "mobile": "—", "is_priority": "—"}
    assert process.application.number in page.content.decode()
    assert "隐名园区" not in page.content.decode()
    client.force_login(staff_in_group("second_review"))
    assert rows(client.get(address)) == [STRANGE["name"]]


def test_place_in_the_register_does_not_tell_a_hidden_title(client, reviewer):
    process = hiding("priority_title", priority_title="platform")
    hidden = process.application
    later = submitted_station(round=hidden.round)
    address = reverse("desk_recruitment:register")
    assert rows(client.get(address)) == [later.name, hidden.name]
    client.force_login(staff_in_group("second_review"))
    assert rows(client.get(address)) == [hidden.name, later.name]


def test_done_does_not_show_what_a_later_stage_hides_from_its_signers(client, reviewer):
    signed(hiding("name", "province", stage=1), reviewer)
    address, done = reverse("inbox:list"), {"tab": "done"}
    assert rows(client.get(address, done)) == [STRANGE["name"]]
    reviewer.groups.add(StaffGroup.objects.get(code="second_review").group)
    response = client.get(address, done)
    assert rows(response) == ["（不显示）"]
    assert "隐名园区" not in response.content.decode()
    assert rows(client.get(address, done | {"text": "隐名园区"})) == []
    assert rows(client.get(address, done | {"province": "33"})) == []


def test_register_is_whole_again_when_the_stage_is_over(client, reviewer):
    signed(hiding("name"), staff_in_group("first_review"))
    assert rows(client.get(reverse("desk_recruitment:register"))) == [STRANGE["name"]]


@pytest.mark.parametrize("stage", [0, 1])
def test_messages_to_the_staff_do_not_name_who_a_stage_hides(reviewer, stage):
    process = hiding("name", stage=stage)
    copy_case(process=process, to=staff_in_group("second_review"), by=reviewer, at=timezone.now())
    text = Message.objects.get(template__key="review_copied").text
    assert text == f"{reviewer}将“{process.application.number}”抄送给您，请阅。"


def test_hidden_mobile_cannot_be_revealed(client, reviewer):
    process = hiding("contact_mobile")
    assert "联系手机" not in page_of(client, process)
    address = reverse("inbox:reveal", args=[process.pk, open_task(process).pk])
    client.post(address)
    assert "19900009999" not in page_of(client, process)


def test_what_the_second_stage_hides_the_first_sees_until_then(client, reviewer):
    process = hiding("served_last_year", stage=1)
    assert "4321 家" in page_of(client, process)
    second = staff_in_group("second_review")
    assert hidden_of(second, process.application) == frozenset()
    signed(process, reviewer)
    assert hidden_of(second, process.application) == {"served_last_year"}
    client.force_login(second)
    assert "4321" not in page_of(client, process)


def test_another_task_of_the_case_is_no_way_around(client, reviewer):
    process = hiding("served_last_year", stage=1)
    first = open_task(process)
    signed(process, reviewer)
    client.force_login(staff_in_group("second_review"))
    assert "4321" not in client.get(case_url(first)).content.decode()


def test_printout_leaves_the_hidden_columns_out(client, reviewer):
    process = hiding("address", "served_last_year")
    response = client.get(reverse("registry:application_pdf", args=[process.application_id]))
    text = "".join(
        page.extract_text() for page in PdfReader(io.BytesIO(b"".join(response.streaming_content))).pages
    )
    assert "4321" not in text
    assert "隐址" not in text


def test_export_leaves_the_hidden_columns_out():
    process = hiding("name", "province", "contact_mobile")
    reviewer, other = staff_in_group("first_review"), UserFactory()
    (line,) = lines(process.application.round, with_contact=True, by=reviewer)
    assert (line[2], line[3], line[7], line[8]) == ("", "", "演示专人", "")
    (whole,) = lines(process.application.round, with_contact=True, by=other)
    assert (whole[2], whole[3], whole[8]) == (STRANGE["name"], "浙江省", "19900009999")


def test_applicant_sees_everything():
    process = hiding("address")
    assert hidden_of(process.application.applicant, process.application) == frozenset()


@pytest.mark.parametrize("make", [submitted_station, submitted_expert])
def test_every_finding_names_its_columns(make):
    labels = {
        finding.label
        for finding in make().findings.all()
        if not finding.label.endswith(("证照", "清单", "证明", "名册", "文本"))
    }
    assert labels - COLUMNS_OF_FINDINGS.keys() == set()


def test_hidden_columns_of_many_cases_are_one_query(django_assert_num_queries):
    reviewer = staff_in_group("first_review")
    for _ in range(3):
        hiding("address")
    with django_assert_num_queries(1):
        assert list(hidden_from(reviewer, Application.objects.all()).values()) == [{"address"}] * 3
