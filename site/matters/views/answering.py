"""Answering the questions of a type: autosave and the save button go through the same door; files have doors of their own."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from matters.actions import add_file, remove_file, save_request
from matters.enums import EDITABLE
from matters.models import Request, RequestAnswer
from matters.queries import findings_for, may_read_file, questions_for, requests_of
from policies.enums import QuestionKind
from questions.forms import answers_form
from questions.forms.answers import AnswersForm
from questions.queries import answered, standing_answers
from questions.wording import PREFIX, as_typed, unanswered
from recruitment.exceptions import Gap, RefusedError, StaleDraftError
from recruitment.uploads import ACCEPT
from recruitment.views.person import me
from recruitment.views.reading import private_file


def form_page(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(requests_of(me(request)), pk=pk)
    if row.status not in EDITABLE:
        return redirect("matters:request", pk)
    form_class = answers_form(questions_for(row))
    if request.method != "POST":
        return _show(request, row, form_class(initial=_initial(row)))
    form = form_class(request.POST)
    try:
        saved = _save(request, row, form)
    except StaleDraftError as stale:
        return _show(request, row, form, stale)
    except RefusedError as refused:  # submitted from another window a moment ago
        messages.error(request, str(refused))
        return redirect("matters:request", pk)
    if form.errors:
        return _show(request, saved, form)
    if "stay" in request.POST:
        messages.success(request, _("已保存。"))
        return redirect("matters:form", pk)
    return redirect("matters:submit", pk)


def autosave(request: HttpRequest, pk: int) -> HttpResponse:
    """As the save button, for scripts: what was saved, what is wrong, what is still unmet."""
    row = get_object_or_404(requests_of(me(request)), pk=pk)
    if request.method != "POST":
        return redirect("matters:form", pk)
    form = answers_form(questions_for(row))(request.POST)
    try:
        saved = _save(request, row, form)
    except StaleDraftError as stale:
        html = render_to_string("recruitment/application/_stale.html", {"stale": stale}, request)
        return JsonResponse({"stale": html, "revision": stale.revision}, status=409)
    except RefusedError as refused:
        return JsonResponse({"refused": str(refused)}, status=409)
    return JsonResponse(
        {
            "revision": saved.revision,
            "saved_at": timezone.localtime(saved.saved_at).strftime("%H:%M"),
            "errors": {name: [str(e) for e in errors] for name, errors in form.errors.items()},
            "advice": {},
            "checks": render_to_string("matters/_checks.html", checks_of(saved), request),
        }
    )


def checks_of(row: Request) -> dict[str, Any]:
    """What is missing and what the conditions say, for the answers as they are saved."""
    gaps = [Gap(field, sentence) for field, sentence in unanswered(questions_for(row), answered(row))]
    return {"missing": gaps, "checks": findings_for(row, timezone.localdate())}


def _save(request: HttpRequest, row: Request, form: AnswersForm) -> Request:
    text = request.POST.get("revision", "")
    revision = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1
    return save_request(
        request=row, answers=form.good_answers(), revision=revision, by=me(request), at=timezone.now()
    )


def _initial(row: Request) -> dict[str, Any]:
    return {f"{PREFIX}{code}": as_typed(value) for code, value in answered(row).items()}


def _show(
    request: HttpRequest, row: Request, form: AnswersForm, stale: StaleDraftError | None = None
) -> HttpResponse:
    files = {answer.question_id: answer for answer in standing_answers(row).values() if answer.sha256}
    context = {
        **checks_of(row),
        "row": row,
        "form": form,
        "stale": stale,
        "revision": stale.revision if stale else row.revision,
        "places_asked": [(question, field, files.get(question.pk)) for question, field in form.places()],
        "accept": ACCEPT,
        "max_mb": row.policy.value("apply.max_file_mb"),
    }
    return render(request, "matters/form.html", context, status=409 if stale else 200)


def add(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    row = get_object_or_404(requests_of(me(request)), pk=pk)
    wanted = (one for one in questions_for(row) if one.code == code and one.kind == QuestionKind.FILE)
    question = next(wanted, None)
    if question is None:
        raise Http404
    file = request.FILES.get("files")
    if request.method == "POST" and file is None:
        messages.error(request, _("请先选择文件再上传。"), extra_tags=code)
    elif request.method == "POST" and file:
        try:
            kept = add_file(request=row, question=question, upload=file, by=me(request), at=timezone.now())
            messages.success(request, _("已上传“%(name)s”。") % {"name": kept.name}, extra_tags=code)
        except RefusedError as refused:
            messages.error(request, str(refused), extra_tags=code)
    return _back_to(pk, code)


def remove(request: HttpRequest, pk: int) -> HttpResponse:
    mine = RequestAnswer.objects.select_related("request", "question")
    answer = get_object_or_404(mine, pk=pk, request__applicant=me(request))
    code = answer.question.code
    if request.method == "POST":
        try:
            remove_file(answer=answer, by=me(request), at=timezone.now())
            messages.success(request, _("已移除“%(name)s”。") % {"name": answer.name}, extra_tags=code)
        except RefusedError as refused:
            messages.error(request, str(refused), extra_tags=code)
    return _back_to(answer.request_id, code)


def read(request: HttpRequest, pk: int) -> HttpResponseBase:
    files = RequestAnswer.objects.select_related("request").exclude(sha256="")
    answer = get_object_or_404(files, pk=pk)
    if not may_read_file(me(request), answer):
        raise Http404
    return private_file(request, answer)


def _back_to(pk: int, code: str) -> HttpResponse:
    """The form, at the place one came from; the message stands there too."""
    response = redirect("matters:form", pk)
    response["Location"] += f"#question-{code}"
    return response
