"""Earlier years of the registry, entered in bulk as an installation imports its old records: one audit event, no flows."""

import secrets
from collections import Counter
from datetime import date

from django.db import transaction

from accounts.models import Consent, ConsentKind, Organisation, User
from audit.actions import record_event
from demo.names import DemoExpert, DemoStation, demo_experts, demo_mobile, demo_stations
from demo.rounds import at_hour
from policies.calendar import term_end
from policies.enums import CodeList, Kind
from policies.models import PolicyVersion
from policies.queries import code_names
from registry.listing import refresh_listings
from registry.models import Certificate, CertificateStatus, Holder, HolderStatus, NumberCounter, Term
from registry.numbers import SERIES, make_number

STATIONS, EXPERTS = 43, 222  # of the 60 and 240: the others apply this year


@transaction.atomic
def enter_history(*, policy: PolicyVersion, today: date, by: User) -> int:
    """Holders recognized in the three years before `today`; the oldest have expired. Returns how many were entered."""
    if Holder.objects.exists():
        return 0
    stations, experts = demo_stations(STATIONS), demo_experts(EXPERTS)
    holders = _station_holders(stations, today) + _expert_holders(experts, today)
    Holder.objects.bulk_create(holders)
    terms = [_term(holder, policy) for holder in holders]
    Term.objects.bulk_create(terms)
    Certificate.objects.bulk_create(_certificates(terms))
    _agree_to_be_named([holder for holder in holders if holder.kind == Kind.EXPERT])
    refresh_listings()
    record_event(
        by=by, verb="registry.enter_history", target=policy, after={"holders": len(holders)}, policy=policy
    )
    return len(holders)


def _recognized_on(ordinal: int, today: date) -> date:
    """28 March of one of the three years before; every eighth so long ago that the term has ended."""
    back = 3 if ordinal % 8 == 0 else 1 + ordinal % 2
    return date(today.year - back, 3, 28)


def _people(offset: int, someone: list[DemoStation] | list[DemoExpert], today: date) -> list[User]:
    at = at_hour(date(today.year - 3, 3, 1), 9)
    users = [
        User(
            username=f"demo-{offset + one.ordinal:04d}",
            name=one.name[:60],
            mobile=demo_mobile(offset + one.ordinal),
            mobile_verified_at=at,
            password="!",  # noqa: S106  nobody signs in with it
        )
        for one in someone
    ]
    return User.objects.bulk_create(users)


def _station_holders(stations: list[DemoStation], today: date) -> list[Holder]:
    kinds = code_names(CodeList.STATION_KIND)
    people = _people(1000, stations, today)
    organisations = Organisation.objects.bulk_create(
        Organisation(uscc=one.uscc, name=one.name, province=one.province) for one in stations
    )
    return [
        Holder(
            kind=Kind.STATION,
            user=person,
            organisation=organisation,
            name=one.name,
            province=one.province,
            station_kind=kinds[one.kind],
            recognized_at=at_hour(_recognized_on(one.ordinal, today), 10),
        )
        for one, person, organisation in zip(stations, people, organisations, strict=True)
    ]


def _expert_holders(experts: list[DemoExpert], today: date) -> list[Holder]:
    names = code_names(CodeList.FIELD)
    people = _people(3000, experts, today)
    return [
        Holder(
            kind=Kind.EXPERT,
            user=person,
            name=one.name,
            province=one.province,
            employer=one.employer,
            field_names="、".join(list(names.values())[one.ordinal % 8 : one.ordinal % 8 + 2]),
            recognized_at=at_hour(_recognized_on(one.ordinal, today), 10),
        )
        for one, person in zip(experts, people, strict=True)
    ]


def _agree_to_be_named(experts: list[Holder]) -> None:
    """All but every ninth: the directory is shorter than the registry (E-4-3)."""
    Consent.objects.bulk_create(
        Consent(user=one.user, kind=ConsentKind.PUBLISH_NAME, text_version="2026-11", at=one.recognized_at)
        for place, one in enumerate(experts)
        if place % 9
    )


def _term(holder: Holder, policy: PolicyVersion) -> Term:
    starts_on = holder.recognized_at.date()
    return Term(holder=holder, starts_on=starts_on, ends_on=term_end(starts_on, 3), policy=policy)


def _certificates(terms: list[Term]) -> list[Certificate]:
    """Numbers run on within each series, year and province, as if they had been given one by one."""
    given: Counter[tuple[str, int, str]] = Counter()
    certificates = []
    for term in terms:
        place = (SERIES[term.holder.kind], term.starts_on.year, term.holder.province)
        given[place] += 1
        certificates.append(
            Certificate(
                term=term,
                number=make_number(*place, given[place]),
                token=secrets.token_urlsafe(16),
                issued_on=term.starts_on,
            )
        )
    NumberCounter.objects.bulk_create(
        NumberCounter(series=series, year=year, province=province, last=last)
        for (series, year, province), last in given.items()
    )
    return certificates


def expire_ended(today: date) -> int:
    """Titles whose term ended before `today` say so."""
    ended = Term.objects.filter(ends_on__lt=today)
    Certificate.objects.filter(term__in=ended).update(status=CertificateStatus.EXPIRED)
    expired = Holder.objects.filter(terms__in=ended).update(status=HolderStatus.EXPIRED)
    refresh_listings()
    return expired
