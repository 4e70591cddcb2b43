from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.documents.models import Document
from wagtail.models import Page, PageViewRestriction, get_page_models

from content.models import HomePage, NoticeAttachment, NoticePage, RulesPage
from policies.models import Regulation
from tests.factories.recruitment import RoundFactory
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
PAGES = "/api/v2/pages/"
Ask = Callable[..., Any]


def _own_fields(model: type[Page]) -> set[str]:
    """What a page type itself stores, and the rows below it."""
    inherited = {field.name for field in Page._meta.get_fields()}
    relations = {field.name for field in model._meta.get_fields() if getattr(field, "one_to_many", False)}
    stored = {field.name for field in model._meta.fields if field.name != "page_ptr"}
    return (stored | relations) - inherited


@pytest.mark.parametrize(
    "model", [one for one in get_page_models() if one is not Page], ids=lambda m: m.__name__
)
def test_page_type_comes_out_whole(model: type[Page]) -> None:
    """A field that must stay in is named in `api_left_out`, with its reason beside it."""
    out = {field.name for field in model.api_fields}
    assert _own_fields(model) <= out | set(getattr(model, "api_left_out", ()))


def test_pages_are_listed_with_their_type(home: HomePage, ask: Ask) -> None:
    found = {(one["meta"]["type"], one["title"]) for one in ask(PAGES, limit=100)["items"]}
    assert ("content.HomePage", "中小企业志愿服务平台") in found
    assert {kind for kind, _title in found} >= {"content.NoticePage", "content.RulesPage"}


def test_notice_comes_out_with_number_body_attachments_and_round(home: HomePage, ask: Ask) -> None:
    notice = NoticePage.objects.get()
    notice.round = RoundFactory()
    notice.save()

    shown = ask(f"{PAGES}{notice.pk}/")

    assert shown["document_number"] == "中小企通〔2023〕8号"
    assert [block["type"] for block in shown["body"]] == [block.block_type for block in notice.body]
    assert shown["round"]["id"] == notice.round_id
    assert [one["title"] for one in shown["attachments"]] == list(
        notice.attachments.values_list("title", flat=True)
    )
    assert shown["attachments"][-1]["files"][-1] == {
        "format": "xlsx",
        "url": "http://localhost:8000/notices/forms/a4.xlsx",
    }
    assert shown["meta"]["html_url"] == "http://localhost:8000" + notice.get_url()


def test_rules_lead_to_their_clauses(home: HomePage, ask: Ask) -> None:
    page = RulesPage.objects.filter(regulation__code="S").get()
    assert ask(f"{PAGES}{page.pk}/")["regulation"]["clauses_url"].endswith("/api/regulations/S/")


def test_mobile_numbers_are_masked_wherever_they_stand(home: HomePage) -> None:
    notice = NoticePage.objects.get()
    notice.contact = "张三 13812345678"
    notice.body = [
        ("paragraph", "电话13812345678"),
        ("item", {"level": "1", "number": "一、", "text": "13812345678"}),
    ]
    notice.save()

    text = Client().get(f"{PAGES}{notice.pk}/").content.decode()

    assert "13812345678" not in text
    assert text.count("138****5678") == 3


def test_what_is_masked_cannot_be_asked_for(home: HomePage) -> None:
    for query in ("contact=张三", "order=contact", "body=x", "objection_phone=1"):
        assert Client().get(f"{PAGES}?type=content.NoticePage&{query}").status_code == 400


def test_draft_and_private_pages_are_not_named(home: HomePage, ask: Ask) -> None:
    draft, private = RulesPage.objects.order_by("pk")[:2]
    draft.unpublish()
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    NoticeAttachment.objects.create(
        page=NoticePage.objects.get(), title="附件", page_link=draft, sort_order=9
    )

    listed = {one["id"] for one in ask(PAGES, limit=100)["items"]}
    attachments = ask(f"{PAGES}{NoticePage.objects.get().pk}/")["attachments"]

    assert not listed & {draft.pk, private.pk}
    assert attachments[-1]["files"] == []
    assert Client().get(f"{PAGES}{draft.pk}/").status_code == 404
    assert Client().get(f"{PAGES}{private.pk}/").status_code == 404


def test_document_is_named_once_a_live_page_refers_to_it(home: HomePage, ask: Ask) -> None:
    document = Document.objects.create(title="下周的附件", file=ContentFile(b"x", name="next.pdf"))
    assert ask("/api/v2/documents/")["items"] == []

    notice = NoticePage.objects.get()
    notice.attachments.add(NoticeAttachment(title="附件", document=document))
    notice.save()

    assert [one["title"] for one in ask("/api/v2/documents/")["items"]] == ["下周的附件"]
    assert ask("/api/v2/images/")["items"] == []


NINES = "9" * 30
ABSURD = (
    f"offset={NINES}", "offset=-1", "limit=-1", "limit=101", "limit=" + "9" * 5000, "limit=x", f"id={NINES}", "id=x", "nonsense=1",
    "type=policies.Clause", f"child_of={NINES}", "child_of=x", "descendant_of=-1", "order=path", "fields=nonsense", "fields=((",
    "first_published_at=x", "search=%00", "slug=%00", "site=%00", "type=" + "x." * 500,
)  # fmt: skip


def test_absurd_questions_are_refused_in_chinese(home: HomePage) -> None:
    client = Client(raise_request_exception=False)
    said = {
        (kind, query): client.get(f"/api/v2/{kind}/?{query}")
        for query in ABSURD
        for kind in ("pages", "documents", "images")
    }
    assert {asked for asked, answer in said.items() if answer.status_code not in (200, 400, 404)} == set()
    refused = {answer.json()["message"] for answer in said.values() if answer.status_code == 400}
    assert refused == {"请求参数有误，请对照接口说明。"}


def test_absurd_page_is_not_found(home: HomePage) -> None:
    client = Client(raise_request_exception=False)
    for pk in (NINES, "9" * 5000, "-1", "x", "0", "²"):
        response = client.get(f"{PAGES}{pk}/")
        assert (response.status_code, response.json()["message"]) == (
            404,
            "没有找到：地址不对，或内容尚未公开。",
        )


def test_chinese_inside_a_title_is_found(home: HomePage, ask: Ask) -> None:
    assert len(ask(PAGES, search="专家管理")["items"]) == 1


def test_list_costs_the_same_for_one_and_thirty(home: HomePage, ask: Ask) -> None:
    ask(PAGES, type="content.NoticePage")
    one = queries_of(lambda: ask(PAGES, type="content.NoticePage", fields="*", limit=50))
    index, regulation = NoticePage.objects.get().get_parent(), Regulation.objects.first()
    for number in range(29):
        index.add_child(
            instance=NoticePage(title="甲", issuer="中心", slug=f"n{number}", regulation=regulation, body=[])
        )
    assert len(ask(PAGES, type="content.NoticePage", limit=50)["items"]) == 30
    thirty = queries_of(lambda: ask(PAGES, type="content.NoticePage", fields="*", limit=50))
    assert thirty == one
