"""Whom one occasion concerns, and which of them a route reaches."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import Group

from accounts.models import User
from messaging.enums import Audience, Channel
from messaging.models import Route


@dataclass(frozen=True)
class Concerned:
    """有关人员：named by the room that announces; an audience nobody was named for is reached by nothing."""

    applicant: User | None = None
    mobile: str = ""  # of an applicant who has never signed in
    holder: User | None = None
    person: tuple[User, ...] = ()
    group: Group | None = None  # of the stage at hand
    province: str = ""
    kind: str = ""  # Kind of the case, for routes with a scope


def routes_in_force(event: str, kind: str) -> list[Route]:
    """The routes of an occasion that are on; a row for this kind stands in for the general one, on or off."""
    rows = Route.objects.filter(event=event, scope__in=["", kind]).select_related("template", "group__group")
    chosen: dict[tuple[str, int | None, str], Route] = {}
    for row in sorted(rows, key=lambda row: (row.scope, row.pk)):  # "" comes first and is replaced
        chosen[row.audience, row.group_id, row.channel] = row
    return [row for row in chosen.values() if row.is_on]


def people_reached(route: Route, concerned: Concerned, *, on: date) -> list[User]:
    """Staff who were deactivated are told nothing more; an applicant is told whatever becomes of the account."""
    outside = {Audience.APPLICANT: concerned.applicant, Audience.HOLDER: concerned.holder}
    if route.audience in outside:
        person = outside[Audience(route.audience)]
        return [person] if person else []
    return [person for person in _others(route, concerned, on) if person.is_active]


def _others(route: Route, concerned: Concerned, on: date) -> Iterable[User]:
    if route.audience == Audience.PERSON:
        return concerned.person
    if route.audience == Audience.PEOPLE:
        return route.people.order_by("pk")
    if route.audience == Audience.AGENCY:
        return _agents_of(concerned.province, on)
    group = route.group.group if route.group else concerned.group
    return User.objects.filter(groups=group).order_by("pk") if group else []


def _agents_of(province: str, on: date) -> Iterable[User]:
    """Members of the organisations whose approved mandate for the province covers the day (N-2)."""
    return (
        User.objects.filter(
            memberships__organisation__mandates__province=province,
            memberships__organisation__mandates__approved_at__isnull=False,
            memberships__organisation__mandates__starts_on__lte=on,
            memberships__organisation__mandates__ends_on__gte=on,
        )
        .distinct()
        .order_by("pk")
    )


def address_of(person: User, channel: str) -> str:
    """Where a channel finds somebody; a message on the site needs no address."""
    return {Channel.SMS: person.mobile, Channel.EMAIL: person.email}.get(Channel(channel), "")
