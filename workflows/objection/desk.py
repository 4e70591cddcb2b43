"""异议办理: the list, one objection with all that was said, and the acts of whoever handles it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from accounts.access import desk
from audit.actions import record_event
from objections.actions import accept_objection, ask, decline_objection
from objections.enums import TONES, Asked, Status
from objections.limits import accept_by
from objections.models import Objection, ObjectionFile
from objections.queries import applicant_of, same_texts
from policies.queries import calendar_from
from recruitment.exceptions import RefusedError
from recruitment.views.person import me
from recruitment.views.reading import private_file
from workflows.application.case import masked
from workflows.objection.deciding import decide_objection, has_reviewed
from workflows.objection.forms import QuestionForm, ReasonForm
from workflows.objection.queries import TABS, has_stages, objections_in, tab_counts

PER_PAGE = 30
PERMISSION = "objections.handle_objection"
REVEALED = "revealed_objection"


@dataclass(frozen=True)
class Act:
    """One verb: its words, from which status, its door."""

    label: str | Promise
    explanation: str | Promise
    status: Status
    door: Callable[..., Objection]
    is_grave: bool = False
    is_judgement: bool = False


ACTS = {
    "decline": Act(
        gettext_lazy("不予受理"),
        gettext_lazy("异议不属于公示异议的范围，或没有可供核查的事实。异议人将收到短信，并读到下面的理由全文。"),
        Status.LODGED,
        decline_objection,
        is_grave=True,
    ),
    "uphold": Act(
        gettext_lazy("异议成立"),
        gettext_lazy("该公示对象不予认定，不能撤回。异议人和申报人都将读到下面的理由全文：请勿写入异议人的任何信息。"),
        Status.HANDLING,
        lambda **given: decide_objection(is_upheld=True, **given),
        is_grave=True,
        is_judgement=True,
    ),
    "dismiss": Act(
        gettext_lazy("异议不成立"),
        gettext_lazy("没有其他在办异议时，该公示对象恢复公示；公示结果已确认的，随即认定。异议人将读到下面的理由全文。"),
        Status.HANDLING,
        lambda **given: decide_objection(is_upheld=False, **given),
        is_judgement=True,
    ),
}  # fmt: skip


@desk(PERMISSION)
def list_objections(request: HttpRequest) -> HttpResponse:
    counts = tab_counts()
    asked = request.GET.get("tab", "")
    tab = asked if asked in TABS else next((key for key in TABS if counts[key]), "waiting")
    page = Paginator(objections_in(tab), PER_PAGE).get_page(request.GET.get("page"))
    rows = [
        (row, TONES[Status(row.status)], *limit) for row, limit in zip(page, _limits(list(page)), strict=True)
    ]
    context = {
        "tab": tab,
        "tabs": [(key, label, counts[key]) for key, label in TABS.items()],
        "page": page,
        "rows": rows,
    }
    return render(request, "workflows/objection/list.html", context)


@desk(PERMISSION)
def show_objection(request: HttpRequest, pk: int) -> HttpResponse:
    row = _found(pk)
    response = render(request, "workflows/objection/detail.html", _context(request, row))
    response["Cache-Control"] = "no-store"
    return response


@desk(PERMISSION)
@require_POST
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    row = _found(pk)
    try:
        taken = accept_objection(objection=row, by=me(request), at=timezone.now())
        messages.success(request, _("已受理 %(number)s，该公示对象暂缓认定。") % {"number": taken.number})
    except RefusedError as refused:
        messages.error(request, str(refused))
    return redirect("desk_objections:one", pk)


@desk(PERMISSION)
def act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    row, chosen = _found(pk), ACTS[verb]
    if row.status != chosen.status:  # the second of two clicks, or somebody else was faster
        messages.error(request, _("异议当前状态为“%(status)s”，不能进行此操作。") % {"status": row.get_status_display()})  # fmt: skip
        return redirect("desk_objections:one", pk)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            said = {"by": me(request), "at": timezone.now(), "reason": form.cleaned_data["reason"]}
            chosen.door(objection=row, **said)
            messages.success(
                request, _("%(number)s 已办结：%(act)s。") % {"number": row.number, "act": chosen.label}
            )
            return redirect("desk_objections:one", pk)
        except RefusedError as refused:
            form.add_error(None, str(refused))
    context = {"row": row, "act": chosen, "form": form, "title": chosen.label}
    return render(request, "workflows/objection/act.html", context, status=422 if form.errors else 200)


@desk(PERMISSION)
def inquire(request: HttpRequest, pk: int) -> HttpResponse:
    row = _found(pk)
    form = QuestionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            ask(objection=row, asked=Asked(said["asked"]), question=said["question"], by=me(request), at=timezone.now())  # fmt: skip
            messages.success(request, _("询问已发出，对方将收到短信。"))
            return redirect("desk_objections:one", pk)
        except RefusedError as refused:
            form.add_error(None, str(refused))
    context = {"row": row, "form": form, "title": _("核查询问"), "has_applicant": applicant_of(row.entry) is not None}  # fmt: skip
    return render(request, "workflows/objection/ask.html", context, status=422 if form.errors else 200)


@desk(PERMISSION)
@require_POST
def reveal(request: HttpRequest, pk: int) -> HttpResponse:
    """The objector's number is shown once, and that it was shown is recorded."""
    row = _found(pk)
    record_event(by=me(request), verb="objection.reveal_mobile", target=row)
    request.session[REVEALED] = row.pk
    return redirect("desk_objections:one", pk)


