"""The style guide: every component in its states, drawn with the very templates of the pages. For staff who change them."""

from datetime import date, timedelta
from typing import Any, NamedTuple

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import desk
from content.figures import Figure, Point
from content.window_days import Day

TONES = ("now", "info", "ok", "warn", "bad", "idle")
SIZES = ("hero", "h1", "num", "h2", "sub", "card", "h3", "lead", "body", "ui", "small", "note")
SPACES = (4, 8, 12, 16, 24, 32, 48, 64, 80)
PAIRS = (
    ("ink", "white"), ("ink-2", "white"), ("ink-3", "paper"), ("link", "white"), ("red", "white"), ("red", "red-tint"),
    ("white", "red"), ("white", "blue"), ("blue", "blue-tint"), ("green", "green-tint"), ("amber", "amber-tint"),
    ("navy-ink", "navy"), ("white", "navy"),
)  # fmt: skip


class Swatch(NamedTuple):
    """Two tokens that meet on a page: a letter of one on the other; the script adds the contrast it finds."""

    text: str
    ground: str


class SampleForm(forms.Form):
    name = forms.CharField(label="单位名称", help_text="与法人证照一致的全称。")
    kind = forms.ChoiceField(label="单位类型", choices=[("", "请选择"), ("park", "中小企业园区")])
    form = forms.ChoiceField(label="方式", widget=forms.RadioSelect, choices=[("a", "上门"), ("b", "线上")])
    story = forms.CharField(label="经验与成果", widget=forms.Textarea(attrs={"rows": 4}), required=False)
    agrees = forms.BooleanField(label="本单位已阅读并作出以上承诺")


@desk("wagtailadmin.access_admin")
@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    filled = SampleForm({"name": "（演示）青禾企业服务中心", "kind": "park", "form": "a", "agrees": "1"})
    context: dict[str, Any] = {
        "tones": TONES,
        "sizes": SIZES,
        "spaces": SPACES,
        "swatches": [Swatch(*pair) for pair in PAIRS],
        "blank": SampleForm(auto_id="blank_%s"),
        "wrong": SampleForm({}, auto_id="wrong_%s"),
        "filled": filled,
        "page": Paginator(range(83), 10).page(3),
        "days": _days(),
        "steps": [
            {"title": "网上申报", "text": "11月3日—12月11日", "state": "done"},
            {"title": "初审", "text": "限 10 个工作日", "state": "current"},
            {"title": "公示", "text": "5 个工作日", "state": ""},
            {"title": "认定发证", "text": "公示无异议后", "state": ""},
        ],
        "figures": _figures(),
    }
    return render(request, "content/styleguide.html", context)


def _days() -> list[Day]:
    """A window over a weekend: published, counted, resting, today, ahead, last."""
    first = date(2026, 11, 19)
    states = ("passed", "passed", "rest", "rest", "today", "ahead", "ahead", "ahead")
    notes = (
        "公示之日",
        "第 1 天，已过",
        "周末，不计入",
        "周末，不计入",
        "第 2 天，今日",
        "第 3 天",
        "第 4 天",
        "第 5 天，截止",
    )
    shorts = ("发布", "已过", "休", "休", "今日", "第3天", "第4天", "截止")
    ordinals = (0, 1, 0, 0, 2, 3, 4, 5)
    rows = zip(states, ordinals, notes, shorts, strict=True)
    return [Day(first + timedelta(days=at), *row) for at, row in enumerate(rows)]


def _figures() -> list[Figure]:
    regions = [Point("江苏省", 16, 100), Point("浙江省", 12, 75), Point("福建省", 9, 56)]
    months = [Point("2026年8月", 12, 40), Point("2026年9月", 30, 100), Point("2026年10月", 21, 70)]
    return [
        Figure("guide-bar", "在册工作站", 37, _("家"), "按地区，前五位", regions),
        Figure("guide-column", "近期认定", 63, _("个"), "按认定月份", months, "column"),
    ]
