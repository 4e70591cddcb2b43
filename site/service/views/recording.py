"""服务记录证明: a holder has one issued and downloads it; whoever is shown one checks it."""

from typing import Any

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.access import public
from accounts.limits import Rate, spend
from policies.enums import Kind
from recruitment.exceptions import RefusedError
from recruitment.views.person import me
from registry.views import private_file
from registry.wording import masked_name
from service.actions import issue_record, keep_file
from service.forms import CheckForm, StretchForm
from service.models import ServiceRecord
from service.proving import is_outdated, stretches_of
from service.queries import record_checked, records_of
from service.record_pdf import record_pdf

CHECKS = (Rate(30, 600),)  # as certificates: an address may look up thirty in ten minutes
ISSUES = (Rate(20, 3600),)  # each is drawn while the person waits
SHOWN = 20


def records(request: HttpRequest) -> HttpResponse:
    stretches = stretches_of(me(request))
    form = StretchForm(request.POST if request.method == "POST" else None, stretches=stretches)
    if request.method == "POST" and form.is_valid() and _issued(request, form):
        return redirect("service:records")
    context = {"form": form, "rows": records_of(me(request))[:SHOWN], "may_ask": bool(stretches)}
    return render(request, "service/records.html", context)


def _issued(request: HttpRequest, form: StretchForm) -> bool:
    chosen = form.chosen()
    spend(("service.record", str(me(request).pk), ISSUES))
    try:
        record = issue_record(
            holder=chosen.holder,
            starts_on=chosen.starts_on,
            ends_on=chosen.ends_on,
            by=me(request),
            at=timezone.now(),
        )
    except RefusedError as refused:
        form.add_error("stretch", str(refused))
        return False
    messages.success(request, _("已出具证明 %(number)s，可以下载。") % {"number": record.number})
    return True


def record_file(request: HttpRequest, pk: int) -> FileResponse:
    record = get_object_or_404(records_of(me(request)), pk=pk)
    if not record.sha256:  # drawn outside any transaction, kept once
        record = keep_file(record=record, content=record_pdf(record))
    name = f"{_('志愿服务记录证明')}-{record.number}.pdf"
    return private_file(FileResponse(record.pdf.open(), as_attachment=True, filename=name))


@public
@never_cache
@require_safe
def check(request: HttpRequest) -> HttpResponse:
    form = CheckForm(request.GET if "number" in request.GET else None)
    if not form.is_bound or not form.is_valid():
        return render(request, "service/check.html", {"form": form})
    spend(("service.record.check", get_adapter().get_client_ip(request), CHECKS))
    record = record_checked(*form.read())
    context: dict[str, Any] = {"form": form, "is_asked": True, "checked_at": timezone.now()}
    if record is not None:
        context |= _shown(record)
    return render(request, "service/check.html", context, status=200 if record else 404)


def _shown(record: ServiceRecord) -> dict[str, Any]:
    """Whom it is about as a certificate shows it, and the totals: enough to compare with the paper."""
    holder, name = record.holder, record.facts["name"]
    return {
        "record": record,
        "name": name if holder.kind == Kind.STATION else masked_name(name),
        "hours": record.facts["half_hours"] / 2,
        "is_outdated": is_outdated(record),
    }
