"""The affected applications as a workbook. No contact data; a cell that begins like a formula stays text."""

from collections.abc import Iterable, Sequence
from io import BytesIO

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from console.policies.whatif_models import Trial, TrialCase
from console.policies.whatif_result import Result
from console.policies.whatif_words import change_words, decision_words
from typeset.workbook_text import keep_text

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDTHS = (18, 44, 12, 16, 18, 70, 34)


def workbook(trial: Trial, cases: Iterable[TrialCase]) -> bytes:
    """Two sheets: every affected application, and the sentences of the summary."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None  # noqa: S101  a new workbook has one
    sheet.title = _("受影响的申报")
    titles = (_("受理编号"), _("单位名称或姓名"), _("类别"), _("省份"), _("对提交的影响"), _("条件变化"), _("审核结论"))  # fmt: skip
    sheet.append(titles)
    for case in cases:
        sheet.append(_row(case))
    _lay_out(sheet)
    summary = book.create_sheet(_("摘要"))
    summary.column_dimensions["A"].width = 110
    for sentence in [str(trial), *Result(trial).sentences()]:
        summary.append([sentence])
    for page in (sheet, summary):
        for cell in (cell for row in page.iter_rows() for cell in row if cell.value):
            keep_text(cell)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _row(case: TrialCase) -> Sequence[str]:
    application = case.application
    return (
        application.number or "",
        application.name,
        application.get_kind_display(),
        application.get_province_display(),
        case.get_effect_display(),
        "\n".join(change_words(change) for change in case.changes),
        decision_words(case),
    )


def _lay_out(sheet: object) -> None:
    for column, width in enumerate(WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width  # type: ignore[attr-defined]
    for cell in sheet[1]:  # type: ignore[index]
        cell.font = Font(bold=True)
    for row in sheet.iter_rows(min_row=2):  # type: ignore[attr-defined]
        for cell in row:
            cell.alignment = Alignment(vertical="top", wrap_text=True)
    sheet.freeze_panes = "A2"  # type: ignore[attr-defined]
