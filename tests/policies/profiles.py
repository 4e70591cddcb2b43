"""Profiles that meet every condition, to be spoilt one claim at a time; terms as the register sets them."""

from datetime import date

from policies.register import defaults
from policies.rules import ExpertProfile, ExpertTerms, StationProfile, StationTerms

ON = date(2026, 11, 22)
LONG = "为园区企业开展政策宣讲与诊断。" * 20

STATION_TERMS = StationTerms(
    min_years=defaults()["station.min_years"],
    min_served=defaults()["station.min_served"],
    min_staff=defaults()["station.min_staff"],
    narrative_min_chars=defaults()["apply.narrative_min_chars"],
    station_kinds={"park": "中小企业园区", "association": "行业商协会", "other": "其他"},
)
EXPERT_TERMS = ExpertTerms(
    min_degree=defaults()["expert.min_degree"],
    min_experience_years=defaults()["expert.min_experience_years"],
    max_fields=defaults()["expert.max_fields"],
    narrative_min_chars=defaults()["apply.narrative_min_chars"],
    categories={"policy": "政策专家", "law": "法律专家"},
    degrees={"junior": "专科", "bachelor": "本科", "master": "硕士研究生", "doctor": "博士研究生"},
)
STATION = StationProfile(
    contact_name="演示甲",
    station_kind="park",
    is_legal_person=True,
    is_uscc_valid=True,
    founded_on=date(2024, 11, 22),
    has_service_model=True,
    served_last_year=150,
    premises="演示市演示区 1 号楼",
    facilities="会议室、路演厅",
    staff_count=10,
    plan_or_rules="志愿服务管理制度",
    experience=LONG,
    achievements=LONG,
    has_undertaken=True,
    evidence=frozenset({"licence", "served", "premises", "staff", "plan"}),
)
EXPERT = ExpertProfile(
    category="law",
    has_declared_ethics=True,
    degree="bachelor",
    experience_years=5,
    fields=("tax",),
    is_voluntary=True,
    experience=LONG,
    achievements=LONG,
    has_undertaken=True,
    evidence=frozenset({"degree", "experience"}),
)
