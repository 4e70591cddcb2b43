"""举报办理: the list, one complaint with all that was said, and the acts of whoever handles it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from accounts.access import desk
from accounts.masking import mask_mobile
from audit.actions import record_event
from console.feedback.forms import QuestionForm, ReasonForm, UpholdForm
from feedback.actions import accept_complaint, ask, decline_complaint, dismiss_complaint, uphold_complaint
from feedback.enums import TONES, Asked, Status
from feedback.limits import accept_by
from feedback.models import Complaint, ComplaintFile
from feedback.queries import TABS, complaints_in, grounds, same_texts, tab_counts
from policies.queries import calendar_from
from recruitment.exceptions import RefusedError
from recruitment.views.person import me
from recruitment.views.reading import private_file

PER_PAGE = 30
PERMISSION = "feedback.handle_complaint"
REVEALED = "revealed_complaint"


@dataclass(frozen=True)
class Act:
    """One verb: its words, from which status, its door and its form."""

    label: str | Promise
    explanation: str | Promise
    status: Status
    door: Callable[..., Complaint]
    form: type[forms.Form] = ReasonForm
    is_grave: bool = False


ACTS = {
    "decline": Act(
        gettext_lazy("不予受理"),
        gettext_lazy("举报不属于受理范围，或没有可供核查的事实。举报人将收到短信，并读到下面的理由全文；被举报人不会知道。"),
        Status.LODGED,
        decline_complaint,
        is_grave=True,
    ),
    "uphold": Act(
        gettext_lazy("举报成立"),
        gettext_lazy("举报人和被举报人都将读到下面的理由全文：请勿写入举报人的任何信息。建议撤销的，资格仍须另经告知、陈述申辩和决定。"),
        Status.HANDLING,
        uphold_complaint,
        UpholdForm,
        is_grave=True,
    ),
    "dismiss": Act(
        gettext_lazy("举报不成立"),
        gettext_lazy("举报人和被举报人都将读到下面的理由全文：请勿写入举报人的任何信息。"),
        Status.HANDLING,
        dismiss_complaint,
    ),
}  # fmt: skip


@desk(PERMISSION)
def list_complaints(request: HttpRequest) -> HttpResponse:
    counts = tab_counts()
    asked = request.GET.get("tab", "")
    tab = asked if asked in TABS else next((key for key in TABS if counts[key]), "waiting")
    page = Paginator(complaints_in(tab), PER_PAGE).get_page(request.GET.get("page"))
    named, limits = grounds(), _limits(list(page))
    rows = [
        (row, TONES[Status(row.status)], named.get(row.ground, ""), *limit)
        for row, limit in zip(page, limits, strict=True)
    ]
    tabs = [(key, label, counts[key]) for key, label in TABS.items()]
    context = {"tab": tab, "tabs": tabs, "page": page, "rows": rows}
    return render(request, "console/feedback/complaints.html", context)


@desk(PERMISSION)
def show_complaint(request: HttpRequest, pk: int) -> HttpResponse:
    response = render(request, "console/feedback/complaint.html", _context(request, _found(pk)))
    response["Cache-Control"] = "no-store"
    return response


@desk(PERMISSION)
@require_POST
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    row = _found(pk)
    try:
        taken = accept_complaint(complaint=row, by=me(request), at=timezone.now())
        messages.success(request, _("已受理 %(number)s，由您核查，另一人决定。") % {"number": taken.number})
    except RefusedError as refused:
        messages.error(request, str(refused))
    return redirect("desk_complaints:one", pk)


@desk(PERMISSION)
def act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    row, chosen = _found(pk), ACTS[verb]
    if row.status != chosen.status:  # the second of two clicks, or somebody else was faster
        messages.error(request, _("举报当前状态为“%(status)s”，不能进行此操作。") % {"status": row.get_status_display()})  # fmt: skip
        return redirect("desk_complaints:one", pk)
    form = chosen.form(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            chosen.door(complaint=row, by=me(request), at=timezone.now(), **form.cleaned_data)
            said = {"number": row.number, "act": chosen.label}
            messages.success(request, _("%(number)s 已办结：%(act)s。") % said)
            return redirect("desk_complaints:one", pk)
        except RefusedError as refused:
            form.add_error(None, str(refused))
    context = {"row": row, "act": chosen, "form": form, "title": chosen.label}
    return render(request, "console/feedback/act.html", context, status=422 if form.errors else 200)


@desk(PERMISSION)
def inquire(request: HttpRequest, pk: int) -> HttpResponse:
    row = _found(pk)
    form = QuestionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            ask(complaint=row, asked=Asked(said["asked"]), question=said["question"], by=me(request), at=timezone.now())  # fmt: skip
            messages.success(request, _("询问已发出，对方将收到短信。"))
            return redirect("desk_complaints:one", pk)
        except RefusedError as refused:
            form.add_error(None, str(refused))
    context = {"row": row, "form": form, "title": _("核查询问")}
    return render(request, "console/feedback/ask.html", context, status=422 if form.errors else 200)


@desk(PERMISSION)
@require_POST
def reveal(request: HttpRequest, pk: int) -> HttpResponse:
    """The complainant's number is shown once, to the handler, and that it was shown is recorded."""
    row = _found(pk)
    if knows_complainant(row, me(request).pk):
        record_event(by=me(request), verb="complaint.reveal_mobile", target=row)
        request.session[REVEALED] = row.pk
    return redirect("desk_complaints:one", pk)


