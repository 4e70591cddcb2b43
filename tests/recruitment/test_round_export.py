"""导出: the applications of a round as a table, every answer under the code of its question."""

import csv
import io
from decimal import Decimal

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from audit.models import Event
from recruitment.actions import save_answers, submit_application
from tests.factories.accounts import StaffFactory, staff_in_group
from tests.factories.questions import TRADE, TRADES, VOLUNTEERS, asking_round
from tests.factories.recruitment import drafted
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
FORMULA = {"code": "note", "kind": "text", "label": "备注"}


def handed_in(round_, **answers):
    draft = drafted("station", round=round_)
    saved = save_answers(
        application=draft, answers=answers, revision=draft.revision, by=draft.applicant, at=timezone.now()
    )
    return submit_application(application=saved, by=saved.applicant, at=timezone.now())


def exported(client, round_, form="csv", query=""):
    return client.get(reverse("desk_recruitment:round_export", args=[round_.pk, form]) + query)


def table(response):
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_round_is_exported_with_each_answer_under_its_code_and_no_formula(client):
    round_ = asking_round(VOLUNTEERS, {**TRADE, "options": TRADES}, FORMULA)
    row = handed_in(round_, volunteers=Decimal(25), trade="o1", note='=HYPERLINK("http://x")')
    client.force_login(staff_in_group("administrator"))
    head, line = table(exported(client, round_))
    assert head == ["受理编号", "类别", "单位名称或姓名", "省份", "状态", "优先认定", "提交时间", "volunteers", "trade", "note"]  # fmt: skip
    assert (line[0], line[2], line[7:]) == (
        row.number,
        row.name,
        ["25", "制造业", '\'=HYPERLINK("http://x")'],
    )
    assert row.station.contact_mobile not in ",".join(line)
    sheet = load_workbook(io.BytesIO(exported(client, round_, "xlsx").content)).active
    cells = [(cell.value, bool(cell.quotePrefix)) for cell in list(sheet.iter_rows())[1]][7:]
    assert cells == [(25, False), ("制造业", False), ('=HYPERLINK("http://x")', True)]
    assert Event.objects.filter(verb="round.export").count() == 2


def test_contact_data_leave_only_with_the_right_to_them(client):
    round_ = asking_round(VOLUNTEERS)
    row = handed_in(round_, volunteers=Decimal(25))
    person = staff_in_group("administrator")
    client.force_login(person)
    refused = exported(client, round_, query="?contact=1")
    assert (refused.status_code, refused.get("Location")) == (302, "/admin/")  # as Wagtail refuses
    person.user_permissions.add(Permission.objects.get(codename="export_contact"))
    head, line = table(exported(client, round_, query="?contact=1"))
    assert dict(zip(head, line, strict=True))["联系手机"] == row.station.contact_mobile


def test_outsiders_export_nothing(client):
    round_ = asking_round(VOLUNTEERS)
    client.force_login(StaffFactory())
    assert exported(client, round_).status_code in {302, 403}
    client.force_login(staff_in_group("administrator"))
    assert exported(client, round_, "exe").status_code == 404


@pytest.mark.slow
def test_export_asks_the_database_the_same_for_one_row_and_for_three(client):
    round_ = asking_round(VOLUNTEERS)
    client.force_login(staff_in_group("administrator"))
    handed_in(round_, volunteers=Decimal(25))
    exported(client, round_)
    one = queries_of(lambda: exported(client, round_))
    handed_in(round_, volunteers=Decimal(25))
    handed_in(round_, volunteers=Decimal(30))
    assert queries_of(lambda: exported(client, round_)) == one
