"""试算 on the desk: choose the rounds, watch it run, read what would have been different."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_tables2 import RequestConfig

from accounts.access import desk
from audit.actions import record_event
from console.policies.whatif_actions import TrialRefusedError, cancel_trial, start_trial
from console.policies.whatif_export import XLSX, workbook
from console.policies.whatif_forms import ScopeForm
from console.policies.whatif_models import Trial, TrialStatus
from console.policies.whatif_result import Result
from console.policies.whatif_tables import TONES, CaseFilter, CaseTable, TrialTable
from policies.models import PolicyVersion
from recruitment.history import rounds_with_history

PER_PAGE = 25


@desk("policies.view_policyversion")
def list_trials(request: HttpRequest, number: int) -> HttpResponse:
    return _trials_page(request, _version(number), _scope_form())


@desk("policies.change_policyversion")
@require_POST
def start(request: HttpRequest, number: int) -> HttpResponse:
    policy = _version(number)
    form = _scope_form(request.POST)
    if not form.is_valid():
        return _trials_page(request, policy, form, status=422)
    try:
        trial = start_trial(
            policy=policy, rounds=form.chosen(), scope=form.scope(), by=_by(request), at=timezone.now()
        )
    except TrialRefusedError as refusal:
        form.add_error(None, str(refusal))
        return _trials_page(request, policy, form, status=422)
    return redirect("rules:trial", trial.pk)


@desk("policies.view_policyversion")
def show_trial(request: HttpRequest, pk: int) -> HttpResponse:
    trial = _trial(pk)
    found = CaseFilter(request.GET, queryset=trial.cases.select_related("application"))
    table = CaseTable(found.qs)
    RequestConfig(request, paginate={"per_page": PER_PAGE, "silent": True}).configure(table)
    context = {
        "trial": trial,
        "tone": TONES[TrialStatus(trial.status)],
        "is_done": trial.status == TrialStatus.DONE,
        "result": Result(trial),
        "table": table,
        "filter": found,
        "is_narrowed": any(request.GET.get(name) for name in found.form.fields),
        "may_change": request.user.has_perm("policies.change_policyversion"),
    }
    return render(request, "console/policies/whatif_trial.html", context)


@desk("policies.change_policyversion")
@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    trial = _trial(pk)
    try:
        cancel_trial(trial=trial, by=_by(request), at=timezone.now())
    except TrialRefusedError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("试算已取消。"))
    return redirect("rules:trial", pk)


@desk("policies.view_policyversion")
def export(request: HttpRequest, pk: int) -> HttpResponse:
    trial = _trial(pk)
    if trial.status != TrialStatus.DONE:
        messages.error(request, _("试算完成后才能导出。"))
        return redirect("rules:trial", pk)
    content = workbook(trial, trial.cases.select_related("application"))
    record_event(by=_by(request), verb="trial.export", target=trial, policy=trial.policy)
    name = f"trial-v{trial.policy.number}-{trial.pk}.xlsx"
    return HttpResponse(
        content, content_type=XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def _trials_page(
    request: HttpRequest, policy: PolicyVersion, form: ScopeForm, status: int = 200
) -> HttpResponse:
    table = TrialTable(Trial.objects.filter(policy=policy).select_related("by", "policy"))
    RequestConfig(request, paginate={"per_page": PER_PAGE, "silent": True}).configure(table)
    context = {
        "policy": policy,
        "table": table,
        "form": form,
        "may_change": request.user.has_perm("policies.change_policyversion"),
    }
    return render(request, "console/policies/whatif_trials.html", context, status=status)


def _scope_form(data: Any = None) -> ScopeForm:
    return ScopeForm(data, offered=list(rounds_with_history(timezone.now())))


def _version(number: int) -> PolicyVersion:
    """A version of the 办法's own rules: request types have no history of applications."""
    return get_object_or_404(PolicyVersion, number=number, scope="")


def _trial(pk: int) -> Trial:
    return get_object_or_404(Trial.objects.select_related("policy", "by"), pk=pk)


def _by(request: HttpRequest) -> Any:
    return request.user  # `desk` let nobody else in


urlpatterns = [
    path("policies/<int:number>/trials/", list_trials, name="trials"),
    path("policies/<int:number>/trials/start/", start, name="start_trial"),
    path("trials/<int:pk>/", show_trial, name="trial"),
    path("trials/<int:pk>/cancel/", cancel, name="cancel_trial"),
    path("trials/<int:pk>/cases.xlsx", export, name="export_trial"),
]
