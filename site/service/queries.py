"""Questions about diaries; a person's own are told from others' here."""

from datetime import date

from django.db.models import Prefetch, QuerySet

from accounts.models import User
from registry.models import Holder, HolderStatus, Term
from service.enums import Answer
from service.models import Confirmation, DiaryEntry, Enterprise


def diary_of(user: User) -> QuerySet[DiaryEntry]:
    """A person's own entries, newest first; `askings` are their firms with what they answered."""
    return (
        DiaryEntry.objects.filter(holder__user=user)
        .select_related("holder", "policy")
        .prefetch_related(
            Prefetch(
                "confirmations",
                Confirmation.objects.filter(is_current=True).select_related("enterprise"),
                to_attr="askings",
            )
        )
    )


def confirmation_coded(code: str) -> Confirmation | None:
    """The asking a code belongs to, also one that was answered or no longer stands."""
    return (
        Confirmation.objects.select_related("entry__holder", "enterprise", "entry__policy")
        .filter(code=code)
        .first()
    )


def confirmations_to_show(user: User) -> QuerySet[Confirmation]:
    """The askings a holder may hand on: those that stand and wait."""
    mine = Confirmation.objects.filter(entry__holder__user=user, is_current=True, answer=Answer.AWAITED)
    return mine.select_related("entry", "enterprise")


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


def holders_reporting(user: User) -> QuerySet[Holder]:
    """The titles in good standing a person may report for."""
    return Holder.objects.filter(user=user, status=HolderStatus.ACTIVE).order_by("pk")
