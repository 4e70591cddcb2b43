"""The desk speaks Chinese: no string of its packages is left in English."""

import re
from pathlib import Path

import pytest
from django.utils.translation import override, pgettext, trans_real

from tools import words

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{[\w.]*\}")
SOURCES = [(domain, path) for domain in words.DOMAINS for path in words.sources(domain)]


def name(value: str | Path) -> str:
    return (
        value
        if isinstance(value, str)
        else ".".join(value.parts[value.parts.index("site-packages") + 1 : -4])
    )


@pytest.fixture(scope="module")
def chinese() -> dict[str, dict[str | tuple[str, int], str]]:
    """What staff read: the packages' words, and over them ours."""
    return {d: words.theirs(d) | words.compiled(words.OURS / f"{d}.mo") for d in words.DOMAINS}


def test_words_of_every_package_are_looked_at() -> None:
    apps = {name(path) for _, path in SOURCES}
    assert {
        "wagtail",
        "wagtail.admin",
        "wagtail.images",
        "wagtail.users",
        "wagtail_modeladmin",
        "viewflow",
    } <= apps


@pytest.mark.parametrize(("domain", "source"), SOURCES, ids=name)
def test_words_leave_no_english(
    domain: str, source: Path, chinese: dict[str, dict[str | tuple[str, int], str]]
) -> None:
    assert [entry.key for entry in words.read(source) if not chinese[domain].get(entry.key)] == []


@pytest.mark.parametrize(("domain", "source"), SOURCES, ids=name)
def test_words_keep_their_placeholders(
    domain: str, source: Path, chinese: dict[str, dict[str | tuple[str, int], str]]
) -> None:
    """Chinese has one form, so a plural is held to the English plural, the fuller of the two."""
    lost = {
        entry.key: text
        for entry in words.read(source)
        if (text := chinese[domain].get(entry.key))
        and set(PLACEHOLDER.findall(text)) != set(PLACEHOLDER.findall(entry.plural or entry.singular))
    }
    assert lost == {}


@pytest.mark.parametrize("domain", words.DOMAINS)
def test_words_are_compiled(domain: str) -> None:
    assert words.compiled(words.OURS / f"{domain}.mo") == words.ours(domain)


def test_words_of_our_own_are_found_at_once() -> None:
    """A text of ours is in the catalogue that is asked first, as itself; with its context taken off."""
    first = vars(vars(trans_real.translation("zh-hans"))["_catalog"])["_catalogs"][0]
    entries = words.read(words.ENGLISH)
    assert {entry.key for entry in entries} <= first.keys()
    with override("zh-hans"):
        assert [e.singular for e in entries if pgettext(e.context, e.singular) != e.singular] == []
