"""What a trial found, in words: one change of a condition, one decision that ends otherwise."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from console.policies.whatif_models import Effect, Ending, TrialCase
from policies.whatif.findings import GAINED, HARDENED, LOST, SOFTENED

TURNS = {
    LOST: gettext_lazy("由符合变为不符合"),
    GAINED: gettext_lazy("由不符合变为符合"),
    HARDENED: gettext_lazy("由提示变为拦截"),
    SOFTENED: gettext_lazy("由拦截变为提示"),
}
EFFECT_TONES = {Effect.BLOCKED: "bad", Effect.FLAGGED: "warn", Effect.EASED: "ok", Effect.ADMITTED: "ok"}


def change_words(change: Mapping[str, str]) -> str:
    """`S-4-2 上年服务 186 家：不少于 150 家 → 不少于 200 家，由符合变为不符合`."""
    asked = change["now"] if change["was"] == change["now"] else f"{change['was']} → {change['now']}"
    said = f"{change['article']} {change['label']} {change['value']}"
    return _("%(said)s：%(asked)s，%(turn)s") % {"said": said, "asked": asked, "turn": TURNS[change["turn"]]}


def decision_words(case: TrialCase) -> str:
    """`原通过 → 现未决（复审还差 1 票）`; empty where the review ends as it did."""
    if not case.after:
        return ""
    words = _("原%(before)s → 现%(after)s") % {
        "before": ending_words(case.before),
        "after": ending_words(case.after),
    }
    where = _where(case)
    return _("%(words)s（%(where)s）") % {"words": words, "where": where} if where else words


def ending_words(code: str) -> str:
    return str(dict[str, Any](Ending.choices).get(code, code))


def _where(case: TrialCase) -> str:
    if case.lacking:
        return _("%(stage)s还差 %(n)d 票") % {"stage": case.stage, "n": case.lacking}
    if case.unsigned:
        return _("%(stage)s还有 %(n)d 席未签") % {"stage": case.stage, "n": case.unsigned}
    return case.stage
