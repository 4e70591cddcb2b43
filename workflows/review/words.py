"""How an answer reads: each flow may have words of its own for it, and they are said here alone."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from policies.enums import FlowKind
from workflows.review.models import Choice, StageRun

OWN_WORDS: Mapping[str, Mapping[str, str | Promise]] = {
    FlowKind.OBJECTION: {Choice.APPROVE: _("异议成立"), Choice.REFUSE: _("异议不成立")},
}


def choice_word(choice: str, flow_kind: str) -> str:
    """An answer in the words of its flow; nothing for none."""
    if not choice:
        return ""
    return str(OWN_WORDS.get(flow_kind, {}).get(choice) or Choice(choice).label)


def outcome_word(run: StageRun) -> str:
    """How a passage through a stage ended; its stage should have been selected."""
    return choice_word(run.outcome, run.stage.flow_kind)
