"""答复询问: the objector's more, or the applicant's statement. The applicant never learns who objects, nor under which number."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from objections.actions import answer_inquiry
from objections.actions.filing import MOST_FILES
from objections.enums import Asked, Status
from objections.forms import AnswerForm
from objections.models import Inquiry
from objections.queries import files_of, inquiries_for
from recruitment.exceptions import RefusedError
from recruitment.views.person import me
from recruitment.views.reading import private_file


def inquiry(request: HttpRequest, pk: int) -> HttpResponse:
    asked = inquiries_for(me(request)).select_related("objection__entry", "objection__policy")
    row = get_object_or_404(asked, pk=pk)
    is_open = row.answered_at is None and row.objection.status == Status.HANDLING
    if request.method != "POST" or not is_open:  # the second of two clicks finds it answered
        return _show(request, row, AnswerForm() if is_open else None)
    form = AnswerForm(request.POST, request.FILES)
    if form.is_valid():
        answer = form.cleaned_data["answer"]
        try:
            answer_inquiry(inquiry=row, answer=answer, by=me(request), at=timezone.now(), uploads=form.uploads)  # fmt: skip
            messages.success(request, _("答复已提交。"))
            return redirect("objections:inquiry", pk)
        except RefusedError as refused:
            form.refuse(refused)
    form.ask_for_files_again()
    return _show(request, row, form)


def _show(request: HttpRequest, row: Inquiry, form: AnswerForm | None) -> HttpResponse:
    context = {
        "row": row,
        "form": form,
        "is_objector": row.asked == Asked.OBJECTOR,
        "is_late": timezone.localdate() > row.due_on,
        "max_mb": row.objection.policy.value("apply.max_file_mb"),
        "most_files": MOST_FILES,
    }
    return render(request, "objections/inquiry.html", context, status=422 if form and form.errors else 200)


def read(request: HttpRequest, pk: int) -> HttpResponseBase:
    return private_file(request, get_object_or_404(files_of(me(request)), pk=pk))