@desk("objections.view_objection")
def read_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    return private_file(request, get_object_or_404(ObjectionFile, pk=pk))


def objection_urls() -> list[Any]:
    acts = [path(f"<int:pk>/{verb}/", act, {"verb": verb}, name=verb) for verb in ACTS]
    return [
        path("", list_objections, name="list"),
        path("<int:pk>/", show_objection, name="one"),
        path("<int:pk>/accept/", accept, name="accept"),
        path("<int:pk>/ask/", inquire, name="ask"),
        path("<int:pk>/mobile/", reveal, name="reveal"),
        path("files/<int:pk>/", read_file, name="file"),
        *acts,
    ]


def _limits(rows: list[Objection]) -> list[tuple[date | None, bool]]:
    """By when each is to be accepted or settled, and whether that day is over."""
    today = timezone.localdate()
    calendar = calendar_from(min((timezone.localdate(row.lodged_at) for row in rows), default=today))
    days = [
        accept_by(row, calendar.is_workday) if row.status == Status.LODGED else row.due_on for row in rows
    ]
    return [(day, bool(day and day < today)) for day in days]


def _found(pk: int) -> Objection:
    rows = Objection.objects.select_related(
        "entry__window", "objector", "accepted_by", "settled_by", "policy"
    )
    return get_object_or_404(rows, pk=pk)


def _context(request: HttpRequest, row: Objection) -> dict[str, Any]:
    is_revealed = request.session.pop(REVEALED, None) == row.pk
    application = getattr(row.entry, "application", None)
    in_stages = has_stages(row)
    offered = [(verb, one) for verb, one in ACTS.items() if one.status == row.status]
    return {
        "row": row,
        "in_stages": in_stages,
        "tone": TONES[Status(row.status)],
        "is_over": bool(row.due_on and row.status == Status.HANDLING and row.due_on < timezone.localdate()),
        "mobile": row.objector.mobile if is_revealed else masked(row.objector.mobile),
        "is_revealed": is_revealed,
        "files": row.files.filter(inquiry=None),
        "inquiries": row.inquiries.select_related("asked_by").prefetch_related("files"),
        "same": same_texts(row).count(),
        "others": row.entry.objections.exclude(pk=row.pk).order_by("pk"),
        "application": application,
        "has_reviewed": has_reviewed(me(request), row.entry),
        "offered": [pair for pair in offered if not (in_stages and pair[1].is_judgement)],
    }
