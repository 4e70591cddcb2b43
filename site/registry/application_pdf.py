"""A submitted application as PDF: dossier, findings, list of files, and the seal of what was submitted."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.masking import mask_mobile
from recruitment.dossiers import Line, Section, dossier_of, sections
from recruitment.models import Application
from recruitment.queries import evidence_shown
from recruitment.showing import shown_findings, shown_sections
from registry.wording import masked_name
from typeset.fonts import unsupported_characters
from typeset.pdf import render_html

GETA = "〓"  # what Chinese print sets where a type is lacking
_FOR_STAFF: dict[str, Callable[[str], str]] = {
    "contact_mobile": mask_mobile,
    "contact_name": masked_name,
    "email": lambda text: "****",
    "address": lambda text: text[:6] + "****",
}


def application_pdf(application: Application, *, is_own: bool, hidden: frozenset[str] = frozenset()) -> bytes:
    """The printed application; contact data are whole for the applicant and masked for staff; hidden columns are left out."""
    parts = shown_sections(sections(dossier_of(application)), hidden)
    context = printable(
        {
            "kind": application.get_kind_display(),
            "facts": _facts(application),
            "sections": [_section(part, is_own) for part in parts],
            "findings": [
                (
                    found.article,
                    found.label,
                    found.value,
                    found.threshold,
                    _("符合") if found.is_met else _("不符合"),
                )
                for found in shown_findings(list(application.findings.all()), hidden)
            ],
            "files": [
                (file.get_kind_display(), file.name, file.sha256[:16]) for file in evidence_shown(application)
            ],
            "site_name": str(settings.SITE_NAME),
        }
    )
    html = render_to_string("registry/application.html", context | {"printed_at": timezone.now()})
    return render_html(html, texts=[str(application.number)], created_at=application.submitted_at)


def _facts(application: Application) -> list[tuple[str, str]]:
    submitted = timezone.localtime(application.submitted_at)
    return [
        (_("受理编号"), str(application.number)),
        (_("招募批次"), application.round.title),
        (_("提交时间"), f"{submitted:%Y-%m-%d %H:%M:%S}"),
        (_("当前状态"), str(application.get_status_display())),
        (_("提交内容哈希（SHA-256）"), application.snapshot_hash),
    ]


def _section(part: Section, is_own: bool) -> dict[str, Any]:
    lines = [_shown(line, is_own) for line in part.lines]
    return {
        "title": part.title,
        "short": [line for line in lines if not line.is_long],
        "long": [line for line in lines if line.is_long],
    }


def _shown(line: Line, is_own: bool) -> Line:
    if is_own or line.text == "—" or line.name not in _FOR_STAFF:
        return line
    return replace(line, text=_FOR_STAFF[line.name](line.text))


def printable(value: Any) -> Any:
    """The same, with a geta in the place of every character our faces lack: free text may hold any."""
    if isinstance(value, str):
        return value.translate({ord(character): GETA for character in unsupported_characters(value)})
    if isinstance(value, Line):
        return replace(value, text=printable(value.text))
    if isinstance(value, dict):
        return {key: printable(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)(printable(part) for part in value)
    return value
