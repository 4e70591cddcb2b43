"""A version carried out as a file, and one carried in as a draft."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access import desk
from policies.actions import import_policy
from policies.exceptions import PortableError
from policies.models import PolicyVersion
from policies.portable import MAX_BYTES, written


class ImportForm(forms.Form):
    """The file of a version."""

    file = forms.FileField(
        label=_("规则版本文件（JSON）"),
        error_messages={"required": _("请选择要导入的文件。"), "empty": _("文件是空的。")},
        widget=forms.FileInput({"accept": ".json,application/json"}),
    )


@desk("policies.view_policyversion")
def export_policy(request: HttpRequest, number: int) -> HttpResponse:
    policy = get_object_or_404(PolicyVersion.objects.select_related("question_set"), number=number)
    response = HttpResponse(written(policy), content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="policy-v{policy.number}.json"'
    response["Cache-Control"] = "no-store"
    return response


@desk("policies.add_policyversion")
def import_draft(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _page(request, ImportForm())
    form = ImportForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form, [str(error) for error in form.errors.get("file", [])])
    by: Any = request.user
    try:
        # one byte more than allowed is enough to know that it is too much
        draft = import_policy(file=form.cleaned_data["file"].read(MAX_BYTES + 1), by=by, at=timezone.now())
    except PortableError as refusal:
        return _page(request, form, refusal.faults)
    return redirect("rules:compare_policy", draft.number)


def _page(request: HttpRequest, form: ImportForm, faults: list[str] | None = None) -> HttpResponse:
    context = {"form": form, "faults": faults or []}
    return render(request, "console/policies/policy_import.html", context, status=422 if faults else 200)


urlpatterns = [
    path("policies/import/", import_draft, name="import_policy"),
    path("policies/<int:number>/export/", export_policy, name="export_policy"),
]
