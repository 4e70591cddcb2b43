"""The conditions of the 办法 as pure functions: facts and terms in, findings out. Numbers come from terms, never from here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from policies.calendar import years_after

UNSAID = "未填写"
ASSOCIATION = "association"
OTHER = "other"
LEVELS: Mapping[str, str] = {"nation": "国家级", "province": "省级", "city": "市级", "county": "县级"}
PROVINCIAL_OR_ABOVE = frozenset({"nation", "province"})


@dataclass(frozen=True)
class Finding:
    """资格核对结果：one condition of one article: what was said, what is asked, and whether it is met."""

    article: str
    label: str
    value: str
    threshold: str
    is_met: bool
    is_hard: bool = True
    evidence_kind: str = ""

    @property
    def sentence(self) -> str:
        """`S-4-2：上年服务 149 家，需不少于 150 家`; what is met says 符合 instead of 需."""
        verdict = f"符合“{self.threshold}”" if self.is_met else f"需{_spaced(self.threshold)}"
        return f"{self.article}：{self.label}{_spaced(self.value)}，{verdict}"


@dataclass(frozen=True)
class StationTerms:
    """What a policy version asks of a station (S-2 to S-4, S-7-1, N-1)."""

    min_years: int
    min_served: int
    min_staff: int
    narrative_min_chars: int
    station_kinds: Mapping[str, str]
    soft: frozenset[str] = frozenset()


@dataclass(frozen=True)
class ExpertTerms:
    """What a policy version asks of an expert (E-2, E-3, E-6-1, N-1). `degrees` maps code to name, lowest first."""

    min_degree: str
    min_experience_years: int
    max_fields: int
    narrative_min_chars: int
    categories: Mapping[str, str]
    degrees: Mapping[str, str]
    soft: frozenset[str] = frozenset()


@dataclass(frozen=True)
class StationProfile:
    """What a unit says of itself. `evidence` holds the kinds of the files it uploaded."""

    contact_name: str = ""
    station_kind: str = ""
    station_kind_other: str = ""
    association_level: str = ""
    is_legal_person: bool = False
    is_uscc_valid: bool = False
    founded_on: date | None = None
    has_service_model: bool = False
    has_event_experience: bool = False
    served_last_year: int | None = None
    premises: str = ""
    facilities: str = ""
    staff_count: int | None = None
    plan_or_rules: str = ""
    priority_title: str = ""
    experience: str = ""
    achievements: str = ""
    has_undertaken: bool = False
    evidence: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True)
class ExpertProfile:
    """What a person says of themselves. `evidence` holds the kinds of the files uploaded."""

    category: str = ""
    has_declared_ethics: bool = False
    degree: str = ""
    experience_years: int | None = None
    fields: tuple[str, ...] = ()
    is_voluntary: bool = False
    experience: str = ""
    achievements: str = ""
    has_undertaken: bool = False
    evidence: frozenset[str] = field(default_factory=frozenset)


def station_findings(profile: StationProfile, terms: StationTerms, *, on: date) -> list[Finding]:
    """工作站办法第二至四条：every condition with its article, in the order of the text."""
    findings = [
        _filled("S-2", "志愿服务专人", profile.contact_name, "有 1 名专人"),
        *_station_kind(profile, terms),
        *_legal_person(profile, terms, on=on),
        *_served(profile, terms),
        _filled("S-4-3", "经营服务场所", profile.premises, "有固定场所", "premises"),
        _filled("S-4-3", "服务设施与仪器设备", profile.facilities, "有必要的设施设备", "premises"),
        _number("S-4-4", "专职人员", profile.staff_count, terms.min_staff, "人", "staff"),
        _filled("S-4-5", "志愿服务方案或管理制度", profile.plan_or_rules, "至少有其一", "plan"),
        *_evidence(profile.evidence, STATION_EVIDENCE),
        *_priority_title(profile),
        _ticked("S-7-1", "遵守工作站管理办法的承诺", profile.has_undertaken, "作出承诺"),
        *_narratives(profile, terms.narrative_min_chars),
    ]
    return _softened(findings, terms.soft)


def expert_findings(profile: ExpertProfile, terms: ExpertTerms, *, on: date) -> list[Finding]:
    """专家办法第二、三条：every condition with its article, in the order of the text. None counts days yet."""
    findings = [
        _chosen("E-2", "专家类别", profile.category, terms.categories),
        _ticked("E-3-1", "政治素质与职业道德承诺", profile.has_declared_ethics, "作出承诺"),
        _degree(profile, terms),
        _number("E-3-2", "中小企业服务经验", profile.experience_years, terms.min_experience_years, "年", "experience"),
        _fields(profile, terms),
        *_evidence(profile.evidence, EXPERT_EVIDENCE),
        _ticked("E-3-3", "自愿无偿声明", profile.is_voluntary, "作出声明"),
        _ticked("E-6-1", "遵守专家管理办法的承诺", profile.has_undertaken, "作出承诺"),
        *_narratives(profile, terms.narrative_min_chars),
    ]  # fmt: skip
    return _softened(findings, terms.soft)


def blocking(findings: Iterable[Finding]) -> list[Finding]:
    """The findings that keep an application from being submitted: hard and unmet."""
    return [finding for finding in findings if finding.is_hard and not finding.is_met]


STATION_EVIDENCE = (
    ("S-4-1", "licence", "法人证照"),
    ("S-4-2", "served", "上年服务企业清单"),
    ("S-4-3", "premises", "场所与设施证明"),
    ("S-4-4", "staff", "专职人员名册"),
    ("S-4-5", "plan", "方案或制度文本"),
)
EXPERT_EVIDENCE = (("E-3-2", "degree", "学历证明"), ("E-3-2", "experience", "服务经验证明"))


def _station_kind(profile: StationProfile, terms: StationTerms) -> list[Finding]:
    """第三条：a kind of the list; 其他 is described; an association is provincial or above."""
    findings = [_chosen("S-3", "单位类型", profile.station_kind, terms.station_kinds)]
    if profile.station_kind == OTHER:
        findings.append(_filled("S-3", "其他类型说明", profile.station_kind_other, "写明类型"))
    if profile.station_kind == ASSOCIATION:
        level = profile.association_level
        said = LEVELS.get(level, UNSAID)
        findings.append(Finding("S-3", "商协会级别", said, "省级及以上", level in PROVINCIAL_OR_ABOVE))
    return findings


def _legal_person(profile: StationProfile, terms: StationTerms, *, on: date) -> list[Finding]:
    """第四条（一）：a legal person with a true code, founded `min_years` ago or earlier (以上 includes the number)."""
    founded = profile.founded_on
    is_old_enough = founded is not None and years_after(founded, terms.min_years) <= on
    said = _chinese_day(founded) if founded else UNSAID
    asked = f"至 {_chinese_day(on)}满 {terms.min_years} 年"
    code = "校验通过" if profile.is_uscc_valid else "校验未通过"
    return [
        _ticked("S-4-1", "独立法人资格", profile.is_legal_person, "具有", "licence"),
        Finding("S-4-1", "统一社会信用代码", code, "18 位且校验码正确", profile.is_uscc_valid, evidence_kind="licence"),
        Finding("S-4-1", "成立日期", said, asked, is_old_enough, evidence_kind="licence"),
    ]  # fmt: skip


def _served(profile: StationProfile, terms: StationTerms) -> list[Finding]:
    """第四条（二）：(model or event experience) and the number of last year."""
    has_either = profile.has_service_model or profile.has_event_experience
    return [
        _ticked("S-4-2", "成熟服务模式或活动举办经验", has_either, "至少有其一", "served"),
        _number("S-4-2", "上年服务", profile.served_last_year, terms.min_served, "家", "served"),
    ]


def _priority_title(profile: StationProfile) -> list[Finding]:
    """第五条：a title that sorts first is proven; who claims none is not asked."""
    if not profile.priority_title:
        return []
    return _evidence(profile.evidence, (("S-5-P", "title", "优先认定称号证明"),))


def _degree(profile: ExpertProfile, terms: ExpertTerms) -> Finding:
    ranks = list(terms.degrees)
    is_met = profile.degree in ranks and ranks.index(profile.degree) >= ranks.index(terms.min_degree)
    said = terms.degrees.get(profile.degree, UNSAID)
    return Finding(
        "E-3-2", "学历", said, f"{terms.degrees[terms.min_degree]}及以上", is_met, evidence_kind="degree"
    )


def _fields(profile: ExpertProfile, terms: ExpertTerms) -> Finding:
    count = len(set(profile.fields))
    asked = f"1 至 {terms.max_fields} 项"
    return Finding("E-3-2", "擅长领域", f"{count} 项", asked, 1 <= count <= terms.max_fields)


def _narratives(profile: StationProfile | ExpertProfile, least: int) -> list[Finding]:
    """通知一：the application dwells on experience and results. Blanks do not count."""
    texts = (("志愿服务经验", profile.experience), ("志愿服务成果", profile.achievements))
    return [_number("N-1", label, len("".join(text.split())), least, "字") for label, text in texts]


def _evidence(held: frozenset[str], asked: Iterable[tuple[str, str, str]]) -> list[Finding]:
    return [
        Finding(article, label, "已上传" if kind in held else "未上传", "至少 1 份", kind in held, evidence_kind=kind)
        for article, kind, label in asked
    ]  # fmt: skip


def _number(article: str, label: str, said: int | None, least: int, unit: str, kind: str = "") -> Finding:
    value = UNSAID if said is None else f"{said} {unit}"
    is_met = said is not None and said >= least
    return Finding(article, label, value, f"不少于 {least} {unit}", is_met, evidence_kind=kind)


def _filled(article: str, label: str, said: str, asked: str, kind: str = "") -> Finding:
    is_met = bool(said.strip())
    return Finding(article, label, "已填写" if is_met else UNSAID, asked, is_met, evidence_kind=kind)


def _chosen(article: str, label: str, code: str, names: Mapping[str, str]) -> Finding:
    return Finding(article, label, names.get(code, "未选择"), "从所列类别中选择", code in names)


def _ticked(article: str, label: str, is_met: bool, asked: str, kind: str = "") -> Finding:
    return Finding(article, label, "已确认" if is_met else "未确认", asked, is_met, evidence_kind=kind)


def _softened(findings: list[Finding], soft: frozenset[str]) -> list[Finding]:
    """An administrator may let a condition go to review as a flag instead of blocking (`eligibility.soft`)."""
    return [replace(finding, is_hard=finding.article not in soft) for finding in findings]


def _spaced(words: str) -> str:
    return f" {words}" if words[:1].isascii() else words


def _chinese_day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
