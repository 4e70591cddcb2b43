"""抄送我的：cases others have told me of. Told, not asked: whoever reads one need not answer."""

from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils import timezone

from accounts.models import User
from workflows.review.actions import read_copy
from workflows.review.models import Copy, ReviewProcess, Seat

COPIED = "copied"


def is_copied(user: User) -> Q:
    """One seat of each case copied to a person: the one whose task is the latest."""
    told = Copy.objects.filter(to=user).values("process")
    latest = Seat.objects.filter(run__process=OuterRef("run__process"), task__isnull=False).order_by(
        "-task_id"
    )
    return Q(run__process__in=told, task__isnull=False, pk=Subquery(latest.values("pk")[:1]))


def with_copies(seats: QuerySet[Seat], user: User) -> QuerySet[Seat]:
    """With who told, when, in what words, and when it was read. The latest first, whether read or not: rows keep their places."""
    who = Coalesce(NullIf("by__name", Value("")), "by__username")
    mine = Copy.objects.filter(process=OuterRef("run__process"), to=user).annotate(who=who)
    fields = {"copied_by": "who", "copied_note": "note", "copied_at": "at", "copied_read_at": "read_at"}
    wanted: dict[str, Any] = {name: Subquery(mine.values(field)[:1]) for name, field in fields.items()}
    return seats.annotate(**wanted).order_by(F("copied_at").desc(), "-pk")


def unread_copies(user: User) -> QuerySet[Copy]:
    return Copy.objects.filter(to=user, read_at=None)


def note_reading(process: ReviewProcess, user: User) -> None:
    """已阅 of a copy that was not read before; one query when there is none."""
    copy = Copy.objects.filter(process_id=process.pk, to=user, read_at=None).first()
    if copy is not None:
        read_copy(copy=copy, by=user, at=timezone.now())
