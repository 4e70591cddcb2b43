"""What one reader may see of an application: columns a review stage hides go to no page, print or export of its signers.

The stages are kept by a room above this one: it registers how to ask them.
"""

from collections.abc import Callable, Mapping

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from recruitment.dossiers import Section
from recruitment.models import Application, Finding

HiddenReader = Callable[[User, QuerySet[Application]], Mapping[int, frozenset[str]]]
"""Answers, for a person and some applications, the hidden columns by primary key; whoever is not named sees all."""
_readers: list[HiddenReader] = []
NOTHING: frozenset[str] = frozenset()

COLUMNS_OF_FINDINGS: Mapping[str, tuple[str, ...]] = {
    "志愿服务专人": ("contact_name",),
    "单位类型": ("station_kind",),
    "其他类型说明": ("station_kind_other",),
    "商协会级别": ("association_level",),
    "独立法人资格": ("is_legal_person",),
    "统一社会信用代码": ("uscc",),
    "成立日期": ("founded_on",),
    "成熟服务模式或活动举办经验": ("has_service_model", "has_event_experience"),
    "上年服务": ("served_last_year",),
    "经营服务场所": ("premises",),
    "服务设施与仪器设备": ("facilities",),
    "专职人员": ("staff_count",),
    "志愿服务方案或管理制度": ("plan_or_rules",),
    "遵守工作站管理办法的承诺": ("has_undertaken",),
    "志愿服务经验": ("experience",),
    "志愿服务成果": ("achievements",),
    "专家类别": ("category",),
    "政治素质与职业道德承诺": ("has_declared_ethics",),
    "学历": ("degree",),
    "中小企业服务经验": ("experience_years",),
    "擅长领域": ("fields",),
    "自愿无偿声明": ("is_voluntary",),
    "遵守专家管理办法的承诺": ("has_undertaken",),
}
"""From the label of a finding to the columns its value is read from."""


def read_hidden_with(reader: HiddenReader) -> HiddenReader:
    """Registers who knows what the stages hide."""
    _readers.append(reader)
    return reader


def hidden_from(person: User, applications: QuerySet[Application]) -> dict[int, frozenset[str]]:
    """The columns this person does not see now, by application."""
    hidden: dict[int, frozenset[str]] = {}
    for reader in _readers:
        for pk, columns in reader(person, applications).items():
            hidden[pk] = hidden.get(pk, NOTHING) | columns
    return hidden


def hidden_of(person: User, application: Application) -> frozenset[str]:
    """The same of one application; its applicant sees everything."""
    if application.applicant_id == person.pk:
        return NOTHING
    return hidden_from(person, Application.objects.filter(pk=application.pk)).get(application.pk, NOTHING)


def shown_sections(parts: list[Section], hidden: frozenset[str]) -> list[Section]:
    """The sections without the hidden columns; one that has none left is left out."""
    if not hidden:
        return parts
    kept = [Section(part.title, [line for line in part.lines if line.name not in hidden]) for part in parts]
    return [part for part in kept if part.lines]


def shown_findings(findings: list[Finding], hidden: frozenset[str]) -> list[Finding]:
    """Whether a condition is met stays readable; what a hidden column says does not. For showing, never for saving."""
    for finding in findings:
        if hidden.intersection(COLUMNS_OF_FINDINGS.get(finding.label, ())):
            finding.value = _("（不显示）")
    return findings
