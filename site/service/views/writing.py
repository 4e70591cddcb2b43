"""写日记 and 更正: what the actions refuse is said beside the field it is about."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from recruitment.exceptions import RefusedError
from recruitment.views.person import me
from service import exceptions
from service.actions import amend_entry, file_entry, save_draft
from service.closing import may_correct
from service.forms import CorrectionForm, EntryForm
from service.models import DiaryDraft, DiaryEntry
from service.queries import diary_of, holders_reporting

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
LONGEST = 10_000  # signs of one field of a draft
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
        return show_form(request, EntryForm(initial=copied, **asked), latest)
    if "draft" in request.POST and _drafted(request):
        return redirect("service:home")
    form = EntryForm(request.POST, **asked)
    entry = _file(request, form) if form.is_valid() else None
    if entry is None:
        return show_form(request, form, latest)
    messages.success(request, _("已保存志愿日记。"))
    if entry.is_late:
        messages.info(request, _("本篇晚于填报期限，已注明“逾期填报”，照常计入。"))
    return redirect("service:entry", entry.pk)


def correct(request: HttpRequest, pk: int) -> HttpResponse:
    entry = get_object_or_404(diary_of(me(request)), pk=pk)
    if not may_correct(entry, timezone.localdate()):
        messages.error(request, _("该年度已封账，不能再更正。"))
        return redirect("service:entry", pk)
    asked: dict[str, Any] = {"user": me(request), "today": timezone.localdate(), "entry": entry}
    if request.method != "POST":
        return show_form(request, CorrectionForm(initial=said_of(entry), **asked), entry)
    form = CorrectionForm(request.POST, **asked)
    if not form.is_valid() or _amend(request, form, entry) is None:
        return show_form(request, form, entry)
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


def show_form(
    request: HttpRequest, form: EntryForm, entry: DiaryEntry | None, *, draft: DiaryDraft | None = None
) -> HttpResponse:
    """The one page for a new entry, a draft and a correction."""
    is_correction = isinstance(form, CorrectionForm)
    context = {
        "form": form,
        "entry": entry,
        "is_correction": is_correction,
        "person": me(request),
        "draft": draft,
    }
    return render(request, "service/form.html", context)


def _drafted(request: HttpRequest) -> bool:
    """存草稿 without scripts."""
    try:
        keep_draft(request)
    except RefusedError as refused:
        messages.error(request, str(refused))
        return False
    messages.success(request, _("已存为草稿，没有填报。完成后请点“保存”。"))
    return True


def keep_draft(request: HttpRequest) -> DiaryDraft:
    """What stands in the form now, whatever it lacks. Raises what `save_draft` raises."""
    return save_draft(form_key=_key(request), typed=_typed(request), by=me(request), at=timezone.now())


def _key(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("form_key", ""))
    except ValueError:
        raise RefusedError(_("请重新打开填写页面。")) from None


def _typed(request: HttpRequest) -> dict[str, Any]:
    """The fields of the form as they were sent, none longer than a form takes."""
    names = [name for name in EntryForm.base_fields if name not in {"form_key", "enterprises"}]
    typed: dict[str, Any] = {name: request.POST[name][:LONGEST] for name in names if name in request.POST}
    chosen = [one for one in request.POST.getlist("enterprises") if one.isascii() and one.isdigit()]
    return {**typed, "enterprises": chosen[:LONGEST]}
