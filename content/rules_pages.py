"""管理办法：a regulation, article by article, each with an anchor and what the platform does about it."""

from itertools import groupby
from typing import Any, NamedTuple

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.api import APIField
from wagtail.models import Page

from content.api.page_fields import RegulationShown
from policies.models import Clause, PolicyVersion, Regulation
from policies.queries import policy_in_force


class Article(NamedTuple):
    """条：its heading and its clauses."""

    name: str
    clauses: list[Clause]

    @property
    def anchor(self) -> str:
        """`S-4` for the article of S-4-1, S-4-2 …; nothing where a clause bears that address itself."""
        whole = "-".join(self.clauses[0].code.split("-")[:2])
        return "" if whole in {clause.code for clause in self.clauses} else whole


class Chapter(NamedTuple):
    """章：its title and its articles."""

    title: str
    articles: list[Article]


def chapters_of(clauses: list[Clause]) -> list[Chapter]:
    """Clauses in their order, gathered by chapter and article."""
    return [
        Chapter(title, [Article(name, list(group)) for name, group in groupby(rows, lambda row: row.article)])
        for title, rows in groupby(clauses, lambda row: row.chapter)
    ]


def policy_today() -> PolicyVersion | None:
    """The version in force today; the text of the 办法 can be read without one."""
    try:
        return policy_in_force(timezone.localdate())
    except PolicyVersion.DoesNotExist:
        return None


class RulesPage(Page):
    """办法全文：text verbatim; interpretation and carrying out are the platform's own words beside it."""

    regulation = models.OneToOneField(
        Regulation, on_delete=models.PROTECT, related_name="page", verbose_name=_("规范文件")
    )

    template = "content/rules/detail.html"
    parent_page_types = ["content.RulesIndexPage"]
    subpage_types: list[str] = []
    content_panels = [*Page.content_panels, FieldPanel("regulation")]
    api_fields = [APIField("regulation", serializer=RegulationShown())]

    class Meta:
        verbose_name = _("管理办法")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        clauses = list(self.regulation.clauses.order_by("order"))
        return {
            **super().get_context(request, *args, **kwargs),
            "chapters": chapters_of(clauses),
            "clause_count": len(clauses),
            "policy": policy_today(),
        }
