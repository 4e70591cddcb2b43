"""Filling in a draft, step by step; autosave and the save button go through the same door."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from questions.forms.answers import AnswersForm
from questions.queries import answered
from questions.wording import PREFIX, as_typed
from recruitment.actions import save_answers, save_draft
from recruitment.dossiers import dossier_of, saved_value
from recruitment.eligibility import findings_of, gaps_of
from recruitment.enums import EDITABLE
from recruitment.exceptions import RefusedError, StaleDraftError
from recruitment.forms.drafts import DraftForm
from recruitment.keeping import forget_step, kept_step
from recruitment.models import Application
from recruitment.queries import answer_files, applications_of, evidence_shown
from recruitment.steps import (
    Step,
    findings_in,
    gaps_in,
    places,
    step_after,
    step_by_code,
    steps_of,
    wanted_evidence,
)
from recruitment.uploads import ACCEPT
from recruitment.views.person import me


def resume(request: HttpRequest, pk: int) -> HttpResponse:
    """Goes where work is left: the first step with something open, else the preview."""
    row = get_object_or_404(applications_of(me(request)), pk=pk)
    if row.status not in EDITABLE:
        return redirect("recruitment:application", pk)
    open_places = [place for place in _places(row) if place.open_count]
    if open_places:
        return redirect("recruitment:step", pk, open_places[0].step.code)
    return redirect("recruitment:preview", pk)


def step(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    row, here = _editable(request, pk, code)
    if row.status not in EDITABLE:
        return redirect("recruitment:application", pk)
    if here.form is None:
        return render(request, "recruitment/application/evidence.html", _evidence_context(row, here))
    if request.method != "POST":
        if kept := kept_step(request, pk, code):
            form = here.form(kept)
            form.full_clean()
            return _show(request, row, here, form, kept_revision=kept.get("revision", ""))
        return _show(request, row, here, here.form(initial=_initial(row, here)))
    form = here.form(request.POST)
    try:
        saved = _save(request, row, form)
    except StaleDraftError as stale:
        return _show(request, row, here, form, stale=stale)
    except RefusedError as refused:  # submitted from another window a moment ago
        messages.error(request, str(refused))
        return redirect("recruitment:application", pk)
    forget_step(request)
    if form.errors:
        return _show(request, saved, here, form)
    messages.success(request, _("已保存。"))
    return _onward(request, saved, here)


def autosave(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """As the save button, for scripts: what was saved, what is wrong, what is still unmet."""
    row, here = _editable(request, pk, code)
    if request.method != "POST" or here.form is None:
        return redirect("recruitment:step", pk, code)
    form = here.form(request.POST)
    try:
        saved = _save(request, row, form)
    except StaleDraftError as stale:
        html = render_to_string("recruitment/application/_stale.html", {"stale": stale}, request)
        return JsonResponse({"stale": html, "revision": stale.revision}, status=409)
    except RefusedError as refused:
        return JsonResponse({"refused": str(refused)}, status=409)
    forget_step(request)
    checks = render_to_string("recruitment/application/_checks.html", _checks(saved, here), request)
    return JsonResponse(
        {
            "revision": saved.revision,
            "saved_at": timezone.localtime(saved.saved_at).strftime("%H:%M"),
            "errors": {name: [str(e) for e in errors] for name, errors in form.errors.items()},
            "advice": form.advice(),
            "checks": checks,
        }
    )


def _editable(request: HttpRequest, pk: int, code: str) -> tuple[Application, Step]:
    row = get_object_or_404(applications_of(me(request)), pk=pk)
    here = step_by_code(row, code)
    if here is None:
        raise Http404
    return row, here


def _save(request: HttpRequest, row: Application, form: DraftForm) -> Application:
    text = request.POST.get("revision", "")
    revision = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1
    by, at = me(request), timezone.now()
    if isinstance(form, AnswersForm):
        return save_answers(application=row, answers=form.good_answers(), revision=revision, by=by, at=at)
    return save_draft(application=row, values=form.good_values(), revision=revision, by=by, at=at)


def _initial(row: Application, here: Step) -> dict[str, Any]:
    if here.asked:
        return {f"{PREFIX}{code}": as_typed(value) for code, value in answered(row).items()}
    dossier = dossier_of(row)
    return {name: saved_value(dossier, name) for name in here.columns()}


def _onward(request: HttpRequest, row: Application, here: Step) -> HttpResponse:
    if "stay" in request.POST:
        return redirect("recruitment:step", row.pk, here.code)
    following = step_after(row, here.code)
    if following:
        return redirect("recruitment:step", row.pk, following.code)
    return redirect("recruitment:preview", row.pk)


def _places(row: Application, current: str = "") -> list[Any]:
    on = timezone.localdate()
    return places(row, findings_of(row, on=on), gaps_of(row), current)


def frame(row: Application, current: str) -> dict[str, Any]:
    """What every page of the form shows around its middle."""
    findings, gaps = findings_of(row, on=timezone.localdate()), gaps_of(row)
    return {
        "application": row,
        "round": row.round,
        "places": places(row, findings, gaps, current),
        "current": current,
        "findings": findings,
        "gaps": gaps,
    }


def _checks(row: Application, here: Step) -> dict[str, Any]:
    context = frame(row, here.code)
    context["checks"] = findings_in(here, context["findings"])
    context["missing"] = gaps_in(here, context["gaps"])
    return context


def _show(
    request: HttpRequest,
    row: Application,
    here: Step,
    form: DraftForm,
    *,
    stale: StaleDraftError | None = None,
    kept_revision: str | None = None,
) -> HttpResponse:
    codes = [each.code for each in steps_of(row)]
    place = codes.index(here.code)
    context = {
        **_checks(row, here),
        "step": here,
        "form": form,
        "advice": {} if stale else form.advice(),
        "stale": stale,
        "revision": _revision_shown(row, stale, kept_revision),
        "is_restored": kept_revision is not None,
        "place": place + 1,
        "steps_total": len(codes) + 1,
        "previous": codes[place - 1] if place else "",
        "following": step_after(row, here.code),
    }
    if isinstance(form, AnswersForm):
        context |= question_context(row, form)
    template = "questions" if here.asked else "step"
    return render(request, f"recruitment/application/{template}.html", context, status=409 if stale else 200)


def question_context(row: Application, form: AnswersForm) -> dict[str, Any]:
    """Every question in order with its field, or with the file it has."""
    files = {answer.question_id: answer for answer in answer_files(row)}
    return {
        "places_asked": [(question, field, files.get(question.pk)) for question, field in form.places()],
        "accept": ACCEPT,
        "max_mb": row.round.policy.value("apply.max_file_mb"),
    }


def _revision_shown(row: Application, stale: StaleDraftError | None, kept: str | None) -> int | str:
    """What the next save starts from; restored text keeps its own, so that newer saves are not overwritten unasked."""
    if kept is not None:
        return kept
    return stale.revision if stale else row.revision


def _evidence_context(row: Application, here: Step) -> dict[str, Any]:
    files = list(evidence_shown(row))
    kinds = [
        {"kind": kind, "article": article, "hint": hint, "files": [f for f in files if f.kind == kind]}
        for kind, article, hint in wanted_evidence(row.kind)
    ]
    codes = [each.code for each in steps_of(row)]
    return {
        **_checks(row, here),
        "step": here,
        "place": codes.index(here.code) + 1,
        "steps_total": len(codes) + 1,
        "kinds": kinds,
        "accept": ACCEPT,
        "max_mb": row.round.policy.value("apply.max_file_mb"),
        "previous": codes[codes.index(here.code) - 1],
        "following": step_after(row, here.code),
    }
