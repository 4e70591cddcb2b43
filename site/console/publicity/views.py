"""The publicity desk: windows, one window, and objections to one entry."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_tables2 import RequestConfig

from accounts.access import desk
from accounts.models import User
from console.publicity.column_views import column_urls
from console.publicity.filters import EntryFilter
from console.publicity.forms import ReasonForm
from console.publicity.gathering import gather, list_candidates
from console.publicity.tables import EntryTable, WindowTable, listed_word, window_tag
from publicity.actions import drop_entry, hold_entry, release_entry
from publicity.exceptions import PublicityRefusedError
from publicity.models import Entry, Window, WindowStatus
from publicity.queries import entries_of, entry_counts, windows_for_desk
from recruitment.exceptions import RefusedError
from recruitment.publicizing import candidates, recognition_progress, recommended_candidates
from registry.queries import certificate_progress

PER_PAGE = 50


@dataclass(frozen=True)
class Act:
    """One verb on an entry: its words, its door, whether it turns somebody down."""

    label: str | Promise
    explanation: str | Promise
    door: Callable[..., Entry]
    is_grave: bool = False


HOLD = Act(
    gettext_lazy("暂缓"),
    gettext_lazy("收到实名异议时暂缓该对象的认定，其余对象不受影响。理由仅供内部查阅。"),
    hold_entry,
)
RELEASE = Act(
    gettext_lazy("恢复"),
    gettext_lazy("异议不成立，该对象恢复公示；公示结果已确认的，随即认定。理由仅供内部查阅。"),
    release_entry,
)
DROP = Act(
    gettext_lazy("不予认定"),
    gettext_lazy(
        "异议成立，该对象不予认定。申报人将收到短信，并在办理进度中看到下面的理由全文：请勿写入反映人的任何信息。此操作不能撤回。"
    ),
    drop_entry,
    is_grave=True,
)


@desk("publicity.view_window")
def list_windows(request: Any) -> HttpResponse:
    table = WindowTable(windows_for_desk())
    RequestConfig(request, paginate={"per_page": PER_PAGE, "silent": True}).configure(table)
    waiting = candidates().count() + recommended_candidates().count()
    return render(request, "console/publicity/windows.html", {"table": table, "waiting": waiting})


@desk("publicity.view_window")
def show_window(request: Any, window_pk: int) -> HttpResponse:
    window = get_object_or_404(
        Window.objects.select_related("policy", "created_by", "confirmed_by"), pk=window_pk
    )
    narrowed = EntryFilter(request.GET, queryset=entries_of(window))
    may_act = request.user.has_perm("publicity.change_entry")
    table = EntryTable(narrowed.qs, window=window, may_act=may_act)
    RequestConfig(request, paginate={"per_page": PER_PAGE, "silent": True}).configure(table)
    context = {
        "window": window,
        "status_tag": window_tag(window),
        "listed_word": listed_word(window),
        "counts": entry_counts(window),
        **_progress_of(window),
        "filter": narrowed,
        "is_narrowed": any(request.GET.get(name) for name in narrowed.form.fields),
        "table": table,
        **_page_of(window, request.user),
        **_task_of(window, request.user),
    }
    return render(request, "console/publicity/window.html", context)


def _on_entry(request: Any, entry_pk: int, act: Act) -> HttpResponse:
    entry = get_object_or_404(Entry.objects.select_related("window"), pk=entry_pk)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _acted(request, entry, act, form):
        return redirect("windows:detail", entry.window_id)
    status = 422 if request.method == "POST" else 200
    context = {"entry": entry, "window": entry.window, "act": act, "form": form}
    return render(request, "console/publicity/entry_act.html", context, status=status)


def _acted(request: Any, entry: Entry, act: Act, form: ReasonForm) -> bool:
    try:
        act.door(entry=entry, by=request.user, at=timezone.now(), reason=form.cleaned_data["reason"])
    except (PublicityRefusedError, RefusedError) as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("%(name)s：已%(act)s。") % {"name": entry.name, "act": act.label})
    return True


@desk("publicity.change_entry")
def hold(request: Any, entry_pk: int) -> HttpResponse:
    return _on_entry(request, entry_pk, HOLD)


@desk("publicity.change_entry")
def release(request: Any, entry_pk: int) -> HttpResponse:
    return _on_entry(request, entry_pk, RELEASE)


@desk("publicity.change_entry")
def drop(request: Any, entry_pk: int) -> HttpResponse:
    return _on_entry(request, entry_pk, DROP)


def _progress_of(window: Window) -> dict[str, Any]:
    """How far recognition and certificates are once the result is confirmed; `is_running` until both are through."""
    if window.status != WindowStatus.CONFIRMED:
        return {}
    recognized, certificates = recognition_progress(window), certificate_progress(window)
    has_all = recognized.recognized == recognized.released
    return {
        "progress": recognized,
        "certificates": certificates,
        "is_running": not has_all or certificates.filed + certificates.failed < certificates.numbered,
    }


def _page_of(window: Window, user: User) -> dict[str, str]:
    """Where the page of a window is edited, for who may, and read, once it is live."""
    page = getattr(window, "page", None)
    if page is None:
        return {}
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return {
        "edit_url": edit if page.permissions_for_user(user).can_edit() else "",
        "live_url": page.url if page.live else "",
    }


def _task_of(window: Window, user: User) -> dict[str, Any]:
    """The human task the window waits at, and its address for whoever may take it."""
    process = getattr(window, "process", None)
    if process is None:
        return {}
    task = process.task_set.filter(flow_task_type="HUMAN", finished=None).first()
    if task is None:
        return {}
    may_open = task.owner_id == user.pk or user.has_perm(task.owner_permission or "")
    return {
        "task_title": task.flow_task.task_title,
        "task_url": reverse("tasks:open", args=[process.pk, task.pk]) if may_open else "",
    }


def window_urls() -> list[Any]:
    """New patterns at each call: Wagtail decorates the pattern objects it is given in place."""
    return [
        path("", list_windows, name="list"),
        path("candidates/", list_candidates, name="candidates"),
        *column_urls(),
        path("gather/", gather, name="gather"),
        path("<int:window_pk>/", show_window, name="detail"),
        path("entries/<int:entry_pk>/hold/", hold, name="hold"),
        path("entries/<int:entry_pk>/release/", release, name="release"),
        path("entries/<int:entry_pk>/drop/", drop, name="drop"),
    ]
