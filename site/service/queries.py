"""Questions about diaries; a person's own are told from others' here."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Count, Exists, F, Max, OuterRef, Prefetch, Q, QuerySet

from accounts.models import User
from registry.models import Holder, HolderStatus, Term
from service.enums import Answer, RequestStatus
from service.models import (
    Confirmation,
    CorrectionRequest,
    DiaryDraft,
    DiaryEntry,
    Enterprise,
    ServiceRecord,
    SpotCheck,
)


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


def records_of(user: User) -> QuerySet[ServiceRecord]:
    return ServiceRecord.objects.filter(holder__user=user).select_related("holder")


def record_checked(number: str, code: str) -> ServiceRecord | None:
    """The record both belong to; which of the two is wrong is not said."""
    return ServiceRecord.objects.select_related("holder").filter(number=number, code=code).first()


def drafts_of(user: User) -> QuerySet[DiaryDraft]:
    """What a person began and has not reported, newest first."""
    return DiaryDraft.objects.filter(user=user)


def entries_to_check(year: int, province: str = "") -> QuerySet[DiaryEntry]:
    """抽查的范围：what no firm has answered and no check has struck; an empty province means all."""
    rows = DiaryEntry.objects.filter(served_on__range=(date(year, 1, 1), date(year, 12, 31)), is_struck=False)
    answered = Confirmation.objects.filter(entry=OuterRef("pk"), is_current=True).exclude(
        answer=Answer.AWAITED
    )
    rows = rows.filter(~Exists(answered)).order_by("pk")
    return rows.filter(holder__province=province) if province else rows


def checks_for_desk() -> QuerySet[SpotCheck]:
    """抽查, newest first, with how many entries were drawn and how many are judged."""
    counted = {"drawn": Count("items"), "judged": Count("items", filter=~Q(items__result=""))}
    return SpotCheck.objects.select_related("drawn_by").annotate(**counted).order_by("-pk")


def requests_for_desk(*, is_waiting: bool) -> QuerySet[CorrectionRequest]:
    """更正申请 as the desk lists them: those that wait, oldest first; else the answered, newest first."""
    rows = CorrectionRequest.objects.select_related("entry__holder", "answered_by")
    if is_waiting:
        return rows.filter(status=RequestStatus.ASKED).order_by("asked_at")
    return rows.exclude(status=RequestStatus.ASKED).order_by("-answered_at")


def firms_offered(rows: QuerySet[Enterprise], chosen: Sequence[int], most: int = 40) -> list[Enterprise]:
    """The firms of a list served last, with those chosen, by name: a list of ten thousand fits no page."""
    latest = rows.annotate(latest=Max("served__entry__served_on"))
    recent = latest.order_by(F("latest").desc(nulls_last=True), "name", "pk")[:most]
    found = {firm.pk: firm for firm in (*recent, *rows.filter(pk__in=chosen[:200]))}
    return sorted(found.values(), key=lambda firm: (firm.name, firm.pk))
