"""Policy versions on the desk: the list, a version to read, a new draft, and its end."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import desk
from console.policies.draft_page import DraftPage
from console.policies.policy_forms import DraftForm
from console.policies.proposing import draft_with_proposal, lacks_stages
from console.policies.stage_cards import fixed_cards
from policies.actions import retire_policy
from policies.comparison import value_words
from policies.enums import FlowKind, PolicyStatus
from policies.exceptions import PolicyError
from policies.flowchart import flow_drawing
from policies.models import PolicyVersion
from policies.register import PARAMETERS
from policies.stage_words import ASPECTS


@desk("policies.view_policyversion")
def list_policies(request: HttpRequest) -> HttpResponse:
    policies = PolicyVersion.objects.filter(scope="").select_related("author", "approver", "drafted_from")
    return render(request, "console/policies/policies.html", {"policies": policies, "form": DraftForm()})


@desk("policies.view_policyversion")
def show_policy(request: HttpRequest, number: int) -> HttpResponse:
    policies = PolicyVersion.objects.select_related("author", "approver", "drafted_from", "question_set")
    policy = get_object_or_404(policies, number=number)
    page = DraftPage(policy)
    is_draft = policy.status == PolicyStatus.DRAFT
    context = {
        "policy": policy,
        "page": page,
        "flows": [_flow(page, tab.flow_kind, tab.label) for tab in page.tabs],
        "values": [(p, value_words(p, policy.value(p.key))) for p in PARAMETERS],
        "is_draft": is_draft,
        "first_flow": page.tabs[0].flow_kind,
        "may_change": is_draft and request.user.has_perm("policies.change_policyversion"),
        "draft_form": DraftForm(),
        "lacks_stages": lacks_stages(policy),
    }
    return render(request, "console/policies/policy.html", context)


@desk("policies.add_policyversion")
@require_POST
def draft(request: HttpRequest, number: int) -> HttpResponse:
    source = get_object_or_404(PolicyVersion, number=number)
    form = DraftForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("请填写新版本的说明。"))
        return redirect("rules:policy", number)
    made, is_proposed = draft_with_proposal(
        source=source, title=form.cleaned_data["title"], by=_by(request), at=timezone.now()
    )
    messages.success(request, _("已起草 v%(number)d，发布前可修改流程和参数。") % {"number": made.number})
    if is_proposed:
        messages.info(request, _("底稿没有公示异议环节，草稿已带上默认环节，可以修改或删除。"))
    if not request.user.has_perm("policies.change_policyversion"):
        return redirect("rules:policy", made.number)
    return redirect(
        "rules:edit_flow", made.number, FlowKind.REQUEST if made.scope else FlowKind.STATION_APPLICATION
    )


@desk("policies.publish_policyversion")
@require_POST
def retire(request: HttpRequest, number: int) -> HttpResponse:
    policy = get_object_or_404(PolicyVersion, number=number)
    try:
        retire_policy(policy=policy, by=_by(request), at=timezone.now())
    except PolicyError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("已停用。"))
    return redirect("rules:policy", policy.number)


def _flow(page: DraftPage, kind: str, label: str) -> dict[str, Any]:
    """One flow to read: its drawing, and each stage in words."""
    before, after = fixed_cards(page.policy, kind)
    shown = [aspect for aspect in ASPECTS if aspect not in {"name", "locked_by"}]
    return {
        "label": label,
        "drawing": flow_drawing(page.policy, kind, page.stages(kind)),
        "before": before,
        "after": after,
        "stages": [
            (said, [(ASPECTS[a][0] or _("通过方式"), ASPECTS[a][1](said)) for a in shown])
            for said in page.said(kind)
        ],
    }


def _by(request: HttpRequest) -> Any:
    return request.user  # `desk` let nobody else in


urlpatterns = [
    path("policies/", list_policies, name="policies"),
    path("policies/<int:number>/", show_policy, name="policy"),
    path("policies/<int:number>/draft/", draft, name="draft_policy"),
    path("policies/<int:number>/retire/", retire, name="retire_policy"),
]
