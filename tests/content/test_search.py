"""Search over everything: a part of a Chinese name is found, in its group; nonsense is answered calmly."""

from datetime import UTC, datetime

import pytest
from django.core.management import call_command
from wagtail.models import Page, PageViewRestriction

from accounts.models import Consent, ConsentKind
from config.cjk_search import indexed, tokens
from content.models import NewsPage
from content.search import marked, snippet
from policies.enums import Kind
from registry.listing import refresh_listings
from registry.models import Holder, HolderStatus, Listing
from tests.factories.registry import issued_certificate
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 22, 2, tzinfo=UTC)


def ask(client, q, **more):
    return client.get("/search/", {"q": q, **more})


def counts(answer) -> dict[str, int]:
    return {part["group"].code: part["count"] for part in answer.context.get("parts", [])}


@pytest.fixture
def news(home) -> NewsPage:
    return add_news("南山高新科技园迎来服务日", "工程师上门诊断，电话 13800001111。")


def add_news(title: str, summary: str) -> NewsPage:
    index = Page.objects.get(slug="news", depth=3)
    return index.add_child(instance=NewsPage(title=title, summary=summary))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("深圳高新科技园", ["深圳", "圳高", "高新", "新科", "科技", "技园"]),
        ("ＧＺＺ-2026 站", ["gzz", "2026", "站"]),  # noqa: RUF001  full width is the point
        ('"*%\0😀', []),
    ],
)
def test_search_tokens_are_pairs_and_words(text, expected):
    assert tokens(text) == expected


def test_search_index_keeps_single_characters_last():
    assert indexed("科技园") == "科技 技园 园 技 科"


@pytest.mark.parametrize("q", ["科技园", "高新", "服务日 科技", "南山高新科技园迎来服务日", "工程师"])
def test_search_finds_a_part_of_a_page(client, news, q):
    assert [hit.href for part in ask(client, q).context["parts"] for hit in part["hits"]] == [news.url]


def test_search_finds_a_single_character(client, news):
    assert news.url in [hit.href for hit in ask(client, "诊", **{"in": "pages"}).context["parts"][0]["hits"]]


@pytest.mark.parametrize("q", ["技科", "服日", "科技 火箭", "高科技"])
def test_search_does_not_find_what_is_not_written_so(client, news, q):
    assert set(counts(ask(client, q)).values()) == {0}


def test_search_at_the_desk_finds_the_same(news):
    assert [page.pk for page in Page.objects.search("科技园")] == [news.pk]
    assert [page.pk for page in Page.objects.autocomplete("南山高")] == [news.pk]


def test_search_ranks_titles_first(client, home):
    add_news("别的消息", "在科技园里，" + "许多别的话，" * 20)
    first = add_news("科技园", "短讯")
    hits = ask(client, "科技园").context["parts"][0]["hits"]
    assert [len(hits), hits[0].href] == [2, first.url]


def test_search_follows_a_page_that_changes_or_goes(client, news):
    news.title = "改成别的题目"
    news.save()
    assert counts(ask(client, "科技园"))["pages"] == 0
    news.unpublish()
    assert counts(ask(client, "工程师"))["pages"] == 0


def test_search_leaves_closed_pages_out(client, news):
    PageViewRestriction.objects.create(page=news, restriction_type=PageViewRestriction.LOGIN)
    assert counts(ask(client, "科技园"))["pages"] == 0


def test_search_neither_shows_nor_finds_a_mobile_number(client, news):
    assert "138****1111" in ask(client, "工程师").text
    assert counts(ask(client, "13800001111"))["pages"] == 0


def test_search_survives_a_rebuilt_index(client, news):
    call_command("update_index", verbosity=0)
    assert counts(ask(client, "科技园"))["pages"] == 1


def test_search_finds_a_clause_and_leads_to_it(client, home):
    part = ask(client, "志愿服务", **{"in": "clauses"}).context["parts"][1]
    assert part["count"] > 0
    assert all(hit.href.startswith("/rules/") and f"#{hit.label}" in hit.href for hit in part["hits"])


def test_search_finds_a_station_by_a_part_of_its_name(client, home):
    number = issued_certificate(name="深圳高新科技园服务中心").number
    issued_certificate(name="别处的协会")
    part = ask(client, "高新", **{"in": "station"}).context["parts"][2]
    assert [(hit.href, hit.label) for hit in part["hits"]] == [(f"/directory/{number}/", number)]
    assert "深圳<mark>高新</mark>科技园" in part["hits"][0].title
    Holder.objects.update(status=HolderStatus.REVOKED)
    refresh_listings()
    assert counts(ask(client, "高新"))["station"] == 0


def test_search_names_an_expert_only_with_consent(client, home):
    user = issued_certificate(Kind.EXPERT, name="欧阳喆堃").term.holder.user
    Consent.objects.filter(user=user, kind=ConsentKind.PUBLISH_NAME).delete()
    refresh_listings()
    assert counts(ask(client, "欧阳"))["expert"] == 0
    Consent.objects.create(user=user, kind=ConsentKind.PUBLISH_NAME, text_version="1", at=AT)
    refresh_listings()
    assert counts(ask(client, "欧阳"))["expert"] == 1


def test_search_finds_an_expert_by_field_and_employer(client, home):
    issued_certificate(Kind.EXPERT)
    row = Listing.objects.get()
    assert [counts(ask(client, words))["expert"] for words in (row.employer[:4], row.field_names[:2])] == [
        1,
        1,
    ]


@pytest.mark.parametrize(
    "q", ["", " ", '"', "*", "%", "'", "\\", "\0", "a\0b", "😀", "科" * 10_000, "a " * 5_000, "AND OR NOT", "-", "NEAR(", ":*", "<b>", "��"]
)  # fmt: skip
def test_search_answers_nonsense_calmly(client, news, q):
    answer = ask(client, q)
    assert answer.status_code == 200
    assert sum(counts(answer).values()) == 0


@pytest.mark.parametrize("more", [{"in": "nonesuch"}, {"page": "x"}, {"page": "9999", "in": "pages"}])
def test_search_answers_odd_parameters_calmly(client, news, more):
    answer = ask(client, "科技园", **more)
    assert (answer.status_code, counts(answer)["pages"]) == (200, 1)


def test_search_marks_words_and_escapes_the_rest():
    assert marked("<b>科技</b>园", ["科技"]) == "&lt;b&gt;<mark>科技</mark>&lt;/b&gt;园"
    assert snippet("前" * 50 + "科技" + "后" * 50, ["科技"]) == f"…{'前' * 36}<mark>科技</mark>{'后' * 36}…"


def test_search_question_is_escaped_in_the_page(client, home):
    assert "<script>x" not in ask(client, "<script>x").text


def test_search_costs_no_more_for_more_pages(client, news):
    ask(client, "科技园")
    once = queries_of(lambda: ask(client, "科技园"))
    add_news("东湖科技园", "第二条")
    add_news("西湖科技园", "第三条")
    assert queries_of(lambda: ask(client, "科技园")) == once


def test_search_is_kept_by_nobody(client, news):
    answer = ask(client, "科技园")
    assert answer["Cache-Control"] == "private, no-cache"
    assert '<meta name="robots" content="noindex">' in answer.text
