"""Text in a workbook stays text: what a spreadsheet would take for a formula is marked, not changed. The one way for every export."""

from typing import Any

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def keep_text(cell: Any) -> None:
    """The cell keeps its words exactly; an edit in a spreadsheet still takes them for words."""
    cell.data_type = "s"
    if str(cell.value).startswith(FORMULA_STARTS):
        cell.quotePrefix = True


def quoted(text: str) -> str:
    """For a CSV file, which has no such mark: an apostrophe in front, as spreadsheets themselves write it."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
