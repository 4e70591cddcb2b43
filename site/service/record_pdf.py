"""服务记录证明 as PDF. Reads nothing but the record."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

import segno
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from registry.application_pdf import printable
from registry.wording import plain_date
from service.codes import spaced
from service.models import ServiceRecord
from typeset.pdf import render_html


def record_pdf(record: ServiceRecord) -> bytes:
    """The finished file, in the language of the house."""
    with override(settings.LANGUAGE_CODE):
        html = render_to_string("service/record.html", _context(record))
    return render_html(html, texts=[record.number, spaced(record.code)], created_at=record.issued_at)


def check_url(record: ServiceRecord) -> str:
    """The absolute address the QR code leads to."""
    asked = urlencode({"number": record.number, "code": record.code})
    return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{reverse('service:record_check')}?{asked}"


def _context(record: ServiceRecord) -> dict[str, Any]:
    facts = printable(record.facts)
    return {
        "record": record,
        "facts": facts,
        "hours": facts["half_hours"] / 2,
        "code": spaced(record.code),
        "from_day": plain_date(record.starts_on),
        "to_day": plain_date(min(record.ends_on, record.issued_on)),
        "issued": plain_date(record.issued_on),
        "months": list(_months(facts["lines"])),
        "issuer": str(settings.CERTIFICATE_ISSUER),
        "check_address": settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse("service:record_check"),
        "issued_at": timezone.localtime(record.issued_at),
        "qr": segno.make(check_url(record), error="m").png_data_uri(scale=5, border=0, dark="#17212E"),
    }


def _months(lines: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """A table a month: one of a thousand rows takes the renderer minutes."""
    for month, rows in groupby(lines, key=lambda line: line["served_on"][:7]):
        year, number = month.split("-")
        shown = [_row(row) for row in rows]
        yield {
            "year": int(year),
            "month": int(number),
            "rows": shown,
            "hours": sum(row["hours"] for row in shown),
        }


def _row(line: dict[str, Any]) -> dict[str, Any]:
    return {**line, "day": plain_date(date.fromisoformat(line["served_on"])), "hours": line["half_hours"] / 2}
