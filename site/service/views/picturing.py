"""照片 of an entry: added, removed, and shown to the holder alone; the desk has a door of its own."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from recruitment.exceptions import RefusedError
from recruitment.views.person import me
from service.actions import add_photo, remove_photo
from service.models import DiaryPhoto
from service.photos import MOST_PHOTOS
from service.queries import diary_of


def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Several at once: the good ones are kept, each refused one is explained."""
    entry = get_object_or_404(diary_of(me(request)), pk=pk)
    if request.method == "POST":
        files = request.FILES.getlist("files")[: MOST_PHOTOS + 1]
        if not files:
            messages.error(request, _("请先选择照片。"))
        kept = 0
        for file in files:
            try:
                add_photo(entry=entry, upload=file, by=me(request), at=timezone.now())
                kept += 1
            except RefusedError as refused:
                messages.error(request, str(refused))
        if kept:
            messages.success(request, _("已添加 %(n)d 张照片，拍摄地点等信息已去除。") % {"n": kept})
    return redirect("service:entry", pk)


def remove(request: HttpRequest, pk: int) -> HttpResponse:
    photo = get_object_or_404(_own(request), pk=pk)
    if request.method == "POST":
        try:
            remove_photo(photo=photo, by=me(request), at=timezone.now())
            messages.success(request, _("已移除照片。"))
        except RefusedError as refused:
            messages.error(request, str(refused))
    return redirect("service:entry", photo.entry_id)


def photo(request: HttpRequest, pk: int) -> FileResponse:
    return shown(get_object_or_404(_own(request), pk=pk))


def shown(row: DiaryPhoto) -> FileResponse:
    """The picture, inert: of one type, run by nothing, kept by no cache."""
    try:
        response = FileResponse(row.file.open("rb"), content_type="image/jpeg")
    except FileNotFoundError:
        raise Http404 from None
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def _own(request: HttpRequest) -> QuerySet[DiaryPhoto]:
    return DiaryPhoto.objects.filter(entry__holder__user=me(request)).select_related("entry__holder", "entry__policy")  # fmt: skip
