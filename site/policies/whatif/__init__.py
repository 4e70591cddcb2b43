"""试算：what past applications would have met under another policy version. Pure: history comes in as plain data.

Nothing is guessed: a stage that nobody has signed in the past says 无历史数据, and votes are taken as they were given.
"""

from policies.whatif.decisions import Replay, StageLine, replay
from policies.whatif.facts import PastCase, PastRun, PastWindow, RuleBook, StagePlan
from policies.whatif.findings import ConditionChange, compare_findings
from policies.whatif.judging import CaseTrial, try_case
from policies.whatif.totals import Totals, merge, totals_of
from policies.whatif.windows import WindowShift, shifted

__all__ = [
    "CaseTrial",
    "ConditionChange",
    "PastCase",
    "PastRun",
    "PastWindow",
    "Replay",
    "RuleBook",
    "StageLine",
    "StagePlan",
    "Totals",
    "WindowShift",
    "compare_findings",
    "merge",
    "replay",
    "shifted",
    "totals_of",
    "try_case",
]
