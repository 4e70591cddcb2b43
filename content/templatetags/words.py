"""What the templates of the body's blocks ask: numbers, kinds of files."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django import template
from django.utils.translation import gettext as _

from content.live_figures import LIVE_FIGURES

register = template.Library()

ICONS = {
    "pdf": "file-earmark-pdf",
    "doc": "file-earmark-word",
    "docx": "file-earmark-word",
    "xls": "file-earmark-excel",
    "xlsx": "file-earmark-excel",
}
VIEWABLE = ("pdf", "png", "jpg", "jpeg")


class FigureShown(NamedTuple):
    """A number as it is drawn."""

    label: str
    value: str
    unit: str
    source: str


@register.filter
def figures_shown(rows: Iterable[Any]) -> list[FigureShown]:
    """Live numbers counted now, typed ones as they stand, each with where it comes from."""
    return [_figure(row) for row in rows]


def _figure(row: Any) -> FigureShown:
    live = LIVE_FIGURES.get(row["live"] or "")
    if live is None:
        return FigureShown(row["label"], row["value"], "", _("来源：%s") % row["source"])
    return FigureShown(str(live.label), f"{live.counted():,}", str(live.unit), _("平台实时统计"))


@register.filter
def file_icon(document: Any) -> str:
    return ICONS.get(document.file_extension.lower(), "file-earmark-text")


@register.filter
def is_viewable(document: Any) -> bool:
    """A browser shows it without a program of its own."""
    return document.file_extension.lower() in VIEWABLE
