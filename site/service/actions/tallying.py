"""年度累计：kept with the diary and its confirmations, in the same transaction, under the lock of the holder."""

from datetime import date

from registry.models import Holder
from service.counting import counted_between, distinct_firms, scores_of
from service.models import YearTally


def tally_year(holder: Holder, year: int) -> YearTally:
    """Count one year of one holder anew: some hundred rows at most, and never a drift."""
    rows = counted_between(holder, date(year, 1, 1), date(year, 12, 31))
    answers = [line.answer for row in rows for line in row.asked]
    scores = scores_of(row.entry for row in rows if not row.entry.is_struck)
    said = {
        "entries": len(rows),
        "late_entries": sum(row.entry.is_late for row in rows),
        "half_hours": sum(row.entry.half_hours for row in rows if row.is_in),
        "uncounted_half_hours": sum(row.entry.half_hours for row in rows if not row.is_in),
        "firms": distinct_firms(line for row in rows for line in row.firms),
        "confirmed": answers.count(True),
        "denied": answers.count(False),
        "scores": scores.number,
        "score_total": scores.total,
    }
    tally, _is_new = YearTally.objects.update_or_create(holder=holder, year=year, defaults=said)
    return tally
