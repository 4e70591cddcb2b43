"""我的举报: what one lodged and how it stands; and, for a holder, what is asked and was decided."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from feedback.actions import answer_inquiry
from feedback.enums import DECIDED, RUNNING, TONES, Asked, Status
from feedback.forms import AnswerForm
from feedback.models import Complaint, Inquiry
from feedback.queries import (
    complaints_of,
    decisions_about,
    files_of,
    grounds,
    inquiries_for,
    statements_wanted,
)
from feedback.standing import moments_of, sentence_of
from objections.actions.filing import MOST_FILES
from objections.forms import ENCLOSED
from policies.enums import Kind
from recruitment.exceptions import RefusedError
from recruitment.views.person import me
from recruitment.views.reading import private_file


def home(request: HttpRequest) -> HttpResponse:
    named = grounds()
    mine = complaints_of(me(request))
    context = {
        "rows": [
            (row, TONES[Status(row.status)], sentence_of(row), shown_name(row), named.get(row.ground, ""))
            for row in mine
        ],
        "wanted": statements_wanted(me(request)),
        "decided": [
            (row, TONES[Status(row.status)], named.get(row.ground, ""))
            for row in decisions_about(me(request))
        ],
    }
    return render(request, "feedback/home.html", context)


def complaint(request: HttpRequest, pk: int) -> HttpResponse:
    """The questions to the holder, and what the holder said, are not shown."""
    row = get_object_or_404(complaints_of(me(request)), pk=pk)
    inquiries = list(row.inquiries.filter(asked=Asked.COMPLAINANT).prefetch_related("files"))
    context = {
        "row": row,
        "name": shown_name(row),
        "ground": grounds().get(row.ground, ""),
        "moments": moments_of(row, inquiries),
        "tone": TONES[Status(row.status)],
        "sentence": sentence_of(row),
        "files": row.files.filter(inquiry=None),
        "inquiries": inquiries,
        "is_running": row.status in RUNNING,
        "is_handling": row.status == Status.HANDLING,
    }
    return render(request, "feedback/complaint.html", context)


def inquiry(request: HttpRequest, pk: int) -> HttpResponse:
    asked = inquiries_for(me(request)).select_related("complaint__holder__listing", "complaint__policy")
    row = get_object_or_404(asked, pk=pk)
    is_open = row.answered_at is None and row.complaint.status == Status.HANDLING
    if request.method != "POST" or not is_open:  # the second of two clicks finds it answered
        return _show(request, row, AnswerForm() if is_open else None)
    form = AnswerForm(request.POST, request.FILES)
    if form.is_valid():
        answer = form.cleaned_data["answer"]
        try:
            answer_inquiry(inquiry=row, answer=answer, by=me(request), at=timezone.now(), uploads=form.uploads)  # fmt: skip
            messages.success(request, _("答复已提交。"))
            return redirect("feedback:inquiry", pk)
        except RefusedError as refused:
            form.add_error(ENCLOSED, str(refused))
    form.ask_for_files_again()
    return _show(request, row, form)


def read(request: HttpRequest, pk: int) -> HttpResponseBase:
    return private_file(request, get_object_or_404(files_of(me(request)), pk=pk))


def shown_name(row: Complaint) -> str:
    """The complainant came by a name or a number; an expert who is not listed is not named here either."""
    is_shown = row.holder.kind == Kind.STATION or hasattr(row.holder, "listing")
    return row.holder.name if is_shown else _("未公开姓名的志愿专家")


def _show(request: HttpRequest, row: Inquiry, form: AnswerForm | None) -> HttpResponse:
    is_complainant = row.asked == Asked.COMPLAINANT
    context = {
        "row": row,
        "form": form,
        "name": shown_name(row.complaint) if is_complainant else row.complaint.holder.name,
        "is_complainant": is_complainant,
        "is_decided": row.complaint.status in DECIDED,
        "is_late": timezone.localdate() > row.due_on,
        "max_mb": row.complaint.policy.value("apply.max_file_mb"),
        "most_files": MOST_FILES,
    }
    return render(request, "feedback/inquiry.html", context, status=422 if form and form.errors else 200)
