"""The public check of a certificate, a member's own certificates, and the printed application."""

import io
from typing import Any, cast

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.access import member, public
from accounts.limits import Rate, spend
from accounts.models import User
from policies.enums import Kind
from registry.application_pdf import application_pdf
from registry.forms import NumberForm
from registry.models import Certificate, CertificateStatus
from registry.numbers import read_number
from registry.queries import (
    MAX_ATTEMPTS,
    applications_to_print,
    certificate_by_token,
    certificate_numbered,
    certificates_for,
    certificates_of,
    status_on,
    status_words,
)
from registry.wording import masked_name

CHECKS = (
    Rate(30, 600),
)  # an address may look up thirty certificates in ten minutes: numbers cannot be harvested
TONES = {
    CertificateStatus.VALID: "ok",
    CertificateStatus.EXPIRED: "warn",
    CertificateStatus.WITHDRAWN: "idle",
    CertificateStatus.REVOKED: "bad",
    CertificateStatus.REPLACED: "info",
}


@public
@never_cache
@require_safe
def verify(request: HttpRequest) -> HttpResponse:
    form = NumberForm(request.GET if "number" in request.GET else None)
    if not form.is_bound or not form.is_valid():
        return render(request, "registry/certificate/verify.html", {"form": form})
    _count(request)
    number = read_number(form.cleaned_data["number"])
    return _answer(request, form, certificate_numbered(number) if number else None)


@public
@never_cache
@require_safe
def verify_token(request: HttpRequest, token: str) -> HttpResponse:
    _count(request)
    return _answer(request, NumberForm(), certificate_by_token(token))


def _count(request: HttpRequest) -> None:
    spend(("certificate.check", get_adapter().get_client_ip(request), CHECKS))


def _answer(request: HttpRequest, form: NumberForm, certificate: Certificate | None) -> HttpResponse:
    """One answer for a wrong number and an unknown one: it says neither which part is wrong nor what exists."""
    context: dict[str, Any] = {"form": form, "is_asked": True, "checked_at": timezone.now()}
    if certificate is not None:
        status = status_on(certificate, timezone.localdate())
        context |= {
            "certificate": certificate,
            "holder_name": _shown_name(certificate),
            "status_words": status_words(certificate, status),
            "tone": TONES[status],
            "issuer": settings.CERTIFICATE_ISSUER,
        }
    return render(request, "registry/certificate/verify.html", context, status=200 if certificate else 404)


def _shown_name(certificate: Certificate) -> str:
    holder = certificate.term.holder
    return holder.name if holder.kind == Kind.STATION else masked_name(holder.name)


@member
@never_cache
@require_safe
def certificates(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    rows = [
        _row(certificate, status_on(certificate, today)) for certificate in certificates_of(_person(request))
    ]
    return render(request, "registry/certificate/mine.html", {"rows": rows})


def _person(request: HttpRequest) -> User:
    return cast("User", request.user)  # what @member promises


def _row(certificate: Certificate, status: CertificateStatus) -> dict[str, Any]:
    return {
        "certificate": certificate,
        "words": status_words(certificate, status),
        "tone": TONES[status],
        "is_stuck": certificate.render_attempts >= MAX_ATTEMPTS,
    }


@member
@never_cache
@require_safe
def certificate_file(request: HttpRequest, pk: int) -> FileResponse:
    certificate = get_object_or_404(certificates_for(_person(request)), pk=pk)
    if not certificate.pdf:
        raise Http404
    title = _("工作站证书") if certificate.term.holder.kind == Kind.STATION else _("聘书")
    name = f"{title}-{certificate.number}.pdf"
    return private_file(FileResponse(certificate.pdf.open(), as_attachment=True, filename=name))


@member
@never_cache
@require_safe
def printed_application(request: HttpRequest, pk: int) -> FileResponse:
    person = _person(request)
    application = get_object_or_404(applications_to_print(person), pk=pk)
    content = application_pdf(application, is_own=application.applicant_id == person.pk)
    return private_file(
        FileResponse(io.BytesIO(content), as_attachment=True, filename=f"{application.number}.pdf")
    )


def private_file(response: FileResponse) -> FileResponse:
    """A PDF for one person's eyes: saved, not shown in the page, kept by no cache."""
    response["Content-Type"] = "application/pdf"
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
