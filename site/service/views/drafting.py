"""草稿: saved by the page itself while it is filled in, opened again, or thrown away."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from recruitment.exceptions import RefusedError
from recruitment.views.person import me
from service.actions import discard_draft
from service.forms import EntryForm
from service.queries import drafts_of, holders_reporting
from service.views.writing import keep_draft, show_form


def save(request: HttpRequest) -> HttpResponse:
    """For scripts: when it was saved, and where the draft is found again."""
    if request.method != "POST":
        return redirect("service:new")
    try:
        draft = keep_draft(request)
    except RefusedError as refused:
        return JsonResponse({"refused": str(refused)}, status=409)
    at = timezone.localtime(draft.saved_at)
    return JsonResponse(
        {
            "saved_at": at.strftime("%H:%M"),
            "stamp": at.isoformat(),
            "address": reverse("service:draft", args=[draft.pk]),
        }
    )


def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """The form as it was left."""
    row = get_object_or_404(drafts_of(me(request)), pk=pk)
    if not holders_reporting(me(request)).exists():
        return redirect("service:home")
    initial = {**row.typed, "form_key": row.form_key}
    form = EntryForm(initial=initial, user=me(request), today=timezone.localdate())
    return show_form(request, form, None, draft=row)


def discard(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(drafts_of(me(request)), pk=pk)
    if request.method == "POST":
        discard_draft(draft=row, by=me(request))
        messages.success(request, _("已删除草稿。"))
    return redirect("service:home")
