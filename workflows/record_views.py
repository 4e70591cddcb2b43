"""The review record as a file, for the desk."""

from urllib.parse import quote

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import translation

from accounts.access import desk
from recruitment.models import Application
from workflows.dispatch import politely
from workflows.record import review_record
from workflows.requests import DeskRequest


@desk("recruitment.view_application")
@politely
def download_record(request: DeskRequest, pk: int) -> HttpResponse:
    related = "round__policy", "entry__window", "decided_by"
    application = get_object_or_404(Application.objects.select_related(*related), pk=pk, number__isnull=False)
    with translation.override(settings.LANGUAGE_CODE):  # what is printed is the official text
        content = review_record(application)
    response = HttpResponse(content, content_type="application/pdf")
    name = f"审核意见表-{application.number}.pdf"
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response["Cache-Control"] = "no-store"
    return response
