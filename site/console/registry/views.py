"""The registry at the desk: who holds which certificate, and whether its file is there."""

from typing import cast

from django.contrib import messages as notices
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from django_tables2 import RequestConfig

from accounts.access import desk
from accounts.models import User
from console.registry.filters import CertificateFilter
from console.registry.tables import CertificateTable
from registry.actions import render_again
from registry.exceptions import NotRenderableError
from registry.models import Certificate
from registry.queries import certificates_for_desk

PAGE = 50


@desk("registry.view_certificate")
@never_cache
def certificates(request: HttpRequest) -> HttpResponse:
    narrowed = CertificateFilter(request.GET, queryset=certificates_for_desk())
    table = CertificateTable(narrowed.qs)
    RequestConfig(request, paginate={"per_page": PAGE, "silent": True}).configure(table)
    is_narrowed = any(request.GET.get(name) for name in narrowed.filters)
    context = {"table": table, "filter": narrowed, "is_narrowed": is_narrowed}
    return render(request, "console/registry/certificates.html", context)


@desk("registry.change_certificate")
@require_POST
def make_again(request: HttpRequest, pk: int) -> HttpResponse:
    certificate = get_object_or_404(Certificate, pk=pk)
    try:
        render_again(certificate=certificate, by=cast("User", request.user), at=timezone.now())
    except NotRenderableError as refusal:
        notices.warning(request, str(refusal))
    else:
        notices.success(request, _("%(number)s 将在片刻后重新生成。") % {"number": certificate.number})
    return redirect("desk_registry:certificates")


def registry_urls() -> list[URLPattern]:
    return [
        path("", certificates, name="certificates"),
        path("<int:pk>/render/", make_again, name="make_again"),
    ]
