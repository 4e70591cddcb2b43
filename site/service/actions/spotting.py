"""抽查：drawn by a seed, judged one by one; what is untrue leaves the year, and its holder is told why (N-4)."""

import hashlib
import secrets
from datetime import datetime

from django.db import transaction

from accounts.models import User
from audit.actions import record_event
from messaging.actions import announce
from messaging.audiences import Concerned
from registry.models import Holder
from service import exceptions
from service.actions.tallying import tally_year
from service.enums import Finding
from service.models import SpotCheck, SpotItem
from service.queries import entries_to_check

RIGHT = "service.spot_check"
MOST = 200


def ranked(seed: str, entries: list[int]) -> list[int]:
    """The entries in the order the seed gives them, whoever computes it."""
    return sorted(entries, key=lambda pk: hashlib.sha256(f"{seed}:{pk}".encode()).digest())


@transaction.atomic
def draw_check(*, year: int, province: str, size: int, by: User, at: datetime, seed: str = "") -> SpotCheck:
    """抽取. Raises NotAllowedError, NothingToCheckError."""
    if not by.has_perm(RIGHT):
        raise exceptions.NotAllowedError
    entries = list(entries_to_check(year, province).values_list("pk", flat=True))
    if not entries:
        raise exceptions.NothingToCheckError
    seed = seed or secrets.token_hex(8)
    check = SpotCheck.objects.create(
        year=year, province=province, seed=seed, population=len(entries), drawn_at=at, drawn_by=by
    )
    drawn = ranked(seed, entries)[: min(size, MOST)]
    SpotItem.objects.bulk_create(
        SpotItem(check_of=check, entry_id=entry, order=order) for order, entry in enumerate(drawn, start=1)
    )
    record_event(
        by=by,
        verb="spot.draw",
        target=check,
        after={
            "year": year,
            "province": province,
            "seed": seed,
            "population": len(entries),
            "entries": drawn,
        },
    )
    return check


@transaction.atomic
def judge_item(*, item: SpotItem, result: str, words: str, by: User, at: datetime) -> SpotItem:
    """核查结果：once. Raises NotAllowedError, AlreadyJudgedError, WordsMissingError."""
    holder = Holder.objects.select_for_update().get(pk=item.entry.holder_id)
    row = SpotItem.objects.select_for_update(of=("self",)).select_related("entry__policy").get(pk=item.pk)
    if not by.has_perm(RIGHT) or holder.user_id == by.pk:
        raise exceptions.NotAllowedError
    if row.result:
        raise exceptions.AlreadyJudgedError
    if result not in Finding.values or not words.strip():
        raise exceptions.WordsMissingError
    row.result, row.words, row.judged_at, row.judged_by = result, words.strip(), at, by
    row.save(update_fields=["result", "words", "judged_at", "judged_by"])
    record_event(
        by=by,
        verb="spot.judge",
        target=row,
        after={"entry": row.entry_id, "result": result},
        policy=row.entry.policy,
    )
    if result == Finding.UNTRUE and not row.entry.is_struck:
        _strike(row, holder, at)
    return row


def _strike(row: SpotItem, holder: Holder, at: datetime) -> None:
    entry = row.entry
    entry.is_struck = True
    entry.save(update_fields=["is_struck"])
    tally_year(holder, entry.served_on.year)
    day = entry.served_on
    announce(
        event="diary.struck",
        params={"date": f"{day.year}年{day.month}月{day.day}日"},
        concerned=Concerned(holder=holder.user, province=holder.province, kind=holder.kind),
        key=f"diary:{entry.pk}:struck",
        at=at,
    )
