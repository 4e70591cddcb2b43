"""更正申请 at the desk: what waits, what was answered, and one with its entry. Firms appear as numbers only."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.access import desk
from console.service import check_views
from policies.enums import CodeList
from policies.queries import code_names
from recruitment.exceptions import RefusedError
from recruitment.views.person import me
from service.actions import answer_request
from service.enums import REQUEST_TONES, RequestStatus
from service.forms import RequestAnswerForm
from service.models import CorrectionRequest, DiaryPhoto
from service.queries import requests_for_desk
from service.views.picturing import shown

PER_PAGE = 30
PERMISSION = "service.answer_correction"


@desk(PERMISSION)
@never_cache
def requests(request: HttpRequest) -> HttpResponse:
    is_waiting = request.GET.get("tab") != "answered"
    page = Paginator(requests_for_desk(is_waiting=is_waiting), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [(row, REQUEST_TONES[RequestStatus(row.status)]) for row in page],
        "tab": "waiting" if is_waiting else "answered",
        "tabs": [("waiting", _("待答复")), ("answered", _("已答复"))],
    }
    return render(request, "console/service/requests.html", context)


@desk(PERMISSION)
@never_cache
def one_request(request: HttpRequest, pk: int) -> HttpResponse:
    rows = CorrectionRequest.objects.select_related("entry__holder", "answered_by")
    row = get_object_or_404(rows, pk=pk)
    form = RequestAnswerForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and _answered(request, row, form):
        return redirect("desk_diary:list")
    entry = row.entry
    context = {
        "row": row,
        "tone": REQUEST_TONES[RequestStatus(row.status)],
        "kind": code_names(CodeList.SERVICE_KIND).get(entry.kind, entry.kind),
        "field": code_names(CodeList.FIELD).get(entry.field, entry.field),
        "firms": entry.served.count(),
        "photos": entry.photos.all() if request.user.has_perm("service.view_diaryphoto") else [],
        "form": form if row.status == RequestStatus.ASKED else None,
    }
    return render(request, "console/service/request.html", context)


def _answered(request: HttpRequest, row: CorrectionRequest, form: RequestAnswerForm) -> bool:
    data = form.cleaned_data
    try:
        answer_request(
            request=row,
            is_granted=data["is_granted"],
            answer=data["answer"],
            by=me(request),
            at=timezone.now(),
        )
    except RefusedError as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, _("已答复，持有人将收到通知。"))
    return True


@desk("service.view_diaryphoto")
@never_cache
def photo(request: HttpRequest, pk: int) -> FileResponse:
    return shown(get_object_or_404(DiaryPhoto, pk=pk))


def diary_urls() -> list[URLPattern]:
    return [
        path("", requests, name="list"),
        path("requests/<int:pk>/", one_request, name="request"),
        path("checks/", check_views.checks, name="checks"),
        path("checks/<int:pk>/", check_views.one_check, name="check"),
        path("checks/items/<int:pk>/", check_views.item, name="item"),
        path("photos/<int:pk>/", photo, name="photo"),
    ]
