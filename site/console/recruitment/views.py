"""Rounds and the register of applications at the desk."""

from urllib.parse import quote

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tables2 import RequestConfig

from audit.actions import record_event
from console.questions.views import question_list
from console.recruitment.export import as_csv, as_workbook
from console.recruitment.filters import RegisterFilter
from console.recruitment.forms import RoundForm, deadline_warning
from console.recruitment.tables import RegisterTable, RoundTable
from questions.exceptions import RefusedEditError
from recruitment.actions import change_round, open_round, prepare_questions
from recruitment.exceptions import RefusedError
from recruitment.models import Round
from recruitment.queries import applications_for_desk, in_register_order, rounds_for_desk
from recruitment.showing import hidden_from
from recruitment.views.person import me

PER_PAGE = 25
EXPORTS = {
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "xlsx": (as_workbook, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


def rounds(request: HttpRequest) -> HttpResponse:
    table = RoundTable(rounds_for_desk())
    RequestConfig(request, paginate={"per_page": PER_PAGE}).configure(table)
    may_add = me(request).has_perm("recruitment.add_round")
    return render(request, "console/recruitment/rounds.html", {"table": table, "may_add": may_add})


def add_round(request: HttpRequest) -> HttpResponse:
    form = RoundForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        round_ = open_round(**form.cleaned_data, by=me(request), at=timezone.now())
        return _saved(request, round_)
    return render(request, "console/recruitment/round.html", {"form": form, "round": None})


def change(request: HttpRequest, pk: int) -> HttpResponse:
    round_ = get_object_or_404(Round, pk=pk)
    form = RoundForm(request.POST if request.method == "POST" else None, initial=_initial(round_))
    if request.method == "POST" and form.is_valid():
        try:
            changed = change_round(round=round_, **form.cleaned_data, by=me(request), at=timezone.now())
            return _saved(request, changed)
        except RefusedError as refused:
            form.add_error(None, str(refused))
    context = {
        "form": form,
        "round": round_,
        "warning": deadline_warning(round_.closes_at),
        **_questions(request, round_),
    }
    return render(request, "console/recruitment/round.html", context)


def prepare(request: HttpRequest, pk: int) -> HttpResponse:
    """The round's own table of questions, empty; then to its first question's place."""
    round_ = get_object_or_404(Round, pk=pk)
    if request.method == "POST":
        try:
            prepare_questions(round=round_, by=me(request), at=timezone.now())
        except RefusedEditError as refused:
            messages.error(request, str(refused))
    return redirect(reverse("desk_recruitment:round", args=[pk]) + "#questions")


def _questions(request: HttpRequest, round_: Round) -> dict[str, object]:
    """补充题目 of the round: editable until it opens."""
    is_over = round_.opens_at <= timezone.now()
    listed = question_list(round_.question_set, request)
    return {
        **listed,
        "may_edit": listed["may_edit"] and not is_over,
        "prepare_url": reverse("desk_recruitment:round_questions", args=[round_.pk]),
        "questions_title": _("补充题目"),
        "questions_note": _("批次已经开始，题目不再改变。")
        if is_over
        else _("办法规定的条件之外，本批次另要填写的内容。开始之前可以修改，开始之后不再改变。"),
        "questions_empty": _("本批次没有补充题目。"),
    }


def _initial(round_: Round) -> dict[str, object]:
    names = ("title", "kind", "policy", "opens_at", "closes_at")
    return {name: getattr(round_, name) for name in names}


def _saved(request: HttpRequest, round_: Round) -> HttpResponse:
    messages.success(request, _("已保存批次“%(title)s”。") % {"title": round_.title})
    if warning := deadline_warning(round_.closes_at):
        messages.warning(request, warning)
    return redirect("desk_recruitment:rounds")


def export(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The applications of a round as a table; with contact data for those who may have them and ask for them."""
    round_ = get_object_or_404(Round, pk=pk)
    if form not in EXPORTS:
        raise Http404
    wants_contact = "contact" in request.GET
    if wants_contact and not me(request).has_perm("recruitment.export_contact"):
        raise PermissionDenied
    make, content_type = EXPORTS[form]
    content = make(round_, with_contact=wants_contact, by=me(request))
    record_event(by=me(request), verb="round.export", target=round_, after={"form": form, "contact": wants_contact})  # fmt: skip
    response = HttpResponse(content, content_type=content_type)
    name = quote(f"{round_.title}.{form}", safe="")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    response["Cache-Control"] = "private, no-store"
    return response


def register(request: HttpRequest) -> HttpResponse:
    """Whoever signs at a stage that hides who asks reads the number alone, while the case is there."""
    unseen = hidden_from(me(request), applications_for_desk())
    untitled = [pk for pk, columns in unseen.items() if "priority_title" in columns]
    listed = in_register_order(applications_for_desk(), untitled=untitled)
    found = RegisterFilter(request.GET or None, queryset=listed, unseen=unseen)
    table = RegisterTable(found.qs, unseen=unseen)
    RequestConfig(request, paginate={"per_page": PER_PAGE}).configure(table)
    is_narrowed = any(value for name, value in request.GET.items() if name != "page")
    context = {"table": table, "filter": found, "is_narrowed": is_narrowed}
    return render(request, "console/recruitment/register.html", context)
