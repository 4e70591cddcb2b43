"""Rounds and the register of applications at the desk."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tables2 import RequestConfig

from console.recruitment.filters import RegisterFilter
from console.recruitment.forms import RoundForm, deadline_warning
from console.recruitment.tables import RegisterTable, RoundTable
from recruitment.actions import change_round, open_round
from recruitment.exceptions import RefusedError
from recruitment.models import Round
from recruitment.queries import applications_for_desk, rounds_for_desk
from recruitment.views.person import me

PER_PAGE = 25


def rounds(request: HttpRequest) -> HttpResponse:
    table = RoundTable(rounds_for_desk())
    RequestConfig(request, paginate={"per_page": PER_PAGE}).configure(table)
    may_add = me(request).has_perm("recruitment.add_round")
    return render(request, "console/recruitment/rounds.html", {"table": table, "may_add": may_add})


def add_round(request: HttpRequest) -> HttpResponse:
    form = RoundForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        round_ = open_round(**form.cleaned_data, by=me(request), at=timezone.now())
        return _saved(request, round_)
    return render(request, "console/recruitment/round.html", {"form": form, "round": None})


def change(request: HttpRequest, pk: int) -> HttpResponse:
    round_ = get_object_or_404(Round, pk=pk)
    form = RoundForm(request.POST or None, initial=_initial(round_))
    if request.method == "POST" and form.is_valid():
        try:
            changed = change_round(round=round_, **form.cleaned_data, by=me(request), at=timezone.now())
            return _saved(request, changed)
        except RefusedError as refused:
            form.add_error(None, str(refused))
    context = {"form": form, "round": round_, "warning": deadline_warning(round_.closes_at)}
    return render(request, "console/recruitment/round.html", context)


def _initial(round_: Round) -> dict[str, object]:
    names = ("title", "kind", "policy", "opens_at", "closes_at")
    return {name: getattr(round_, name) for name in names}


def _saved(request: HttpRequest, round_: Round) -> HttpResponse:
    messages.success(request, _("已保存批次“%(title)s”。") % {"title": round_.title})
    if warning := deadline_warning(round_.closes_at):
        messages.warning(request, warning)
    return redirect("desk_recruitment:rounds")


def register(request: HttpRequest) -> HttpResponse:
    found = RegisterFilter(request.GET or None, queryset=applications_for_desk())
    table = RegisterTable(found.qs)
    RequestConfig(request, paginate={"per_page": PER_PAGE}).configure(table)
    is_narrowed = any(value for name, value in request.GET.items() if name != "page")
    context = {"table": table, "filter": found, "is_narrowed": is_narrowed}
    return render(request, "console/recruitment/register.html", context)
