"""Questions about diaries; a person's own are told from others' here."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Count, QuerySet, Sum

from accounts.models import User
from registry.models import Holder, HolderStatus, Term
from service.models import DiaryEntry, Enterprise, EnterpriseServed


def diary_of(user: User) -> QuerySet[DiaryEntry]:
    """A person's own entries, newest first."""
    return (
        DiaryEntry.objects.filter(holder__user=user)
        .select_related("holder", "policy")
        .prefetch_related("enterprises")
    )


def enterprises_of(user: User) -> QuerySet[Enterprise]:
    return Enterprise.objects.filter(holder__user=user)


def term_on(holder: Holder, on: date) -> Term | None:
    """The term of a title in force that a day falls in."""
    if holder.status != HolderStatus.ACTIVE:
        return None
    return holder.terms.filter(starts_on__lte=on, ends_on__gte=on).order_by("-ordinal").first()


def same_day(holder: Holder, on: date, *, but: int | None = None) -> list[DiaryEntry]:
    """The other entries of a holder's day."""
    entries = DiaryEntry.objects.filter(holder=holder, served_on=on)
    return list(entries if but is None else entries.exclude(pk=but))


class Totals(NamedTuple):
    """A year's diary in figures; a firm served twice counts once."""

    entries: int
    hours: Decimal
    firms: int


def totals_of(entries: QuerySet[DiaryEntry]) -> Totals:
    sums = entries.aggregate(entries=Count("pk"), half_hours=Sum("half_hours"))
    firms = EnterpriseServed.objects.filter(entry__in=entries.order_by().values("pk"))
    return Totals(
        entries=sums["entries"],
        hours=Decimal(sums["half_hours"] or 0) / 2,
        firms=firms.values("enterprise").distinct().count(),
    )


def holders_reporting(user: User) -> QuerySet[Holder]:
    """The titles in good standing a person may report for."""
    return Holder.objects.filter(user=user, status=HolderStatus.ACTIVE).order_by("pk")
