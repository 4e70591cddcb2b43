"""The terms of one policy version, ready for the pure rules."""

from policies.enums import CodeList
from policies.models import PolicyVersion
from policies.queries import code_names
from policies.rules import ExpertTerms, StationTerms


def station_terms(policy: PolicyVersion) -> StationTerms:
    """What this version asks of a station (S-2 to S-4)."""
    return StationTerms(
        min_years=policy.value("station.min_years"),
        min_served=policy.value("station.min_served"),
        min_staff=policy.value("station.min_staff"),
        narrative_min_chars=policy.value("apply.narrative_min_chars"),
        station_kinds=code_names(CodeList.STATION_KIND),
        soft=frozenset(policy.value("eligibility.soft")),
    )


def expert_terms(policy: PolicyVersion) -> ExpertTerms:
    """What this version asks of an expert (E-2, E-3). Degrees come in the order of the code list."""
    return ExpertTerms(
        min_degree=policy.value("expert.min_degree"),
        min_experience_years=policy.value("expert.min_experience_years"),
        max_fields=policy.value("expert.max_fields"),
        narrative_min_chars=policy.value("apply.narrative_min_chars"),
        categories=code_names(CodeList.EXPERT_CATEGORY),
        degrees=code_names(CodeList.DEGREE),
        soft=frozenset(policy.value("eligibility.soft")),
    )
