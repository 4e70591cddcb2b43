"""证明内容：what a stretch of days proves, taken from the diary as it counts; and the stretches a person may choose.

志愿服务记录与证明出具办法：true, exact, whole. Firms are named only where they agreed to be (S-7-3, E-6-3).
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from policies.enums import CodeList
from policies.queries import code_names
from registry.models import Certificate, Holder
from service.counting import Counted, counted_between, distinct_firms, scores_of
from service.models import ServiceRecord, YearTally


@dataclass(frozen=True)
class Stretch:
    """A year, or a whole term, of one holder."""

    key: str
    holder: Holder
    label: str
    starts_on: date
    ends_on: date


def stretches_of(user: User) -> list[Stretch]:
    """The years with entries, newest first, then the terms, of every title a person holds or held; three queries."""
    holders = list(Holder.objects.filter(user=user).prefetch_related("terms").order_by("pk"))
    years = YearTally.objects.filter(holder__in=holders, entries__gt=0).order_by("-year")
    by_holder: dict[int, list[int]] = {}
    for tally in years:
        by_holder.setdefault(tally.holder_id, []).append(tally.year)
    found = []
    for holder in holders:
        kept = by_holder.get(holder.pk, [])
        found += [_year(holder, year) for year in kept]
        found += [_term(holder, term) for term in holder.terms.all() if kept]
    return found


def _year(holder: Holder, year: int) -> Stretch:
    label = _("%(name)s：%(year)d 年度") % {"name": holder.name, "year": year}
    return Stretch(f"{holder.pk}-{year}", holder, label, date(year, 1, 1), date(year, 12, 31))


def _term(holder: Holder, term: Any) -> Stretch:
    said = {"name": holder.name, "start": f"{term.starts_on.year}年{term.starts_on.month}月", "end": f"{term.ends_on.year}年{term.ends_on.month}月"}  # fmt: skip
    label = _("%(name)s：整个任期（%(start)s至%(end)s）") % said
    return Stretch(f"{holder.pk}-t{term.ordinal}", holder, label, term.starts_on, term.ends_on)


def facts_of_record(holder: Holder, starts_on: date, ends_on: date) -> dict[str, Any]:
    """All that is printed, in the language of the house: only services that count, each firm that counts."""
    with override(settings.LANGUAGE_CODE):
        rows = [row for row in counted_between(holder, starts_on, ends_on) if row.is_in]
        scores = scores_of(row.entry for row in rows)
        fields, kinds = code_names(CodeList.FIELD), code_names(CodeList.SERVICE_KIND)
        numbers = Certificate.objects.filter(term__holder=holder).order_by("-pk").values_list("number")
        return {
            "name": holder.name,
            "kind": str(holder.get_kind_display()),
            "province": str(holder.get_province_display()),
            "certificate": numbers[0][0] if numbers else "",
            "lines": [_line(row, fields, kinds) for row in rows],
            "entries": len(rows),
            "half_hours": sum(row.entry.half_hours for row in rows),
            "firms": distinct_firms(line for row in rows for line in row.firms),
            "satisfaction": str(mean(scores.total, scores.number)) if scores.number else "",
            "scores": scores.number,
        }


def _line(row: Counted, fields: dict[str, str], kinds: dict[str, str]) -> dict[str, Any]:
    entry = row.entry
    return {
        "served_on": entry.served_on.isoformat(),
        "form": str(entry.get_form_display()),
        "kind": kinds.get(entry.kind, entry.kind),
        "field": fields.get(entry.field, entry.field),
        "half_hours": entry.half_hours,
        "firms": len(row.firms),
        "named": [line.shown for line in row.firms if line.shown],
    }


def mean(total: int, number: int) -> Decimal:
    """To one decimal, half up, as the year says it."""
    return (Decimal(total) / number).quantize(Decimal("0.1"), ROUND_HALF_UP)


def hash_of(facts: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(facts, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def is_outdated(record: ServiceRecord) -> bool:
    """Whether the diary says something else now than when the record was issued."""
    now = facts_of_record(record.holder, record.starts_on, record.ends_on)
    return hash_of(now) != record.facts_hash
