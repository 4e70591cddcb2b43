"""Questions of a round or of a draft version at the desk: one page a question, one address an act."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import desk
from console.questions.forms import KINDS, QuestionForm, initial_of, unmet_example
from policies.enums import QuestionKind
from policies.exceptions import PolicyError
from policies.models import Question, QuestionSet
from questions.actions import add_question, change_question, move_question, remove_question
from questions.exceptions import QuestionFaultError, RefusedEditError
from questions.faults import faults_of
from questions.queries import questions_of
from questions.wording import field_name, finding_of
from recruitment.views.person import me

MAY = "policies.change_question"


def question_list(question_set: QuestionSet | None, request: HttpRequest) -> dict[str, Any]:
    """What the list of questions shows, on whatever page its owner has."""
    rows = questions_of(question_set)
    is_open = question_set is None or question_set.frozen_at is None
    return {
        "question_set": question_set,
        "questions": [(row, _example(row, _options(row), _basis(question_set))) for row in rows],
        "kinds": [(kind, kind.label, KINDS[kind]) for kind in QuestionKind],
        "may_edit": is_open and request.user.has_perm(MAY),
    }


@desk(MAY)
def add(request: HttpRequest, set_pk: int, kind: str) -> HttpResponse:
    question_set = get_object_or_404(QuestionSet, pk=set_pk)
    if kind not in QuestionKind.values:
        raise Http404
    form = QuestionForm(
        request.POST if request.method == "POST" else None,
        kind=kind,
        initial={"code": _free_code(question_set)},
    )
    if request.method == "POST" and form.is_valid():
        options = form.option_rows()
        at, by = timezone.now(), me(request)
        try:
            add_question(
                question_set=question_set, values=form.question_values(options), options=options, by=by, at=at
            )
        except (RefusedEditError, PolicyError) as refused:
            _explain(form, refused)
        else:
            return _back(request, question_set, _("已增加题目。"))
    return _form_page(request, question_set, form)


@desk(MAY)
def change(request: HttpRequest, pk: int) -> HttpResponse:
    question = get_object_or_404(Question.objects.select_related("question_set"), pk=pk)
    form = QuestionForm(
        request.POST if request.method == "POST" else None, kind=question.kind, initial=initial_of(question)
    )
    if request.method == "POST" and form.is_valid():
        options = form.option_rows(_options(question))
        at, by = timezone.now(), me(request)
        try:
            change_question(
                question=question, values=form.question_values(options), options=options, by=by, at=at
            )
        except (RefusedEditError, PolicyError) as refused:
            _explain(form, refused)
        else:
            return _back(request, question.question_set, _("已保存题目。"))
    return _form_page(request, question.question_set, form, question)


@desk(MAY)
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    question = get_object_or_404(Question.objects.select_related("question_set"), pk=pk)
    try:
        remove_question(question=question, by=me(request), at=timezone.now())
    except (RefusedEditError, PolicyError) as refused:
        messages.error(request, str(refused))
        return redirect(home_of(question.question_set))
    return _back(request, question.question_set, _("已删除“%(label)s”。") % {"label": question.label})


@desk(MAY)
@require_POST
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """To the place named `to`, counted from 1; from the buttons, the keys and the dragging alike."""
    question = get_object_or_404(Question.objects.select_related("question_set"), pk=pk)
    text = request.POST.get("to", "")
    place = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 1
    try:
        move_question(question=question, to=place, by=me(request), at=timezone.now())
    except (RefusedEditError, PolicyError) as refused:
        messages.error(request, str(refused))
    return redirect(home_of(question.question_set))


@desk(MAY)
@require_POST
def preview(request: HttpRequest, set_pk: int, kind: str) -> HttpResponse:
    """The question as the applicant would read it, its condition missed by a little; nothing is saved."""
    question_set = get_object_or_404(QuestionSet, pk=set_pk)
    form = QuestionForm(request.POST, kind=kind if kind in QuestionKind.values else QuestionKind.TEXT)
    form.is_valid()
    form.cleaned_data.setdefault("label", "")
    form.cleaned_data.setdefault("code", "code")
    return render(request, "console/questions/_preview.html", _previewed(question_set, form))


def _previewed(question_set: QuestionSet, form: QuestionForm) -> dict[str, Any]:
    options = form.option_rows()
    question = Question(question_set=question_set, order=0, **form.question_values(options))
    question.code = question.code or "code"
    fault = faults_of(question, options).get("threshold", "") if question.operator else ""
    finding = None if fault or not question.label else _example(question, options, _basis(question_set))
    return {"question": question, "options": options, "finding": finding, "fault": fault}


def _example(question: Question, options: list[dict[str, str]], basis: str) -> Any:
    """What an applicant reads who just misses the condition; nothing without a condition."""
    names = {row["code"]: row["name"] for row in options}
    example = unmet_example(question, options)
    return finding_of(question, example, on=timezone.localdate(), default_basis=basis, names=names)


def _options(question: Question) -> list[dict[str, str]]:
    return [{"code": option.code, "name": option.name} for option in question.options.all()]


def _basis(question_set: QuestionSet | None) -> str:
    return _("本事项") if getattr(question_set, "policy", None) else _("本批次")


def _free_code(question_set: QuestionSet) -> str:
    taken = set(question_set.questions.values_list("code", flat=True))
    return next(f"q{n}" for n in range(1, len(taken) + 2) if f"q{n}" not in taken)


def _explain(form: QuestionForm, refused: Exception) -> None:
    if not isinstance(refused, QuestionFaultError):
        form.add_error(None, str(refused))
        return
    for name, sentence in refused.faults.items():
        form.add_error(name if name in form.fields else None, sentence)


def home_of(question_set: QuestionSet) -> str:
    """The page of whatever owns the set."""
    policy = getattr(question_set, "policy", None)
    if policy is not None:
        return reverse("desk_matters:type", args=[policy.scope]) + "#questions"
    round_ = getattr(question_set, "round", None)
    if round_ is None:
        raise Http404
    return reverse("desk_recruitment:round", args=[round_.pk]) + "#questions"


def _back(request: HttpRequest, question_set: QuestionSet, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect(home_of(question_set))


def _form_page(
    request: HttpRequest, question_set: QuestionSet, form: QuestionForm, question: Question | None = None
) -> HttpResponse:
    shown = {"finding": _example(question, _options(question), _basis(question_set))} if question else {}
    context = {
        "form": form,
        "question": question,
        "question_set": question_set,
        "kind": QuestionKind(form.kind),
        "home": home_of(question_set),
        "shown": {"question": question, "options": _options(question), **shown} if question else None,
        "field": field_name(question) if question else "",
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "console/questions/question.html", context, status=status)


urlpatterns = [
    path("sets/<int:set_pk>/add/<slug:kind>/", add, name="add"),
    path("sets/<int:set_pk>/preview/<slug:kind>/", preview, name="preview"),
    path("<int:pk>/", change, name="change"),
    path("<int:pk>/remove/", remove, name="remove"),
    path("<int:pk>/move/", move, name="move"),
]
