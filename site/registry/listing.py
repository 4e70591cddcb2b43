"""公开名录从何而来：rows made from holder, term, certificate and consent. Doors call `relist`; the sweep finds what they missed."""

import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date

from django.db import transaction
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from accounts.models import Consent, ConsentKind
from policies.enums import CodeList, Kind
from policies.models import CodeItem
from registry.models import Certificate, Holder, HolderStatus, ListedField, Listing, Term

AT_ONCE = 500
SEPARATOR = "、"


def searchable(text: str) -> str:
    """How words are compared: full-width and half-width alike, capitals and small letters alike."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def public_holders(on: date) -> QuerySet[Holder]:
    """Whom the public directory may show: active, in a term that is not over; experts while they agree to be named (E-4-3)."""
    agreed = Consent.objects.filter(
        user=OuterRef("user"), kind=ConsentKind.PUBLISH_NAME, withdrawn_at__isnull=True
    )
    numbered = Certificate.objects.filter(term__holder=OuterRef("pk"), term__ends_on__gte=on)
    active = Holder.objects.filter(Exists(numbered), status=HolderStatus.ACTIVE)
    return active.filter(Q(kind=Kind.STATION) | Exists(agreed))


def agreed_to_be_named(holder: Holder) -> bool:
    """Whether an expert's separate consent to be named in public stands."""
    consents = Consent.objects.filter(user=holder.user_id, kind=ConsentKind.PUBLISH_NAME)
    return consents.filter(withdrawn_at__isnull=True).exists()


@transaction.atomic
def relist(holders: Iterable[int], *, on: date) -> int:
    """Make the rows of these holders anew, or take them away; returns how many stand."""
    wanted = list(holders)
    Listing.objects.filter(holder__in=wanted).delete()
    terms = Term.objects.select_related("certificate", "application__expert").order_by("-ordinal")
    terms = terms.prefetch_related("application__expert__expert_fields")
    shown = public_holders(on).filter(pk__in=wanted).prefetch_related(Prefetch("terms", terms))
    codes = dict(CodeItem.objects.filter(codelist=CodeList.FIELD).values_list("name", "code"))
    rows = list(shown)
    Listing.objects.bulk_create(_row(holder) for holder in rows)
    ListedField.objects.bulk_create(
        ListedField(listing_id=holder.pk, code=code) for holder in rows for code in _codes(holder, codes)
    )
    return len(rows)


def refresh_listings() -> int:
    """名录核对：rows that should stand and do not, and the other way round. Returns how many were put right."""
    today = timezone.localdate()
    stale = Listing.objects.exclude(holder__in=public_holders(today)).values_list("pk", flat=True)
    missing = public_holders(today).filter(listing__isnull=True).values_list("pk", flat=True)
    wrong = [*stale, *missing]
    for some in _batches(wrong):
        relist(some, on=today)
    return len(wrong)


def _batches(pks: Sequence[int]) -> Iterable[Sequence[int]]:
    for start in range(0, len(pks), AT_ONCE):
        yield pks[start : start + AT_ONCE]


def _row(holder: Holder) -> Listing:
    term = holder.terms.all()[0]
    is_station = holder.kind == Kind.STATION
    shown = {
        "name": holder.name,
        "station_kind": holder.station_kind if is_station else "",
        "employer": "" if is_station else holder.employer,
        "field_names": "" if is_station else holder.field_names,
    }
    return Listing(
        holder=holder,
        kind=holder.kind,
        number=term.certificate.number,
        province=holder.province,
        recognized_on=timezone.localdate(holder.recognized_at),
        until=term.ends_on,
        search_text=searchable(" ".join(shown.values())),
        **shown,
    )


def _codes(holder: Holder, codes: dict[str, str]) -> set[str]:
    """The fields the expert handed in; for who came another way, those the names stand for."""
    if holder.kind == Kind.STATION:
        return set()
    application = holder.terms.all()[0].application
    if application is not None and hasattr(application, "expert"):
        return {row.code for row in application.expert.expert_fields.all()}
    return {codes[name] for name in holder.field_names.split(SEPARATOR) if name in codes}
