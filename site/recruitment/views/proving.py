"""Files: adding, removing, and reading them from the private storage."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from recruitment.actions import add_evidence, remove_evidence
from recruitment.exceptions import RefusedError
from recruitment.models import Evidence
from recruitment.queries import applications_of, may_read_evidence
from recruitment.steps import wanted_evidence
from recruitment.views.person import me
from recruitment.views.reading import private_file


def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Several files at once: the good ones are kept, each refused one is explained."""
    row = get_object_or_404(applications_of(me(request)), pk=pk)
    kind = request.POST.get("kind", "")
    is_wanted = kind in [wanted.value for wanted, _article, _hint in wanted_evidence(row.kind)]
    if request.method == "POST" and is_wanted:
        files = request.FILES.getlist("files")
        if not files:
            messages.error(request, _("请先选择文件再上传。"), extra_tags=kind)
        for file in files:
            try:
                kept = add_evidence(
                    application=row, kind=kind, upload=file, by=me(request), at=timezone.now()
                )
                messages.success(request, _("已上传“%(name)s”。") % {"name": kept.name}, extra_tags=kind)
            except RefusedError as refused:
                messages.error(request, str(refused), extra_tags=kind)
    return _back_to(pk, kind if is_wanted else "")


def _back_to(pk: int, kind: str) -> HttpResponse:
    """The step of files, at the place one came from; messages stand there too."""
    response = redirect("recruitment:step", pk, "evidence")
    response["Location"] += f"#{kind}" if kind else ""
    return response


def remove(request: HttpRequest, pk: int) -> HttpResponse:
    evidence = get_object_or_404(
        Evidence.objects.select_related("application"), pk=pk, application__applicant=me(request)
    )
    if request.method == "POST":
        try:
            remove_evidence(evidence=evidence, by=me(request), at=timezone.now())
            messages.success(
                request, _("已移除“%(name)s”。") % {"name": evidence.name}, extra_tags=evidence.kind
            )
        except RefusedError as refused:
            messages.error(request, str(refused), extra_tags=evidence.kind)
    return _back_to(evidence.application_id, evidence.kind)


def read(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file itself, for its owner and for staff who may see applications; nobody learns whether others exist."""
    evidence = get_object_or_404(Evidence.objects.select_related("application"), pk=pk)
    if not may_read_evidence(me(request), evidence):
        raise Http404
    return private_file(request, evidence)
