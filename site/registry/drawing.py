"""One certificate as PDF: what stands on the sheet, set in HTML over the artwork. Reads nothing but its arguments."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time
from pathlib import Path
from typing import Any

import segno
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from policies.enums import Kind
from registry.artwork import sheet
from registry.models import Certificate
from registry.sentences import SENTENCES, pieces
from registry.wording import chinese_date, chinese_number, plain_date
from typeset.fonts import SERIF, balanced_lines, fitting_size, unsupported_characters, wrapped_lines
from typeset.pdf import RenderError, render_html

BODY_SIZE, BODY_WIDTH = 17.5, 560
NAME_WIDTH = 590
NAME_MIDDLE = 82.5  # mm from the top
DETAIL_WIDTH = 290
ISSUER_SPACING = 4


@dataclass(frozen=True)
class Run:
    """A piece of a line: plain, or what the certificate is about."""

    text: str
    is_title: bool = False
    is_first: bool = False  # of a paragraph, which moves in by two characters


def certificate_pdf(certificate: Certificate, wordings: Mapping[str, str] | None = None) -> bytes:
    """The finished file, in the words given, else in those of the register.

    Raises RenderError when a character, the seal or anything else is missing, or a paragraph has no room.
    """
    with override(settings.LANGUAGE_CODE):
        _refuse_unprintable(certificate)
        draw = _station if certificate.term.holder.kind == Kind.STATION else _expert
        context = draw(certificate, wordings or {})
        context |= _sheet_context(certificate)
        html = render_to_string(f"registry/{context['template']}.html", context)
    midnight = timezone.make_aware(datetime.combine(certificate.issued_on, time.min))
    return render_html(
        html,
        underlay=sheet(),
        pages=1,
        texts=[certificate.number, certificate.term.holder.name, str(settings.CERTIFICATE_ISSUER)],
        created_at=midnight,
    )


def _refuse_unprintable(certificate: Certificate) -> None:
    holder = certificate.term.holder
    if lacking := unsupported_characters(holder.name + holder.station_kind + holder.field_names):
        raise RenderError(_("印刷字库没有“%(characters)s”，请核对名称后重新生成。") % {"characters": lacking})


def check_url(certificate: Certificate) -> str:
    """The absolute address the QR code leads to."""
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse(
        "registry:verify_token", args=[certificate.token]
    )


def _sheet_context(certificate: Certificate) -> dict[str, Any]:
    issuer = str(settings.CERTIFICATE_ISSUER)
    return {
        "number": certificate.number,
        "issuer": issuer,
        # letter-spacing is drawn but not measured: a centred line must begin half of it further left
        "issuer_left": round(30 - (len(issuer) - 1) * ISSUER_SPACING / 2 * 25.4 / 72, 2),
        "issued": chinese_date(certificate.issued_on),
        "qr": segno.make(check_url(certificate), error="m").png_data_uri(
            scale=6, border=0, dark="#17212E", light="#FFFDF7"
        ),
        "verify_address": settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse("registry:verify"),
        "seal": _seal(),
    }


def _seal() -> str:
    """The operator's seal as a data address, or nothing: then the sheet shows a plain box. A configured file must exist."""
    if not settings.CERTIFICATE_SEAL:
        return ""
    try:
        content = Path(settings.CERTIFICATE_SEAL).read_bytes()
    except OSError as error:
        raise RenderError(_("印章文件无法读取：%(reason)s") % {"reason": error.strerror}) from error
    return "data:image/png;base64," + base64.b64encode(content).decode()


def _station(certificate: Certificate, wordings: Mapping[str, str]) -> dict[str, Any]:
    holder = certificate.term.holder
    size = fitting_size(holder.name, SERIF, width=NAME_WIDTH, lines=2, largest=29, smallest=15)
    lines = balanced_lines(holder.name, SERIF, size=size, width=NAME_WIDTH)
    body = _paragraph("station_body", certificate, wordings)
    return {
        "template": "certificate",
        "name_size": size,
        "name_leading": size * 1.45,
        "name_top": round(NAME_MIDDLE - len(lines) * size * 1.45 / 2 * 25.4 / 72, 2),
        "name_lines": lines,
        "lines": body_lines(body),
        "details": [
            _detail(_("单位类型"), holder.station_kind),
            _detail(_("所在地区"), str(holder.get_province_display())),
            _detail(_("有效期"), _("%(start)s至%(end)s") % _term_words(certificate)),
        ],
    }


def _expert(certificate: Certificate, wordings: Mapping[str, str]) -> dict[str, Any]:
    holder = certificate.term.holder
    address = _("%(name)s 同志：") % {"name": holder.name}
    body = _paragraph("expert_body", certificate, wordings)
    closing = _paragraph("expert_closing", certificate, wordings)
    return {
        "template": "appointment_letter",
        "address": address,
        "address_size": fitting_size(address, SERIF, width=BODY_WIDTH, lines=1, largest=21, smallest=9),
        "lines": [*body_lines(body), *body_lines(closing)],
        "details": [
            _detail(_("擅长领域"), holder.field_names),
            _detail(_("所在地区"), str(holder.get_province_display())),
            _detail(_("聘期"), _("%(start)s至%(end)s") % _term_words(certificate)),
        ],
    }


def _paragraph(key: str, certificate: Certificate, wordings: Mapping[str, str]) -> list[Run]:
    """One sentence of the register as runs. Raises RenderError when it needs more lines than the sheet has for it."""
    sentence = SENTENCES[key]
    runs = [
        Run(words, is_title=is_title)
        for words, is_title in pieces(wordings.get(key, sentence.text), _term_words(certificate))
    ]
    if (needed := len(body_lines(runs))) > sentence.lines:
        words = {"label": sentence.label, "needed": needed, "lines": sentence.lines}
        raise RenderError(_("“%(label)s”排成 %(needed)d 行，版面只有 %(lines)d 行，请缩短。") % words)
    return runs


def _term_words(certificate: Certificate) -> dict[str, str]:
    term = certificate.term
    years = round((term.ends_on - term.starts_on).days / 365.25)
    return {
        "years": chinese_number(years),
        "start": plain_date(term.starts_on),
        "end": plain_date(term.ends_on),
    }


def _detail(label: str, text: str) -> dict[str, Any]:
    """A line of particulars: smaller, then on two lines, when it is long."""
    line = f"{label}：{text or '—'}"
    size = fitting_size(line, SERIF, width=DETAIL_WIDTH, lines=2, largest=10.5, smallest=7)
    return {"size": size, "lines": wrapped_lines(line, SERIF, size=size, width=DETAIL_WIDTH)}


def body_lines(runs: list[Run]) -> list[list[Run]]:
    """The paragraph as lines of runs, the first moved in by two characters."""
    text = "".join(run.text for run in runs)
    titles = [run.is_title for run in runs for _character in run.text]
    lines: list[list[Run]] = []
    start = 0
    for line in wrapped_lines(text, SERIF, size=BODY_SIZE, width=BODY_WIDTH, indent=2):
        pieces = _pieces(line, titles[start : start + len(line)])
        lines.append([replace(pieces[0], is_first=start == 0), *pieces[1:]])
        start += len(line)
    return lines


def _pieces(line: str, titles: list[bool]) -> list[Run]:
    pieces: list[Run] = []
    for character, is_title in zip(line, titles, strict=True):
        if pieces and pieces[-1].is_title == is_title:
            pieces[-1] = Run(pieces[-1].text + character, is_title)
        else:
            pieces.append(Run(character, is_title))
    return pieces
