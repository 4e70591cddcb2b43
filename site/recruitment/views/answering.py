"""Files that answer questions of the round: adding, removing, reading."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from policies.enums import QuestionKind
from recruitment.actions import add_answer_file, remove_answer_file
from recruitment.exceptions import RefusedError
from recruitment.models import Answer
from recruitment.queries import applications_of, may_read_answer, questions_in
from recruitment.steps import QUESTIONS
from recruitment.views.person import me
from recruitment.views.reading import private_file


def add_file(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    row = get_object_or_404(applications_of(me(request)), pk=pk)
    wanted = (one for one in questions_in(row.round) if one.code == code and one.kind == QuestionKind.FILE)
    question = next(wanted, None)
    if question is None:
        raise Http404
    file = request.FILES.get("files")
    if request.method == "POST" and file is None:
        messages.error(request, _("请先选择文件再上传。"), extra_tags=code)
    elif request.method == "POST" and file:
        try:
            kept = add_answer_file(
                application=row, question=question, upload=file, by=me(request), at=timezone.now()
            )
            messages.success(request, _("已上传“%(name)s”。") % {"name": kept.name}, extra_tags=code)
        except RefusedError as refused:
            messages.error(request, str(refused), extra_tags=code)
    return _back_to(pk, code)


def remove_file(request: HttpRequest, pk: int) -> HttpResponse:
    mine = Answer.objects.select_related("application", "question")
    answer = get_object_or_404(mine, pk=pk, application__applicant=me(request))
    code = answer.question.code
    if request.method == "POST":
        try:
            remove_answer_file(answer=answer, by=me(request), at=timezone.now())
            messages.success(request, _("已移除“%(name)s”。") % {"name": answer.name}, extra_tags=code)
        except RefusedError as refused:
            messages.error(request, str(refused), extra_tags=code)
    return _back_to(answer.application_id, code)


def read_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    files = Answer.objects.select_related("application", "question").exclude(sha256="")
    answer = get_object_or_404(files, pk=pk)
    if not may_read_answer(me(request), answer):
        raise Http404
    return private_file(request, answer)


def _back_to(pk: int, code: str) -> HttpResponse:
    """The step of questions, at the place one came from; the message stands there too."""
    response = redirect("recruitment:step", pk, QUESTIONS)
    response["Location"] += f"#question-{code}"
    return response
