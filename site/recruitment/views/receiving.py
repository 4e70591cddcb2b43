"""A long 汇总表 on its way: the page grows while the file is read, with the rows counted so far, and needs no script."""

import logging
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from typing import Any

from django.http import HttpRequest, StreamingHttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.html import format_html
from django.utils.translation import gettext as _

from accounts.models import User
from recruitment.actions import read_ahead, receive_roster
from recruitment.exceptions import RefusedError
from recruitment.models import Roster
from recruitment.rosters.grids import Progress
from recruitment.rosters.tables import RosterTable
from recruitment.views.person import me

logger = logging.getLogger(__name__)
LONG = 60_000  # bytes; what is shorter is read within a second
_EACH = 0.5  # seconds between two counts
_HERE = "<!-- growing -->"


def growing_page(request: HttpRequest, given: dict[str, Any]) -> StreamingHttpResponse:
    page = render_to_string("recruitment/roster/receiving.html", {"growing": _HERE}, request)
    before, after = page.split(_HERE)
    by, language = me(request), translation.get_language()

    def told() -> Iterator[str]:
        yield before
        with translation.override(language):
            yield from _lines(given, by, language)
        yield after

    # a proxy passes each line on at once
    return StreamingHttpResponse(told(), headers={"X-Accel-Buffering": "no", "Cache-Control": "no-store"})


def _lines(given: dict[str, Any], by: User, language: str | None) -> Iterator[str]:
    progress = Progress()
    try:
        tables = yield from _read(given, progress, language)
        yield _said(_("读完 %(count)d 行，正在逐条核对并保存……") % {"count": progress.rows})
        yield _end(receive_roster(**given, by=by, at=timezone.now(), tables=tables))
    except RefusedError as refused:
        yield _refused(str(refused))
    except Exception:  # the page has begun: nobody further up could still say anything
        logger.exception("a summary table of %s bytes could not be received", given["table"].size)
        yield _refused(
            _("读取时发生错误，没有保存任何内容。请稍后重新上传；再次出错时，请将文件发送给我们。")
        )


def _refused(sentence: str) -> str:
    back = reverse("recruitment:roster_upload")
    return format_html(
        '<p class="field has-error" role="alert">{}</p><p><a href="{}">{}</a></p>',
        sentence,
        back,
        _("重新上传"),
    )


def _read(
    given: dict[str, Any], progress: Progress, language: str | None
) -> Generator[str, None, list[RosterTable]]:
    """Counts while another thread reads; that thread asks no database."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        reading = pool.submit(_in_language, language, lambda: read_ahead(given["table"], progress))
        while not wait([reading], timeout=_EACH).done:
            yield _said(_("已读取 %(count)d 行……") % {"count": progress.rows})
        return reading.result()


def _in_language(language: str | None, read: Callable[[], list[RosterTable]]) -> list[RosterTable]:
    with translation.override(language):
        return read()


def _said(sentence: str) -> str:
    return format_html("<p>{}</p>\n", sentence)


def _end(rosters: list[Roster]) -> str:
    """On to the preview, by itself and by a link."""
    to = reverse("recruitment:roster", args=[rosters[0].pk]) if len(rosters) == 1 else reverse("recruitment:agency")  # fmt: skip
    return format_html(
        '<p>{}</p><p><a class="btn btn-primary" href="{}">{}</a></p><meta http-equiv="refresh" content="1; url={}">',
        _("已保存。请逐条核对，确认后才生效。"), to, _("去核对"), to,
    )  # fmt: skip
