"""Small drawing tools of the public templates."""

import re
from datetime import date, datetime
from functools import cache
from pathlib import Path

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

register = template.Library()

ICONS = Path(__file__).resolve().parents[1] / "assets" / "vendor" / "bootstrap-icons"
WORD_BREAK = mark_safe("<wbr>")
MOBILE = re.compile(r"(?<!\d)(1[3-9]\d)[-\s]?\d{4}[-\s]?(\d{4})(?!\d)")


@cache
def icon_paths(name: str) -> SafeString:
    """The inside of a vendored icon file."""
    source = (ICONS / f"{name}.svg").read_text()
    return mark_safe(source[source.index(">") + 1 : source.rindex("</svg>")].strip())  # noqa: S308  our own file


@register.simple_tag
def icon(name: str, css: str = "") -> SafeString:
    """An inline icon. It is decoration: the words beside it carry the meaning."""
    return format_html(
        '<svg class="icon {}" viewBox="0 0 16 16" fill="currentColor" aria-hidden="true" focusable="false">{}</svg>',
        css,
        icon_paths(name),
    )


@register.filter
def moment(at: datetime) -> str:
    """A deadline as people say it: the last second of a day is 24:00 of that day."""
    local = timezone.localtime(at)
    is_midnight = (local.hour, local.minute) == (23, 59)
    day = date_format(local, _("Y年n月j日"))
    return f"{day} " + ("24:00" if is_midnight else date_format(local, "G:i"))


@register.filter
def weekday_sign(day: date) -> str:
    """The weekday where there is little room: 日, Sun."""
    name = date_format(day, "D")
    return name[-1] if name.startswith("星期") else name


@register.filter
def short_day(day: date) -> str:
    """Day and month where there is little room: 11月22日, 22 Nov."""
    return date_format(day, pgettext("short", "n月j日"))


PHRASES = re.compile(
    "(中小企业|志愿服务|志愿专家|工作站|专家|管理办法|拟认定|认定|招募|名单|工作的|通知|公示|公告|关于开展|"
    r"\d+年|第?[一二三四五六七八九十]+批|（[^）]*）)"
)


@register.filter
def phrases(title: object) -> SafeString:
    """A title that breaks between words, not inside them, as GB/T 9704 asks (词意完整)."""
    parts = (part for part in PHRASES.split(str(title)) if part)
    return format_html(
        '<span class="phrases" lang="zh-Hans">{}</span>',
        format_html_join(WORD_BREAK, "{}", ((p,) for p in parts)),
    )


@register.filter
def mask_mobiles(text: object) -> str:
    """Hides the middle of every mobile number in a text (N-6); landlines stay."""
    return MOBILE.sub(r"\1****\2", str(text))
