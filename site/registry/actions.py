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
from recruitment.enums import RecommendationStatus
from recruitment.models import Application, Recommendation
from registry.exceptions import AlreadyHolderError, NotActivatedError, NotReleasedError, NotRenderableError
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
    holder = _admit(_applied(row, row.entry, at))
    term = _begin_term(holder, row.round.policy, timezone.localdate(at), application=row)
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


@transaction.atomic
def recognize_recommended(*, recommendation: Recommendation, by: User | None, at: datetime) -> Holder:
    """推荐纳入：an activated recommendation into the registry, tagged, with term, number, certificate and one message (S-5-R, E-4-R).

    Exactly once for a recommendation; a second call returns the same holder. Raises NotActivatedError, AlreadyHolderError.
    """
    rows = Recommendation.objects.select_for_update(of=("self",)).select_related(
        "policy", "user", "organisation"
    )
    row = rows.get(pk=recommendation.pk)
    known = Term.objects.filter(recommendation=row).select_related("holder").first()
    if known is not None:
        return known.holder
    if row.status != RecommendationStatus.ACTIVATED:
        raise NotActivatedError
    holder = _admit(_recommended(row, at))
    term = _begin_term(holder, row.policy, timezone.localdate(at), recommendation=row)
    certificate = _issue(term, timezone.localdate(at))
    relist([holder.pk], on=timezone.localdate(at))
    _tell_recommended(row, holder, at)
    record_event(
        by=by,
        verb="holder.include",
        target=holder,
        after={
            "number": certificate.number,
            "starts_on": term.starts_on,
            "ends_on": term.ends_on,
            "recommendation": row.pk,
        },
        policy=row.policy,
    )
    return holder


def _applied(row: Application, entry: Entry, at: datetime) -> Holder:
    """The registry says what the public list said: the entry's columns are copied."""
    return Holder(
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


def _recommended(row: Recommendation, at: datetime) -> Holder:
    """What the checked table said, completed by whoever activated it."""
    return Holder(
        kind=row.kind,
        user=row.user,
        organisation=row.organisation,
        name=row.name,
        province=row.province,
        station_kind=row.station_kind,
        employer=row.employer,
        field_names=row.field_names,
        origin=Origin.RECOMMENDATION,
        recognized_at=at,
    )


def _admit(holder: Holder) -> Holder:
    """A unit is one station, a person one expert, at a time."""
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


def _begin_term(
    holder: Holder,
    policy: PolicyVersion,
    starts_on: date,
    *,
    application: Application | None = None,
    recommendation: Recommendation | None = None,
) -> Term:
    ends_on = term_end(
        starts_on,
        int(policy.value("term.years")),
        is_day_before=policy.value("term.end_rule") == "day_before",
    )
    return Term.objects.create(
        holder=holder,
        starts_on=starts_on,
        ends_on=ends_on,
        policy=policy,
        application=application,
        recommendation=recommendation,
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
        pool, kind = _pool(row.kind), row.get_kind_display()
    announce(
        event="holder.recognized",
        params={"type": kind, "pool": pool},
        concerned=Concerned(
            applicant=row.applicant, holder=row.applicant, province=row.province, kind=row.kind
        ),
        key=f"application:{row.pk}:included",
        at=at,
    )


def _tell_recommended(row: Recommendation, holder: Holder, at: datetime) -> None:
    with translation.override(settings.LANGUAGE_CODE):
        params = {"prov": str(row.get_province_display()), "pool": _pool(row.kind)}
    announce(
        event="recommendation.recognized",
        params=params,
        concerned=Concerned(applicant=holder.user, holder=holder.user, province=row.province, kind=row.kind),
        key=f"recommendation:{row.pk}:included",
        at=at,
    )


def _pool(kind: str) -> str:
    return _("工作站资源库") if kind == Kind.STATION else _("专家库")


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
