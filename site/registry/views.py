"""The public check of a certificate, a member's own certificates, and the printed application."""

import hashlib
import io
from typing import Any, cast

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import member, public
from accounts.limits import Rate, spend
from accounts.models import User
from policies.enums import Kind
from recruitment.showing import hidden_of
from registry.application_pdf import application_pdf
from registry.forms import FileForm, NumberForm, too_large
from registry.models import Certificate, CertificateStatus
from registry.numbers import read_number
from registry.queries import (
    MAX_ATTEMPTS,
    applications_to_print,
    certificate_by_token,
    certificate_numbered,
    certificate_of_file,
    certificates_for,
    certificates_of,
    status_on,
    status_words,
)
from registry.wording import masked_name

CHECKS = (
    Rate(30, 600),
)  # an address may look up thirty certificates in ten minutes: numbers cannot be harvested
LARGEST_BODY = 20 * 2**20  # bytes; between this and what a form takes, the visitor is told in the field
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
        return _page(request, form=form)
    _count(request)
    number = read_number(form.cleaned_data["number"])
    return _answer(request, certificate_numbered(number) if number else None, form=form)


@public
@never_cache
@require_safe
def verify_token(request: HttpRequest, token: str) -> HttpResponse:
    _count(request)
    return _answer(request, certificate_by_token(token))


def _count(request: HttpRequest) -> None:
    spend(("certificate.check", get_adapter().get_client_ip(request), CHECKS))


@public
@never_cache
@csrf_exempt  # asked for below: reading the token means reading the body
@require_http_methods(["GET", "HEAD", "POST"])
def verify_file(request: HttpRequest) -> HttpResponse:
    """A body that no certificate could fill is refused before anything of it is read."""
    if request.method != "POST":
        return redirect("registry:verify")
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > LARGEST_BODY:
        return _page(request, status=413, file_fault=too_large())
    return _compare(request)


@csrf_protect
def _compare(request: HttpRequest) -> HttpResponse:
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, status=400, file_form=form)
    _count(request)
    return _answer(request, certificate_of_file(_fingerprint(form.cleaned_data["file"])), is_file=True)


def _fingerprint(file: UploadedFile) -> str:
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    return digest.hexdigest()


def _answer(request: HttpRequest, certificate: Certificate | None, **given: Any) -> HttpResponse:
    """One answer for a wrong number and an unknown one: it says neither which part is wrong nor what exists."""
    context: dict[str, Any] = {**given, "is_asked": True, "checked_at": timezone.now()}
    if certificate is not None:
        status = status_on(certificate, timezone.localdate())
        context |= {
            "certificate": certificate,
            "holder_name": _shown_name(certificate),
            "status_words": status_words(certificate, status),
            "tone": TONES[status],
            "issuer": settings.CERTIFICATE_ISSUER,
        }
    return _page(request, status=200 if certificate else 404, **context)


def _page(request: HttpRequest, *, status: int = 200, **given: Any) -> HttpResponse:
    context = {"form": NumberForm(), "file_form": FileForm(), **given}
    return render(request, "registry/certificate/verify.html", context, status=status)


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
    with translation.override(settings.LANGUAGE_CODE):  # what is printed is the official text
        content = application_pdf(
            application,
            is_own=application.applicant_id == person.pk,
            hidden=hidden_of(person, application),
        )
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
