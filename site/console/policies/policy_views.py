"""Policy versions on the desk: read, draft, change, publish by another person, retire."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import desk
from console.policies.policy_forms import DraftForm, PublishForm, ValuesForm
from policies.actions import change_policy, draft_policy, publish_policy, retire_policy
from policies.enums import REQUIRED_FLOWS, PolicyStatus
from policies.exceptions import PolicyError
from policies.models import PolicyVersion
from policies.register import PARAMETERS, Parameter


@desk("policies.view_policyversion")
def list_policies(request: HttpRequest) -> HttpResponse:
    policies = PolicyVersion.objects.filter(scope="").select_related("author", "approver")
    return render(request, "console/policies/policies.html", {"policies": policies, "form": DraftForm()})


@desk("policies.view_policyversion")
def show_policy(request: HttpRequest, number: int) -> HttpResponse:
    return _page(request, get_object_or_404(PolicyVersion, number=number))


@desk("policies.add_policyversion")
@require_POST
def draft(request: HttpRequest, number: int) -> HttpResponse:
    source = get_object_or_404(PolicyVersion, number=number)
    form = DraftForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("请填写新版本的说明。"))
        return redirect("rules:policy", number)
    made = draft_policy(source=source, title=form.cleaned_data["title"], by=_by(request), at=timezone.now())
    messages.success(request, _("已起草 v%(number)d，发布前可修改参数。") % {"number": made.number})
    return redirect("rules:policy", made.number)


@desk("policies.change_policyversion")
@require_POST
def change(request: HttpRequest, number: int) -> HttpResponse:
    policy = get_object_or_404(PolicyVersion, number=number)
    form = ValuesForm(request.POST, policy=policy)
    if not form.is_valid():
        return _page(request, policy, form, status=422)
    return _act(
        request,
        policy,
        _("参数已保存。"),
        lambda by, at: change_policy(policy=policy, values=form.values, by=by, at=at),
    )


@desk("policies.publish_policyversion")
@require_POST
def publish(request: HttpRequest, number: int) -> HttpResponse:
    policy = get_object_or_404(PolicyVersion, number=number)
    form = PublishForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("请填写生效日。"))
        return redirect("rules:policy", number)
    day = form.cleaned_data["effective_on"]
    return _act(
        request,
        policy,
        _("已发布。"),
        lambda by, at: publish_policy(policy=policy, by=by, at=at, effective_on=day),
    )


@desk("policies.publish_policyversion")
@require_POST
def retire(request: HttpRequest, number: int) -> HttpResponse:
    policy = get_object_or_404(PolicyVersion, number=number)
    return _act(request, policy, _("已停用。"), lambda by, at: retire_policy(policy=policy, by=by, at=at))


def _act(request: HttpRequest, policy: PolicyVersion, done: str, act: Any) -> HttpResponse:
    """Do it, or say why not; either way back to the version."""
    try:
        act(_by(request), timezone.now())
    except PolicyError as refusal:
        for sentence in getattr(refusal, "faults", [str(refusal)]):
            messages.error(request, sentence)
    else:
        messages.success(request, done)
    return redirect("rules:policy", policy.number)


def _by(request: HttpRequest) -> Any:
    return request.user  # `desk` let nobody else in


def _page(
    request: HttpRequest, policy: PolicyVersion, form: ValuesForm | None = None, status: int = 200
) -> HttpResponse:
    stages = policy.stages.select_related("group", "locked_by").order_by("flow_kind", "order")
    is_draft = policy.status == PolicyStatus.DRAFT
    context = {
        "policy": policy,
        "flows": [(kind.label, [s for s in stages if s.flow_kind == kind]) for kind in REQUIRED_FLOWS],
        "form": form or (ValuesForm(policy=policy) if is_draft else None),
        "values": [(parameter, _said(parameter, policy.value(parameter.key))) for parameter in PARAMETERS],
        "is_draft": is_draft,
        "may_change": is_draft and request.user.has_perm("policies.change_policyversion"),
        "draft_form": DraftForm(),
        "publish_form": PublishForm(initial={"effective_on": timezone.localdate().isoformat()}),
    }
    return render(request, "console/policies/policy.html", context, status=status)


def _said(parameter: Parameter, value: Any) -> str:
    """A value in words."""
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, list):
        return "、".join(value) or _("无")
    return parameter.words(value)


urlpatterns = [
    path("policies/", list_policies, name="policies"),
    path("policies/<int:number>/", show_policy, name="policy"),
    path("policies/<int:number>/draft/", draft, name="draft_policy"),
    path("policies/<int:number>/change/", change, name="change_policy"),
    path("policies/<int:number>/publish/", publish, name="publish_policy"),
    path("policies/<int:number>/retire/", retire, name="retire_policy"),
]
