"""询问企业：each firm of an entry is asked once about its facts, and again only when facts it answered are corrected."""

from datetime import datetime
from typing import Any

from service.codes import new_code
from service.enums import Answer
from service.models import Confirmation, DiaryEntry

FACTS = (
    "served_on",
    "starts_half",
    "half_hours",
    "form",
    "kind",
    "field",
)  # the summary is the holder's own words


def facts_of(entry: DiaryEntry) -> dict[str, Any]:
    """What a firm is asked about, as it is kept."""
    facts = {name: getattr(entry, name) for name in FACTS}
    return {**facts, "served_on": entry.served_on.isoformat()}


def ask_firms(entry: DiaryEntry, at: datetime) -> None:
    """Bring the askings of an entry to what it says now; called under the lock of its holder.

    A firm left out and named again finds its earlier answer: a denial is not shaken off.
    """
    served = set(entry.served.values_list("enterprise_id", flat=True))
    latest = {row.enterprise_id: row for row in entry.confirmations.order_by("ordinal")}
    entry.confirmations.filter(is_current=True).exclude(enterprise__in=served).update(is_current=False)
    facts, new = facts_of(entry), []
    for enterprise in sorted(served):
        last = latest.get(enterprise)
        if last is None or (last.facts != facts and last.answer != Answer.AWAITED):
            new.append(_asking(entry, enterprise, last, facts, at))
        elif last.facts != facts or not last.is_current:
            last.facts, last.is_current = facts, True
            last.save(update_fields=["facts", "is_current"])
    Confirmation.objects.bulk_create(new)


def _asking(
    entry: DiaryEntry, enterprise: int, last: Confirmation | None, facts: dict[str, Any], at: datetime
) -> Confirmation:
    if last is not None and last.is_current:
        last.is_current = False
        last.save(update_fields=["is_current"])
    ordinal = last.ordinal + 1 if last else 1
    return Confirmation(
        entry=entry, enterprise_id=enterprise, ordinal=ordinal, code=new_code(), facts=facts, asked_at=at
    )
