"""The result of a trial as the page and the workbook show it: numbers, sentences, one row a condition, stage, group, window."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Any

from django.utils.translation import gettext as _

from console.policies.whatif_models import Effect, Trial
from console.policies.whatif_words import TURNS, ending_words
from policies.enums import Kind
from policies.whatif.totals import key, parts


@dataclass(frozen=True)
class StageRow:
    """One stage of the tried version: signatures asked then and now, how long it took, how often nobody can say."""

    kind: str
    name: str
    group: str
    was: int
    now: int
    days: float | None
    no_history: int
    skipped: int


@dataclass(frozen=True)
class FlowDays:
    """How many working days a whole review would take: the medians of its stages, and how many of them have none."""

    kind: str
    days: float | None
    unknown: int


@dataclass(frozen=True)
class WindowRow:
    title: str
    opened_on: date
    was: date
    now: date | None
    days: int

    @property
    def days_earlier(self) -> int:
        return -self.days


class Result:
    """Reads what the pieces have added up."""

    def __init__(self, trial: Trial) -> None:
        self.trial = trial
        self.totals = trial.result.get("totals", {})
        self.cases = self._section("cases")
        self.effects = self._section("effects")

    def _section(self, name: str) -> Counter[str]:
        return Counter(self.totals.get(name, {}))

    @property
    def affected(self) -> int:
        return self.cases["affected"]

    @property
    def handed_in(self) -> int:
        return self.cases["handed_in"]

    @property
    def decided(self) -> int:
        """How many reviews would end otherwise."""
        return sum(self._section("decisions").values())

    def numbers(self) -> list[tuple[str, int, str]]:
        """(label, number, tone) of the headline."""
        return [
            (_("提交时被拦截"), self.effects[Effect.BLOCKED], "bad"),
            (_("带提示进入审核"), self.effects[Effect.FLAGGED], "warn"),
            (_("可新增受理"), self.effects[Effect.ADMITTED], "ok"),
            (_("审核结论改变"), self.decided, "info"),
        ]

    def sentences(self) -> list[str]:
        """The result in words, the most important first."""
        words = {"scope": self.trial.scope, "all": self.handed_in, "n": self.affected}
        said = [_("按%(scope)s的 %(all)d 件申报试算，%(n)d 件结果会有不同。") % words]
        if not self.affected:
            said = [_("按%(scope)s的 %(all)d 件申报试算，没有一件的结果会有不同。") % words]
        said += self._effect_sentences()
        if count := self.cases["no_history"]:
            said.append(_("%(n)d 件要经过当时没有的环节，这些环节无历史数据，结论不作推测。") % {"n": count})
        if count := self.cases["open"]:
            said.append(_("%(n)d 件审核尚未结束或已撤回，未比较审核结论。") % {"n": count})
        return said

    def _effect_sentences(self) -> list[str]:
        texts = {
            Effect.BLOCKED: _("%(n)d 件在提交时即被拦截，不再进入审核，未重算其审核意见。"),
            Effect.FLAGGED: _("%(n)d 件仍可提交，带提示进入审核。"),
            Effect.EASED: _("%(n)d 件不再有提示。"),
            Effect.ADMITTED: _("%(n)d 件当时因条件不符未能提交，按本版本可以受理（草稿只计数，不列名）。"),
        }
        return [text % {"n": self.effects[effect]} for effect, text in texts.items() if self.effects[effect]]

    def conditions(self) -> list[tuple[str, str, str, str, str, int]]:
        """(article, label, old threshold, new threshold, turn, how many), the most frequent first."""
        rows = []
        for words, count in self._section("conditions").most_common():
            article, label, was, now, turn = parts(words)
            rows.append((article, label, was, now, str(TURNS[turn]), count))
        return rows

    def decisions(self) -> list[tuple[str, str, int]]:
        """(ending then, ending now, how many), the most frequent first."""
        counted = self._section("decisions").most_common()
        return [(ending_words(before), ending_words(after), n) for (before, after), n in ((parts(w), n) for w, n in counted)]  # fmt: skip

    def stages(self) -> list[StageRow]:
        return [self._stage(stage) for stage in self.trial.result.get("stages", [])]

    def _stage(self, stage: dict[str, Any]) -> StageRow:
        kind, code = stage["kind"], stage["code"]
        counted = self._section("stages")
        return StageRow(
            kind=str(Kind(kind).label),
            name=stage["name"],
            group=stage["group"],
            was=counted[key(kind, code, "was")],
            now=counted[key(kind, code, "now")],
            days=self._median(kind, code),
            no_history=counted[key(kind, code, "no_history")],
            skipped=counted[key(kind, code, "skipped")],
        )

    def _median(self, kind: str, code: str) -> float | None:
        """How many working days the stage really took, at the median."""
        taken = [
            int(days)
            for (k, c, days), count in ((parts(words), n) for words, n in self._section("days").items())
            if (k, c) == (kind, code)
            for _n in range(count)
        ]
        return median(taken) if taken else None

    def flows(self) -> list[FlowDays]:
        """Expected working days of each flow whose applications were tried."""
        rows = self.stages()
        return [_flow_days(kind, [row for row in rows if row.kind == kind]) for kind in _in_order(rows)]

    def groups(self) -> list[tuple[str, int, int, int]]:
        """(group, signatures then, signatures now, difference), the busiest first."""
        counted = self._section("groups")
        names = {parts(words)[0] for words in counted}
        rows = [(name, counted[key(name, "was")], counted[key(name, "now")]) for name in names]
        return [
            (name, was, now, now - was) for name, was, now in sorted(rows, key=lambda row: (-row[2], row[0]))
        ]

    def windows(self) -> list[WindowRow]:
        return [
            WindowRow(
                row["title"], _day(row["opened_on"]), _day(row["was"]), _day(row["now"]) if row["now"] else None, row["days"]
            )
            for row in self.trial.result.get("windows", [])
        ]  # fmt: skip


def _in_order(rows: Iterable[StageRow]) -> list[str]:
    return list(dict.fromkeys(row.kind for row in rows if row.was or row.now))


def _flow_days(kind: str, rows: list[StageRow]) -> FlowDays:
    known = [row.days for row in rows if row.days is not None]
    return FlowDays(kind, sum(known) if known else None, len(rows) - len(known))


def _day(text: str) -> date:
    return date.fromisoformat(text)
