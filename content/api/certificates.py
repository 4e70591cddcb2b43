"""证书查验：the same calm answer and the same limit as the page for people."""

from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import P, PathEx, Router, Status

from accounts.limits import spend
from content.api.answers import CertificateShown, Fault
from content.api.listing import named
from policies.enums import Kind, Province
from registry.models import Certificate
from registry.numbers import read_number
from registry.queries import certificate_numbered, status_on, status_words
from registry.views import CHECKS
from registry.wording import masked_name

router = Router(tags=["证书查验"])
Number = PathEx[
    str,
    P(
        min_length=1,
        max_length=60,
        pattern=r"^[^\x00/]+$",
        description="证书编号；大小写、空格、全角、连字符均不拘",
    ),
]


@router.get(
    "/{number}/", response={200: CertificateShown, 404: Fault}, summary="证书查验", operation_id="certificate"
)
def certificate(request: HttpRequest, response: HttpResponse, number: Number) -> Any:
    """按编号查验一份证书。编号写错和查无此号的回答相同；同一地址十分钟内可查三十次，与查验页面合并计算。"""
    response["Cache-Control"] = "no-store"
    spend(("certificate.check", get_adapter().get_client_ip(request), CHECKS))
    written = read_number(number)
    found = certificate_numbered(written) if written else None
    if found is None:
        return Status(404, {"message": _("没有查到与之相符的证书，请核对编号后再试。")})
    return Status(200, _shown(found))


def _shown(found: Certificate) -> dict[str, Any]:
    term, holder = found.term, found.term.holder
    status = status_on(found, timezone.localdate())
    return {
        "number": found.number,
        "kind": named(Kind(holder.kind)),
        "holder": holder.name if holder.kind == Kind.STATION else masked_name(holder.name),
        "province": named(Province(holder.province)),
        "status": {"code": status.value, "name": status_words(found, status)},
        "issued_on": found.issued_on,
        "starts_on": term.starts_on,
        "ends_on": term.ends_on,
        "issuer": settings.CERTIFICATE_ISSUER,
    }
