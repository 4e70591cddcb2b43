"""办法：the documents the public pages show, article by article, under the codes that findings quote."""

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest
from django.urls import reverse
from ninja import P, PathEx, Query, Router

from content.api.answers import ClauseWhole, Fault, Listed, RegulationShown, RegulationWhole
from content.api.asking import Paging
from content.api.listing import listed
from content.api.page_fields import absolute
from content.models import NoticePage, RulesPage
from content.rules_pages import chapters_of, policy_today
from content.templatetags.clause_notes import in_words
from policies.models import Clause, PolicyVersion, Regulation

router = Router(tags=["管理办法"])
Code = PathEx[str, P(min_length=1, max_length=12, pattern=r"^[0-9A-Z-]+$", description="代码")]


@router.get("/regulations/", response=Listed[RegulationShown], summary="规范文件", operation_id="regulations")
def regulations(request: HttpRequest, asked: Query[Paging]) -> Any:
    """通知和两个管理办法。"""
    return listed(
        request,
        regulations_shown().order_by("order", "pk"),
        asked,
        lambda rows: [_shown(row) for row in rows],
    )


@router.get(
    "/regulations/{code}/",
    response={200: RegulationWhole, 404: Fault},
    summary="规范文件逐条",
    operation_id="regulation",
    url_name="regulation",
)
def regulation(request: HttpRequest, code: Code) -> Any:
    """一个文件的全文，按章、条、款排列；原文之外的解释和落实是平台的说明。"""
    one = regulations_shown().filter(code=code).first()
    if one is None:
        raise Http404
    policy = policy_today()
    return {
        **_shown(one),
        "chapters": [
            {
                "title": chapter.title,
                "articles": [
                    {"name": article.name, "clauses": [clause_shown(row, policy) for row in article.clauses]}
                    for article in chapter.articles
                ],
            }
            for chapter in chapters_of(list(one.clauses.order_by("order")))
        ],
    }


@router.get(
    "/clauses/{code}/", response={200: ClauseWhole, 404: Fault}, summary="一条条款", operation_id="clause"
)
def clause(request: HttpRequest, code: Code) -> Any:
    """按编号取一条条款，例如 S-4-2；核对结果和不予通过的理由都引用这个编号。"""
    found = (
        Clause.objects.filter(code=code, regulation__in=regulations_shown())
        .select_related("regulation")
        .first()
    )
    if found is None:
        raise Http404
    return {
        **clause_shown(found, policy_today()),
        "regulation": {"code": found.regulation.code, "name": found.regulation.title},
        "chapter": found.chapter,
        "article": found.article,
    }


def regulations_shown() -> QuerySet[Regulation]:
    """Documents a live public page shows or announces."""
    pages = RulesPage.objects.live().public().values("regulation")
    notices = NoticePage.objects.live().public().exclude(regulation=None).values("regulation")
    return Regulation.objects.filter(Q(pk__in=pages) | Q(pk__in=notices)).annotate(
        clause_count=Count("clauses")
    )


def clause_shown(row: Clause, policy: PolicyVersion | None) -> dict[str, str]:
    """As the page says it: parameters by their names and present values."""
    return {
        "code": row.code,
        "text": row.text,
        "interpretation": in_words(row.interpretation, policy),
        "carried_by": in_words(row.carried_by, policy),
    }


def _shown(one: Any) -> dict[str, Any]:
    return {
        **{key: getattr(one, key) for key in ("code", "title", "document_number", "issuer", "clause_count")},
        "url": absolute(reverse("api:regulation", args=[one.code])),
    }
