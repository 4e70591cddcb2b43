"""年度累计：kept with the diary, in the same transaction, under the lock of the holder."""

from django.db.models import Count, Q, Sum

from registry.models import Holder
from service.models import DiaryEntry, Enterprise, YearTally


def tally_year(holder: Holder, year: int) -> YearTally:
    """Count one year of one holder anew: some hundred rows at most, and never a drift."""
    entries = DiaryEntry.objects.filter(holder=holder, served_on__year=year)
    sums = entries.aggregate(
        entries=Count("pk"), late=Count("pk", filter=Q(is_late=True)), half_hours=Sum("half_hours")
    )
    said = {
        "entries": sums["entries"],
        "late_entries": sums["late"],
        "half_hours": sums["half_hours"] or 0,
        "firms": firms_served(holder, year),
    }
    tally, _is_new = YearTally.objects.update_or_create(holder=holder, year=year, defaults=said)
    return tally


def firms_served(holder: Holder, year: int) -> int:
    """服务企业数：each once, by its code, else by its name; one listed with its code and again without is one (S-7-2, E-6-2)."""
    served = Enterprise.objects.filter(entries__holder=holder, entries__served_on__year=year).distinct()
    firms = list(served.order_by().values_list("uscc", "name_key"))
    with_code = {name for uscc, name in firms if uscc}
    return sum(1 for uscc, name in firms if uscc or name not in with_code)
