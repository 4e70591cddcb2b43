"""导出一个批次的申报：a line each, with every answer under the code of its question. No contact data without the right to them."""

import csv
import io
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from accounts.models import User
from policies.enums import Kind
from policies.models import Question
from questions.wording import plain_number, said
from recruitment.enums import Status
from recruitment.models import Answer, Application, Round
from recruitment.queries import questions_in
from recruitment.showing import NOTHING, hidden_from
from typeset.workbook_text import keep_text, quoted

Cell = str | Decimal


def header(round_: Round, *, with_contact: bool) -> list[str]:
    fixed = [
        _("受理编号"),
        _("类别"),
        _("单位名称或姓名"),
        _("省份"),
        _("状态"),
        _("优先认定"),
        _("提交时间"),
    ]
    contact = [_("联系人"), _("联系手机"), _("电子邮箱")] if with_contact else []
    return [*fixed, *contact, *(question.code for question in questions_in(round_))]


def lines(round_: Round, *, with_contact: bool, by: User) -> Iterator[list[Cell]]:
    """Everything submitted, oldest first; a fixed number of queries for each five hundred."""
    questions = questions_in(round_)
    answers = Answer.objects.filter(removed_at=None).select_related("question")
    rows = (
        Application.objects.filter(round=round_)
        .exclude(status=Status.DRAFT)
        .select_related("applicant", "station", "expert")
        .prefetch_related(Prefetch("answers", queryset=answers, to_attr="standing"))
        .order_by("submitted_at", "pk")
    )
    hidden = hidden_from(by, Application.objects.filter(round=round_))
    for row in rows.iterator(chunk_size=500):
        unseen = hidden.get(row.pk, NOTHING)
        contact = _contact(row, unseen) if with_contact else []
        given = {answer.question_id: answer for answer in row.standing}
        yield [*_fixed(row, unseen), *contact, *(_said(question, given) for question in questions)]


def _fixed(row: Application, unseen: frozenset[str]) -> list[Cell]:
    submitted = timezone.localtime(row.submitted_at).strftime("%Y-%m-%d %H:%M") if row.submitted_at else ""
    return [
        row.number or "",
        row.get_kind_display(),
        "" if "name" in unseen else row.name,
        "" if "province" in unseen else row.get_province_display(),
        row.get_status_display(),
        "" if "priority_title" in unseen else _("是") if row.is_priority else _("否"),
        submitted,
    ]


def _contact(row: Application, unseen: frozenset[str]) -> list[Cell]:
    if row.kind == Kind.STATION:
        said = {"contact_name": row.station.contact_name, "contact_mobile": row.station.contact_mobile, "": row.applicant.email}  # fmt: skip
    else:
        said = {"name": row.expert.name, "": row.applicant.mobile, "email": row.expert.email}
    return ["" if name in unseen else value for name, value in said.items()]


def _said(question: Question, given: dict[int, Answer]) -> Cell:
    answer = given.get(question.pk)
    if answer is None:
        return ""
    return answer.number if answer.number is not None else said(question, answer.value)


def _written(cell: Cell) -> str:
    """A number as it is, a text so that no spreadsheet takes it for a formula."""
    return plain_number(cell) if isinstance(cell, Decimal) else quoted(cell)


def as_csv(round_: Round, *, with_contact: bool, by: User) -> bytes:
    """With a mark in front by which spreadsheets know it is UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(header(round_, with_contact=with_contact))
    for line in lines(round_, with_contact=with_contact, by=by):
        writer.writerow([_written(cell) for cell in line])
    return out.getvalue().encode("utf-8-sig")


def as_workbook(round_: Round, *, with_contact: bool, by: User) -> bytes:
    """Numbers stay numbers; text is marked as text."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("申报"))
    sheet.append(header(round_, with_contact=with_contact))
    for line in lines(round_, with_contact=with_contact, by=by):
        sheet.append([_typed(sheet, cell) for cell in line])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _typed(sheet: Any, cell: Cell) -> Any:
    if isinstance(cell, Decimal):
        return cell
    typed = WriteOnlyCell(sheet, value=cell)
    keep_text(typed)
    return typed