@desk(PERMISSION)
def read_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    return private_file(request, get_object_or_404(ComplaintFile, pk=pk))


def complaint_urls() -> list[URLPattern]:
    acts = [path(f"<int:pk>/{verb}/", act, {"verb": verb}, name=verb) for verb in ACTS]
    return [
        path("", list_complaints, name="list"),
        path("<int:pk>/", show_complaint, name="one"),
        path("<int:pk>/accept/", accept, name="accept"),
        path("<int:pk>/ask/", inquire, name="ask"),
        path("<int:pk>/mobile/", reveal, name="reveal"),
        path("files/<int:pk>/", read_file, name="file"),
        *acts,
    ]


def knows_complainant(row: Complaint, person: int) -> bool:
    """Only who handles it: before it is accepted whoever may, afterwards who accepted it."""
    return row.accepted_by_id in {None, person}


def _limits(rows: list[Complaint]) -> list[tuple[date | None, bool]]:
    """By when each is to be accepted or settled, and whether that day is over."""
    today = timezone.localdate()
    calendar = calendar_from(min((timezone.localdate(row.lodged_at) for row in rows), default=today))
    days = [
        accept_by(row, calendar.is_workday) if row.status == Status.LODGED else row.due_on for row in rows
    ]
    return [(day, bool(day and day < today)) for day in days]


def _found(pk: int) -> Complaint:
    rows = Complaint.objects.select_related("holder", "complainant", "accepted_by", "settled_by", "policy")
    return get_object_or_404(rows, pk=pk)


def _context(request: HttpRequest, row: Complaint) -> dict[str, Any]:
    person = me(request)
    knows = knows_complainant(row, person.pk)
    is_revealed = request.session.pop(REVEALED, None) == row.pk and knows
    is_handling = row.status == Status.HANDLING
    is_own = is_handling and row.accepted_by_id == person.pk
    offered = [(verb, one) for verb, one in ACTS.items() if one.status == row.status]
    others = row.holder.complaints.exclude(pk=row.pk).order_by("-pk")
    return {
        "row": row,
        "ground": grounds().get(row.ground, ""),
        "tone": TONES[Status(row.status)],
        "is_over": bool(is_handling and row.due_on and row.due_on < timezone.localdate()),
        "knows": knows,
        "mobile": row.complainant.mobile if is_revealed else mask_mobile(row.complainant.mobile),
        "is_revealed": is_revealed,
        "files": row.files.filter(inquiry=None),
        "inquiries": row.inquiries.select_related("asked_by").prefetch_related("files"),
        "same": same_texts(row).count(),
        "others": others[:20],
        "is_own": is_own,
        "offered": [] if is_own else offered,
    }
