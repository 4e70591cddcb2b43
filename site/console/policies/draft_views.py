"""The parameters of a draft beside their clauses, and its publication by another person."""

from itertools import groupby
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import desk
from console.policies.draft_page import DraftPage
from console.policies.policy_forms import PublishForm, ValuesForm
from policies.actions import change_policy, publish_policy
from policies.comparison import value_words
from policies.enums import PolicyStatus
from policies.exceptions import PolicyError, StaleRevisionError
from policies.models import Clause, PolicyVersion
from recruitment.enums import RUNNING
from recruitment.models import Application


@desk("policies.change_policyversion")
def edit_values(request: HttpRequest, number: int) -> HttpResponse:
    policy = _policy(number)
    if policy.status != PolicyStatus.DRAFT:
        return redirect("rules:policy", number)
    return _values_page(request, policy, ValuesForm(policy=policy))


@desk("policies.change_policyversion")
@require_POST
def change(request: HttpRequest, number: int) -> HttpResponse:
    policy = _policy(number)
    form = ValuesForm(request.POST, policy=policy)
    if not form.is_valid():
        return _values_page(request, policy, form, status=422, is_kept=True)
    said = request.POST.get("revision", "")
    revision = int(said) if said.isdecimal() and len(said) < 10 else -1
    by: Any = request.user
    try:
        change_policy(policy=policy, values=form.values, by=by, at=timezone.now(), revision=revision)
    except StaleRevisionError as refusal:
        return _values_page(request, _policy(number), form, status=409, refusals=[str(refusal)], since=revision, is_kept=True)  # fmt: skip
    except PolicyError as refusal:
        refusals = [str(sentence) for sentence in getattr(refusal, "faults", [str(refusal)])]
        return _values_page(request, _policy(number), form, status=422, refusals=refusals, is_kept=True)
    messages.success(request, _("参数已保存。"))
    return redirect("rules:edit_values", number)


@desk("policies.view_policyversion")
def compare(request: HttpRequest, number: int) -> HttpResponse:
    """What publishing a draft would change, what stands against it, and who may do it."""
    policy = _policy(number)
    if policy.status != PolicyStatus.DRAFT:
        return redirect("rules:policy", number)
    return _compare_page(
        request, policy, PublishForm(initial={"effective_on": timezone.localdate().isoformat()})
    )


@desk("policies.publish_policyversion")
@require_POST
def publish(request: HttpRequest, number: int) -> HttpResponse:
    policy = _policy(number)
    form = PublishForm(request.POST)
    if not form.is_valid():
        return _compare_page(request, policy, form, [_("请填写生效日。")])
    by: Any = request.user
    try:
        publish_policy(
            policy=policy, by=by, at=timezone.now(), effective_on=form.cleaned_data["effective_on"]
        )
    except PolicyError as refusal:
        refusals = [str(sentence) for sentence in getattr(refusal, "faults", [str(refusal)])]
        return _compare_page(request, _policy(number), form, refusals)
    messages.success(request, _("已发布。"))
    return redirect("rules:policy", number)


def _values_page(
    request: HttpRequest, policy: PolicyVersion, form: ValuesForm, *, status: int = 200,
    refusals: list[str] | None = None, since: int | None = None, is_kept: bool = False,
) -> HttpResponse:  # fmt: skip
    page = DraftPage(policy)
    clauses = {clause.code: clause for clause in Clause.objects.select_related("regulation")}
    base = page.base_content["values"]
    rows = [(parameter, field, _was(parameter, base, policy)) for parameter, field in form.rows()]
    order = {code: place for place, code in enumerate(clauses)}
    rows.sort(key=lambda row: (order.get(row[0].article, 999), row[0].article))
    context = {
        "policy": policy, "page": page, "kind": "values", "form": form, "refusals": refusals or [],
        "acts": page.acts_since(since) if since is not None else [], "is_kept": is_kept,
        "articles": [
            (article, clauses.get(article), list(group)) for article, group in groupby(rows, lambda row: row[0].article)
        ],
    }  # fmt: skip
    return render(request, "console/policies/policy_values.html", context, status=status)


def _was(parameter: Any, base: dict[str, Any], policy: PolicyVersion) -> str:
    """The published value in words where the draft has another."""
    before = base.get(parameter.key, parameter.default)
    return value_words(parameter, before) if before != policy.value(parameter.key) else ""


def _compare_page(
    request: HttpRequest, policy: PolicyVersion, form: forms.Form, refusals: list[str] | None = None
) -> HttpResponse:
    context = {
        "policy": policy, "page": DraftPage(policy), "kind": "publish", "form": form, "refusals": refusals or [],
        "running": _running(),
        "is_draft": policy.status == PolicyStatus.DRAFT,
        "is_author": policy.author_id == request.user.pk,
    }  # fmt: skip
    return render(request, "console/policies/policy_compare.html", context, status=422 if refusals else 200)


def _running() -> list[Any]:
    """How many applications are under way on which version: they stay on it."""
    cases = Application.objects.filter(status__in=RUNNING).values(
        "round__policy__number", "round__policy__title"
    )
    return list(cases.annotate(count=Count("pk")).order_by("round__policy__number"))


def _policy(number: int) -> PolicyVersion:
    policies = PolicyVersion.objects.select_related("drafted_from", "question_set", "author")
    return get_object_or_404(policies, number=number)


urlpatterns = [
    path("policies/<int:number>/values/", edit_values, name="edit_values"),
    path("policies/<int:number>/change/", change, name="change_policy"),
    path("policies/<int:number>/compare/", compare, name="compare_policy"),
    path("policies/<int:number>/publish/", publish, name="publish_policy"),
]
