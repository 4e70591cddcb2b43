"""The only doors to a change of the registry.

Locks are always taken in this order, here and in whoever calls: process, application, the holder's place (the unique index
waits on insert), number counter. The counter is last and short, so no two recognitions can wait for each other in a circle.
Publicity entries are read, never locked: their own actions lock entry before application.
"""

import secrets
from datetime import date, datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.models import User
from audit.actions import record_event
from messaging.actions import announce
from messaging.audiences import Concerned
from policies.calendar import term_end
from policies.enums import Kind
from policies.models import PolicyVersion
from publicity.models import Entry, EntryStatus
from recruitment.actions import recognize_application
from recruitment.models import Application
from registry.exceptions import AlreadyHolderError, NotReleasedError, NotRenderableError
from registry.listing import relist
from registry.models import Certificate, Holder, NumberCounter, Origin, Term
from registry.numbers import SERIES, make_number
from registry.queries import active_rival, newest_number

TOKEN_BYTES = 16


@transaction.atomic
def recognize(*, application: Application, by: User | None, at: datetime) -> Holder:
    """认定：into the registry with a term, a number, a certificate and one message; exactly once for an application (N-3).

    A second call returns the same holder and changes nothing. The PDF follows from `registry.rendering`.
    """
    row = (
        Application.objects.select_for_update(of=("self",))
        .select_related("entry", "round__policy")
        .get(pk=application.pk)
    )
    known = Term.objects.filter(application=row).select_related("holder").first()
    if known is not None:
        return known.holder
    if row.entry is None or row.entry.status != EntryStatus.RELEASED:
        raise NotReleasedError
    recognize_application(application=row, by=by, at=at)
    holder = _enter(row, row.entry, at)
    term = _begin_term(holder, row, timezone.localdate(at))
    certificate = _issue(term, timezone.localdate(at))
    relist([holder.pk], on=timezone.localdate(at))
    _tell(row, at)
    record_event(
        by=by,
        verb="holder.recognize",
        target=holder,
        after={
            "number": certificate.number,
            "starts_on": term.starts_on,
            "ends_on": term.ends_on,
            "application": row.number,
        },
        policy=row.round.policy,
    )
    return holder


def _enter(row: Application, entry: Entry, at: datetime) -> Holder:
    """The registry says what the public list said: the entry's columns are copied."""
    holder = Holder(
        kind=row.kind,
        user=row.applicant,
        organisation=row.organisation,
        name=entry.name,
        province=entry.province,
        station_kind=entry.station_kind,
        employer=entry.employer,
        field_names=entry.field_names,
        origin=Origin.APPLICATION,
        recognized_at=at,
    )
    if held := active_rival(holder):
        raise AlreadyHolderError(newest_number(held))
    try:
        with transaction.atomic():
            holder.save()
    except IntegrityError as error:  # somebody else was recognized between the look and the insert
        if held := active_rival(holder):
            raise AlreadyHolderError(newest_number(held)) from error
        raise
    return holder


def _begin_term(holder: Holder, row: Application, starts_on: date) -> Term:
    policy: PolicyVersion = row.round.policy
    ends_on = term_end(
        starts_on,
        int(policy.value("term.years")),
        is_day_before=policy.value("term.end_rule") == "day_before",
    )
    return Term.objects.create(
        holder=holder, starts_on=starts_on, ends_on=ends_on, policy=policy, application=row
    )


def _issue(term: Term, issued_on: date) -> Certificate:
    """The number exists from here on; the file follows."""
    series = SERIES[term.holder.kind]
    serial = _next_serial(series, issued_on.year, term.holder.province)
    return Certificate.objects.create(
        term=term,
        number=make_number(series, issued_on.year, term.holder.province, serial),
        token=secrets.token_urlsafe(TOKEN_BYTES),
        issued_on=issued_on,
    )


def _next_serial(series: str, year: int, province: str) -> int:
    """The next number of a locked row: a transaction that fails gives its number back."""
    NumberCounter.objects.get_or_create(series=series, year=year, province=province)
    counter = NumberCounter.objects.select_for_update().get(series=series, year=year, province=province)
    counter.last += 1
    counter.save(update_fields=["last"])
    return counter.last


def _tell(row: Application, at: datetime) -> None:
    with translation.override(settings.LANGUAGE_CODE):  # messages are Chinese, whatever the sender reads
        pool = _("工作站资源库") if row.kind == Kind.STATION else _("专家库")
        kind = row.get_kind_display()
    announce(
        event="holder.recognized",
        params={"type": kind, "pool": pool},
        concerned=Concerned(
            applicant=row.applicant, holder=row.applicant, province=row.province, kind=row.kind
        ),
        key=f"application:{row.pk}:included",
        at=at,
    )


@transaction.atomic
def render_again(*, certificate: Certificate, by: User | None, at: datetime) -> Certificate:
    """重新生成：after the cause of a failure was mended, the next sweep tries afresh."""
    row = Certificate.objects.select_for_update().get(pk=certificate.pk)
    if row.rendered_at is not None:
        raise NotRenderableError
    before = {"attempts": row.render_attempts, "error": row.render_error}
    row.render_attempts, row.render_after, row.render_error = 0, at, ""
    row.save(update_fields=["render_attempts", "render_after", "render_error"])
    record_event(by=by, verb="certificate.render_again", target=row, before=before)
    return row
