"""年度进度：how far a holder's year has come, what it still lacks, and until when (S-7-2, E-6-2)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Min
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from policies.annual import BOTH, Missing, Norm, is_met, missing, norm_for, share
from policies.models import PolicyVersion
from policies.queries import policy_in_force
from policies.terms import annual_norm
from registry.models import Holder
from service.enums import BEST_SCORE
from service.models import YearTally

NUMBER_AND_UNIT = re.compile(r"(\d) ")  # no line ends between them


@dataclass(frozen=True)
class Progress:
    """One holder's year. `norm` is None where the year asks nothing."""

    holder: Holder
    year: int
    entries: int
    hours: Decimal
    firms: int
    norm: Norm | None
    days_left: int
    confirmed: int = 0
    denied: int = 0
    uncounted_hours: Decimal = Decimal(0)
    satisfaction: Decimal | None = None

    @property
    def is_met(self) -> bool:
        return self.norm is not None and is_met(self.norm, hours=self.hours, firms=self.firms)

    @property
    def missing(self) -> Missing | None:
        return missing(self.norm, hours=self.hours, firms=self.firms) if self.norm else None

    @property
    def hours_share(self) -> int:
        return share(self.hours, self.norm.hours) if self.norm else 0

    @property
    def firms_share(self) -> int:
        return share(self.firms, self.norm.firms) if self.norm else 0

    @property
    def satisfaction_share(self) -> int:
        return share(self.satisfaction, BEST_SCORE) if self.satisfaction else 0

    @property
    def sentence(self) -> str:
        """What is to be done until the year's end, in words."""
        lacks = self.missing
        if lacks is None:
            return _("%(year)d 年为认定当年，不作年度要求。") % {"year": self.year}
        if self.is_met:
            return _("已达到 %(year)d 年的年度要求。") % {"year": self.year}
        said = {"days": self.days_left, "hours": number_format(lacks.hours.normalize()), "firms": lacks.firms}
        return NUMBER_AND_UNIT.sub("\\1\u00a0", self._lacking(lacks) % said)

    def _lacking(self, lacks: Missing) -> str:
        if self.norm and self.norm.mode == BOTH:
            if not lacks.firms:
                return _("距年底还有 %(days)d 天，还须服务 %(hours)s 小时。")
            if not lacks.hours:
                return _("距年底还有 %(days)d 天，还须服务 %(firms)d 家企业。")
            return _("距年底还有 %(days)d 天，还须服务 %(hours)s 小时和 %(firms)d 家企业。")
        return _("距年底还有 %(days)d 天，再服务 %(hours)s 小时或 %(firms)d 家企业即可达到年度要求。")


def progress_of(holders: Iterable[Holder], today: date) -> list[Progress]:
    """This year of each holder under the rules in force; three queries, however many."""
    rows, policy = list(holders), policy_in_force(today)
    tallies = {tally.holder_id: tally for tally in YearTally.objects.filter(holder__in=rows, year=today.year)}
    began = dict(
        Holder.objects.filter(pk__in=[row.pk for row in rows])
        .order_by()
        .annotate(began=Min("terms__starts_on"))
        .values_list("pk", "began")
    )
    return [_progress(row, tallies.get(row.pk), began[row.pk], policy, today) for row in rows]


def _progress(
    holder: Holder, tally: YearTally | None, began: date, policy: PolicyVersion, today: date
) -> Progress:
    first_year = str(policy.value("annual.first_year"))
    full = annual_norm(policy, holder.kind)
    counted = tally or YearTally(holder=holder, year=today.year, entries=0, half_hours=0, firms=0)
    return Progress(
        holder=holder,
        year=today.year,
        entries=counted.entries,
        hours=counted.hours,
        firms=counted.firms,
        confirmed=counted.confirmed,
        denied=counted.denied,
        uncounted_hours=counted.uncounted_hours,
        satisfaction=counted.satisfaction,
        norm=norm_for(full, recognized_on=began, year=today.year, first_year=first_year),
        days_left=(date(today.year, 12, 31) - today).days,
    )
