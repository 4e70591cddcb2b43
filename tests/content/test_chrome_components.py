from datetime import date

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import engines
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils import translation

from content.templatetags.chrome import icon, mask_mobiles


def test_icon_is_drawn_inline_and_hidden_from_readers() -> None:
    assert 'aria-hidden="true"' in icon("search")
    assert "<path" in icon("search")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("联盟秘书处 010-0000 0000", "联盟秘书处 010-0000 0000"),
        ("王某 19900001234", "王某 199****1234"),
        ("199 0000 1234、199-0000-5678", "199****1234、199****5678"),
        ("受理编号 20261990000123456", "受理编号 20261990000123456"),
    ],
)
@pytest.mark.clause("N-6")
def test_contact_masks_mobiles_and_keeps_landlines(text: str, shown: str) -> None:
    assert mask_mobiles(text) == shown


class _Form(forms.Form):
    name = forms.CharField(label="单位名称", help_text="与证照一致")
    agrees = forms.BooleanField(label="承诺")
    kind = forms.ChoiceField(label="类别", choices=[("a", "甲")], widget=forms.RadioSelect)


def test_field_names_its_help_and_its_error() -> None:
    html = render_to_string("_components/field.html", {"field": _Form({})["name"]})

    assert 'id="id_name_helptext"' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'id="id_name_error"' in html


@pytest.mark.parametrize("name", ["agrees", "kind"])
def test_field_draws_boxes_and_groups(name: str) -> None:
    html = render_to_string("_components/field.html", {"field": _Form()[name]})

    assert ("<fieldset" in html) is (name == "kind")


def test_pagination_keeps_the_other_filters() -> None:
    request = RequestFactory().get("/", {"q": "科技园", "page": "2"})
    page = Paginator(range(100), 10).page(2)
    source = '{% include "_components/pagination.html" with page=page unit="家" only %}'

    html = engines["django"].from_string(source).render({"page": page}, request)

    assert "第 11—20 家，共 100 家" in html
    assert "?q=%E7%A7%91%E6%8A%80%E5%9B%AD&amp;page=3" in html


def test_day_cells_name_the_weekday() -> None:
    days = [{"date": date(2026, 11, 22), "state": "today", "note": "第 3 天，今日", "short": "今日"}]

    html = render_to_string("_components/daycells.html", {"days": days})

    assert 'aria-current="date"' in html
    assert ">星期日</span>" in html
    assert ">11月22日</span>" in html


@pytest.mark.django_db
def test_missing_page_is_calm_and_framed(client: Client) -> None:
    response = client.get("/no-such-page/")

    assert response.status_code == 404
    assert "没有找到这一页" in response.text
    assert "frame-ancestors 'self'" in response["Content-Security-Policy"]
    assert "unsafe" not in response["Content-Security-Policy"]


def test_server_error_page_needs_no_context() -> None:
    assert "服务暂时中断" in render_to_string("500.html")


def test_length_of_a_list_is_told_in_the_language_of_the_frame() -> None:
    page = Paginator(range(3), 20).page(1)
    with translation.override("en"):
        html = render_to_string("_components/pagination.html", {"page": page})

    assert "<span>3 in all (items)</span>" in html
