"""A policy version as the pure trial reads it."""

from policies.content import stages_with_parts
from policies.enums import FlowKind, Kind, SignerSource
from policies.models import PolicyVersion, Stage
from policies.rules import ExpertTerms, StationTerms
from policies.terms import expert_terms, station_terms
from policies.whatif import RuleBook, StagePlan

FLOWS = {FlowKind.STATION_APPLICATION: Kind.STATION, FlowKind.EXPERT_APPLICATION: Kind.EXPERT}


def rule_book(policy: PolicyVersion) -> RuleBook:
    """Terms and stages of a version, in a fixed number of queries."""
    stages: dict[str, list[StagePlan]] = {kind: [] for kind in Kind.values}
    for stage in stages_with_parts(policy):
        if stage.flow_kind in FLOWS:
            stages[FLOWS[FlowKind(stage.flow_kind)]].append(_plan(stage))
    terms: dict[str, StationTerms | ExpertTerms] = {
        Kind.STATION: station_terms(policy),
        Kind.EXPERT: expert_terms(policy),
    }
    return RuleBook(terms, {kind: tuple(plans) for kind, plans in stages.items()})


def rule_books(versions: set[int]) -> dict[int, RuleBook]:
    """The versions that past applications were judged by."""
    return {policy.pk: rule_book(policy) for policy in PolicyVersion.objects.filter(pk__in=versions)}


def _plan(stage: Stage) -> StagePlan:
    has_desks = stage.signer_source == SignerSource.DESK
    return StagePlan(
        code=stage.code,
        name=stage.name,
        rule=stage.sign_rule,
        group=stage.group.name,
        conditions=tuple(row.condition for row in stage.conditions.all()),
        desk_fact=stage.desk_fact if has_desks else "",
        desks={desk.value: desk.group.name for desk in stage.desks.all()},
    )
