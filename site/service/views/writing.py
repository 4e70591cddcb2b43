"""写日记 and 更正: what the actions refuse is said beside the field it is about."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from recruitment.exceptions import RefusedError
from recruitment.views.person import me
from service import exceptions
from service.actions import amend_entry, file_entry
from service.forms import CorrectionForm, EntryForm
from service.models import DiaryEntry
from service.queries import diary_of, holders_reporting
from service.views.reading import is_open

PLACES: dict[type[RefusedError], str] = {
    exceptions.OutsideTermError: "served_on",
    exceptions.FutureServiceError: "served_on",
    exceptions.YearFrozenError: "served_on",
    exceptions.WrongTimeError: "half_hours",
    exceptions.OverlapError: "starts_half",
    exceptions.DailyCapError: "half_hours",
    exceptions.NotFreeError: "is_declared_free",
    exceptions.WordsMissingError: "summary",
    exceptions.ForeignEnterpriseError: "enterprises",
    exceptions.CodeFaultError: "firms",
}
COPIED = ("form", "kind", "field", "starts_half", "half_hours", "summary")


def new(request: HttpRequest) -> HttpResponse:
    user = me(request)
    if not holders_reporting(user).exists():
        messages.info(request, _("获得工作站或志愿专家资格并在册后，才能写志愿日记。"))
        return redirect("service:home")
    latest = diary_of(user).order_by("-reported_at", "-pk").first()
    asked: dict[str, Any] = {"user": user, "today": timezone.localdate()}
    if request.method != "POST":
        copied = said_of(latest) if latest and "copy" in request.GET else {}
        copied.pop("served_on", None)
        return _show(request, EntryForm(initial=copied, **asked), latest)
    form = EntryForm(request.POST, **asked)
    entry = _file(request, form) if form.is_valid() else None
    if entry is None:
        return _show(request, form, latest)
    messages.success(request, _("已保存志愿日记。"))
    if entry.is_late:
        messages.info(request, _("本篇晚于填报期限，已注明“逾期填报”，照常计入。"))
    return redirect("service:entry", entry.pk)


def correct(request: HttpRequest, pk: int) -> HttpResponse:
    entry = get_object_or_404(diary_of(me(request)), pk=pk)
    if not is_open(entry):
        messages.error(request, _("该年度已封账，不能再更正。"))
        return redirect("service:entry", pk)
    asked: dict[str, Any] = {"user": me(request), "today": timezone.localdate(), "entry": entry}
    if request.method != "POST":
        return _show(request, CorrectionForm(initial=said_of(entry), **asked), entry)
    form = CorrectionForm(request.POST, **asked)
    if not form.is_valid() or _amend(request, form, entry) is None:
        return _show(request, form, entry)
    messages.success(request, _("已更正，原来的内容留在更正历史中。"))
    return redirect("service:entry", pk)


def said_of(entry: DiaryEntry) -> dict[str, Any]:
    said = {name: getattr(entry, name) for name in (*COPIED, "served_on")}
    firms = [one.pk for one in entry.enterprises.all()]
    return {**said, "holder": entry.holder_id, "enterprises": firms}


def _file(request: HttpRequest, form: EntryForm) -> DiaryEntry | None:
    data = form.cleaned_data
    try:
        return file_entry(
            holder=data["holder"],
            told=form.told(),
            firms=data["firms"],
            form_key=data["form_key"],
            by=me(request),
            at=timezone.now(),
        )
    except RefusedError as refused:
        form.add_error(_place_of(refused), str(refused))
    return None


def _amend(request: HttpRequest, form: CorrectionForm, entry: DiaryEntry) -> DiaryEntry | None:
    firms, reason = form.cleaned_data["firms"], form.cleaned_data["reason"]
    try:
        return amend_entry(
            entry=entry, told=form.told(), firms=firms, reason=reason, by=me(request), at=timezone.now()
        )
    except RefusedError as refused:
        form.add_error(_place_of(refused), str(refused))
    return None


def _place_of(refused: RefusedError) -> str | None:
    """The field a refusal stands beside."""
    if isinstance(refused, exceptions.UnknownCodeError):
        return refused.about
    return PLACES.get(type(refused))


def _show(request: HttpRequest, form: EntryForm, entry: DiaryEntry | None) -> HttpResponse:
    is_correction = isinstance(form, CorrectionForm)
    context = {"form": form, "entry": entry, "is_correction": is_correction, "person": me(request)}
    return render(request, "service/form.html", context)
