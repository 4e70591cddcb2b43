"""The terms of one policy version, ready for the pure rules."""

from decimal import Decimal

from policies.annual import Norm
from policies.enums import CodeList, Kind
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


def annual_norm(policy: PolicyVersion, kind: str) -> Norm:
    """What a whole year asks of a station (S-7-2) or of an expert (E-6-2)."""
    who = "station" if kind == Kind.STATION else "expert"
    return Norm(
        hours=Decimal(policy.value(f"annual.{who}_hours")),
        firms=int(policy.value(f"annual.{who}_firms")),
        mode=str(policy.value("annual.mode")),
    )
