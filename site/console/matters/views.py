"""Request types at the desk: define one, word it, ask its questions, open and close it; and the register of requests."""

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
from console.matters.forms import NewTypeForm, RequestFilter, TypeForm
from console.matters.tables import RequestTable, TypeTable
from console.questions.views import question_list
from matters.actions import change_type, close_type, define_type, open_type
from matters.answers import answer_lines
from matters.enums import TONES, Status
from matters.models import RequestType
from matters.queries import (
    median_workdays,
    requests_for_desk,
    rules_of,
    status_counts,
    types_for_desk,
    versions_of,
)
from matters.timeline import history
from policies.enums import PolicyStatus
from recruitment.exceptions import RefusedError
from recruitment.views.person import me

PER_PAGE = 25


@desk("matters.view_requesttype")
def list_types(request: HttpRequest) -> HttpResponse:
    table = TypeTable(types_for_desk())
    RequestConfig(request, paginate={"per_page": PER_PAGE}).configure(table)
    may_add = me(request).has_perm("matters.add_requesttype")
    return render(request, "console/matters/types.html", {"table": table, "may_add": may_add})


@desk("matters.add_requesttype")
def add_type(request: HttpRequest) -> HttpResponse:
    form = NewTypeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = define_type(**form.cleaned_data, by=me(request), at=timezone.now())
        except RefusedError as refused:
            form.add_error("code", str(refused))
        else:
            messages.success(request, _("已设立“%(title)s”，请补充题目和环节。") % {"title": made.title})
            return redirect("desk_matters:type", made.code)
    status = 422 if request.method == "POST" else 200
    return render(request, "console/matters/add.html", {"form": form}, status=status)


@desk("matters.view_requesttype")
def show_type(request: HttpRequest, code: str) -> HttpResponse:
    type_ = get_object_or_404(RequestType, code=code)
    return _type_page(request, type_, TypeForm(initial=_initial(type_)))


@desk("matters.change_requesttype")
@require_POST
def change(request: HttpRequest, code: str) -> HttpResponse:
    type_ = get_object_or_404(RequestType, code=code)
    form = TypeForm(request.POST)
    if not form.is_valid():
        return _type_page(request, type_, form, status=422)
    change_type(type=type_, **form.cleaned_data, by=me(request), at=timezone.now())
    messages.success(request, _("已保存。"))
    return redirect("desk_matters:type", code)


@desk("matters.change_requesttype")
@require_POST
def switch(request: HttpRequest, code: str) -> HttpResponse:
    """开放 or 停止受理, as the button says."""
    type_ = get_object_or_404(RequestType, code=code)
    by, at = me(request), timezone.now()
    try:
        if request.POST.get("to") == "open":
            open_type(type=type_, by=by, at=at)
            messages.success(request, _("已开放申请。"))
        else:
            close_type(type=type_, by=by, at=at)
            messages.success(request, _("已停止受理；在办的申请继续办理。"))
    except RefusedError as refused:
        messages.error(request, str(refused))
    return redirect("desk_matters:type", code)


@desk("matters.view_request")
def register(request: HttpRequest) -> HttpResponse:
    found = RequestFilter(request.GET or None, queryset=requests_for_desk())
    table = RequestTable(found.qs)
    RequestConfig(request, paginate={"per_page": PER_PAGE}).configure(table)
    is_narrowed = any(value for name, value in request.GET.items() if name != "page")
    context = {"table": table, "filter": found, "is_narrowed": is_narrowed}
    return render(request, "console/matters/register.html", context)


@desk("matters.view_request")
def show_request(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(requests_for_desk().select_related("policy__question_set"), pk=pk)
    context = {
        "row": row,
        "tone": TONES[Status(row.status)],
        "lines": answer_lines(row),
        "findings": row.findings.all(),
        "history": history(row),
    }
    return render(request, "console/matters/request.html", context)


def _type_page(request: HttpRequest, type_: RequestType, form: TypeForm, status: int = 200) -> HttpResponse:
    versions = list(versions_of(type_))
    draft = next((one for one in versions if one.status == PolicyStatus.DRAFT), None)
    shown = draft or (versions[0] if versions else None)
    counts = status_counts(type_)
    context = {
        "type": type_,
        "form": form,
        "versions": versions,
        "draft": draft,
        "newest": shown,
        "in_force": rules_of(type_, timezone.localdate()),
        "may_change": me(request).has_perm("matters.change_requesttype"),
        "figures": [(label, counts.get(code, 0)) for code, label in Status.choices if code != Status.DRAFT],
        "median": median_workdays(type_, timezone.now()),
        **_questions(request, draft, shown),
    }
    return render(request, "console/matters/type.html", context, status=status)


def _questions(request: HttpRequest, draft: Any, shown: Any) -> dict[str, Any]:
    listed = question_list(shown.question_set if shown else None, request)
    note = (
        _("v%(number)d 草稿的题目，发布前可以修改；发布后不再改变。") % {"number": draft.number}
        if draft
        else _("已发布的题目不再改变；要修改，请从已发布的版本起草新版本。")
    )
    return {
        **listed,
        "may_edit": listed["may_edit"] and draft is not None,
        "questions_title": _("题目与条件"),
        "questions_note": note,
        "questions_empty": _("还没有题目。申请人只需提交，不必填写。"),
    }


def _initial(type_: RequestType) -> dict[str, str]:
    return {name: getattr(type_, name) for name in ("title", "lead", "asker")}


urlpatterns = [
    path("", list_types, name="types"),
    path("add/", add_type, name="type_add"),
    path("requests/", register, name="register"),
    path("requests/<int:pk>/", show_request, name="request"),
    path("types/<slug:code>/", show_type, name="type"),
    path("types/<slug:code>/change/", change, name="type_change"),
    path("types/<slug:code>/switch/", switch, name="type_switch"),
]
