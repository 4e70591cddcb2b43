"""Whoever reads English reads English: every word of ours, of the public pages and of the desk, is in the catalogue."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.template import Context, Template
from django.test import Client
from django.utils import translation

from content.models import HomePage
from content.planting import plant_pages
from tests.factories.accounts import UserFactory
from tools import english, words

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{[\w.]*\}|<[^>]+>")
DAY_AS_CHINESE_ONLY = re.compile(r"""date:["'][^"']*[年月日]""")
WRITTEN = english.known()
HOW_TO_FILL = (
    "run `python tools/english.py`: it adds these texts to the end of site/locale/en/LC_MESSAGES/django.po; "
    "write their English there, take out what it calls used by nothing, run it again, and commit the .po and the .mo"
)


@pytest.fixture
def home(db: None) -> HomePage:
    return plant_pages()


def test_english_leaves_no_word_out() -> None:
    missing = {
        text: place
        for (context, text), place in english.words_used().items()
        if not WRITTEN.get((context, text))
    }
    assert missing == {}, HOW_TO_FILL


def test_english_has_no_row_that_nothing_uses() -> None:
    used = english.words_used()
    assert [text for context, text in WRITTEN if (context, text) not in used] == [], HOW_TO_FILL


def test_english_keeps_placeholders_and_marks() -> None:
    lost = {
        text: said
        for (_context, text), said in WRITTEN.items()
        if set(PLACEHOLDER.findall(text)) != set(PLACEHOLDER.findall(said))
    }
    assert lost == {}


def test_english_is_english() -> None:
    assert {text: said for (_context, text), said in WRITTEN.items() if english.CHINESE.search(said)} == {}


def test_english_is_compiled() -> None:
    written = {entry.key: entry.translation for entry in words.read(english.PO)}
    assert words.compiled(english.PO.with_suffix(".mo")) == written


@pytest.mark.parametrize("path", sorted(english.templates()), ids=lambda path: path.name)
def test_template_says_nothing_outside_the_catalogue(path: Path) -> None:
    assert english.loose_words(path) == []
    assert DAY_AS_CHINESE_ONLY.findall(path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("language", "day", "month_day", "sign"),
    [("zh-hans", "2026年11月22日", "11月22日", "日"), ("en", "22 November 2026", "22 November", "Sun")],
)
def test_days_are_written_as_the_language_does(language: str, day: str, month_day: str, sign: str) -> None:
    source = (
        '{% load chrome %}{{ day|date:_("Y年n月j日") }}|{{ day|date:_("n月j日") }}|{{ day|weekday_sign }}'
    )
    with translation.override(language):
        shown = Template(source).render(Context({"day": date(2026, 11, 22)}))

    assert shown == f"{day}|{month_day}|{sign}"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/", "/publicity/", "/verify/", "/accounts/login/", "/my/", "/my/requests/", "/missing/"]
)
def test_english_frame_of_a_page_has_no_chinese(home: HomePage, client: Client, path: str) -> None:
    """Titles and texts of pages are what the Center wrote; the frame around them is ours."""
    client.cookies["lang"] = "en"
    if path.startswith("/my/"):
        client.force_login(UserFactory(name="Demo"))
    said_by_editors = r'<main.*?</main>|lang="zh-Hans"[^<]*<|<meta (?:name="description"|property="og:)[^>]*>'
    frame = re.sub(said_by_editors, "", client.get(path).text, flags=re.S)

    assert english.CHINESE.findall(frame) == []
