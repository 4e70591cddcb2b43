"""A dossier as people read it: labels, wording of values, sections; and as a machine seals it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from policies.enums import CodeList, FlowKind, Kind, Province
from policies.queries import code_names
from questions.queries import standing_answers
from questions.wording import LONG, field_name, said, sealed_answers
from recruitment.enums import AssociationLevel
from recruitment.models import Answer, Application, ExpertDossier, StationDossier
from recruitment.queries import questions_in

Dossier = StationDossier | ExpertDossier

_DOSSIERS: dict[str, type[StationDossier] | type[ExpertDossier]] = {
    FlowKind.STATION_APPLICATION: StationDossier,
    FlowKind.EXPERT_APPLICATION: ExpertDossier,
}
_CODELISTS = {
    "station_kind": CodeList.STATION_KIND,
    "priority_title": CodeList.PRIORITY_TITLE,
    "category": CodeList.EXPERT_CATEGORY,
    "degree": CodeList.DEGREE,
    "fields": CodeList.FIELD,
}
_CHOICES: dict[str, dict[Any, Any]] = {
    "province": dict(Province.choices),
    "association_level": dict(AssociationLevel.choices),
}
_UNITS = {
    "served_last_year": gettext_lazy("家"),
    "staff_count": gettext_lazy("人"),
    "experience_years": gettext_lazy("年"),
}


def dossier_of(application: Application) -> Dossier:
    """The one dossier of an application, by its kind."""
    return application.station if application.kind == Kind.STATION else application.expert


def saved_value(dossier: Dossier, name: str) -> Any:
    """A column's value; `fields` stands for the rows of an expert's fields."""
    if name == "fields" and isinstance(dossier, ExpertDossier):
        return sorted(dossier.expert_fields.values_list("code", flat=True))
    return getattr(dossier, name)


def dossier_columns(flow_kind: str) -> dict[str, str]:
    """The columns a stage may hide or open for correction, by name, with their labels; none for another flow."""
    model = _DOSSIERS.get(flow_kind)
    if model is None:
        return {}
    columns = [field for field in model._meta.get_fields() if field.concrete and not field.is_relation]  # noqa: SLF001  documented meta API
    named = {field.name: str(field.verbose_name) for field in columns if field.name != "id"}
    return named | {"fields": _("擅长领域")} if model is ExpertDossier else named


def field_label(dossier: Dossier, name: str) -> str:
    if name == "fields":
        return _("擅长领域")
    return str(getattr(dossier._meta.get_field(name), "verbose_name", name))  # noqa: SLF001  documented meta API


def shown(name: str, value: Any) -> str:
    """A value in words: names for codes, 是 and 否, a Chinese date; a dash for nothing."""
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if value in (None, "", []):
        return "—"
    if name in _CODELISTS:
        names = code_names(_CODELISTS[name])
        codes: list[str] = value if isinstance(value, list) else [value]
        return "、".join(names.get(code, code) for code in codes)
    if name in _CHOICES:
        return str(_CHOICES[name].get(value, value))
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日"
    return f"{value} {_UNITS[name]}" if name in _UNITS else str(value)


@dataclass(frozen=True)
class Line:
    name: str
    label: str
    text: str
    is_long: bool
    file: Answer | None = None


@dataclass(frozen=True)
class Section:
    title: str
    lines: list[Line]


STATION_SECTIONS: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (gettext_lazy("单位信息"), ("name", "uscc", "station_kind", "station_kind_other", "association_level", "province", "founded_on", "is_legal_person", "address", "contact_name", "contact_title", "contact_mobile")),
    (gettext_lazy("申报条件"), ("has_service_model", "has_event_experience", "served_last_year", "premises", "facilities", "staff_count", "plan_or_rules", "priority_title")),
    (gettext_lazy("经验与成果"), ("experience", "achievements")),
    (gettext_lazy("承诺与确认"), ("has_undertaken", "accepts_e_delivery")),
)  # fmt: skip
EXPERT_SECTIONS: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (gettext_lazy("个人信息"), ("name", "category", "province", "employer", "position", "email")),
    (gettext_lazy("申报条件"), ("degree", "school", "experience_years", "fields")),
    (gettext_lazy("经验与成果"), ("experience", "achievements")),
    (gettext_lazy("承诺与确认"), ("has_declared_ethics", "is_voluntary", "has_undertaken", "consents_to_publish", "accepts_e_delivery")),
)  # fmt: skip
CONTACT_COLUMNS = frozenset({"contact_mobile", "email"})
"""Staff read them masked, and each look at one in full is recorded."""
PLEDGE_COLUMNS = frozenset({*STATION_SECTIONS[-1][1], *EXPERT_SECTIONS[-1][1]})
"""承诺与确认: what a person binds themselves to."""
LONG_COLUMNS = {"experience", "achievements", "facilities"}
_ONLY_IF_GIVEN = {"station_kind_other", "association_level"}


def section_names(kind: str) -> tuple[tuple[Any, tuple[str, ...]], ...]:
    """Which columns stand together under which title."""
    return STATION_SECTIONS if kind == Kind.STATION else EXPERT_SECTIONS


def sections(dossier: Dossier) -> list[Section]:
    """The whole dossier in reading order, as preview, print and review show it."""
    told = [
        Section(str(title), [_line(dossier, name) for name in names if _is_said(dossier, name)])
        for title, names in section_names(dossier.application.kind)
    ]
    asked = answer_lines(dossier.application)
    pledges = len(told) - 1
    return [*told[:pledges], Section(_("补充题目"), asked), *told[pledges:]] if asked else told


def answer_lines(application: Application) -> list[Line]:
    """Every question of the round with its answer; a file by its name."""
    questions = questions_in(application.round)
    answers = standing_answers(application) if questions else {}
    lines = []
    for question in questions:
        row = answers.get(question.code)
        text = said(question, row.value) if row else ""
        file = row if isinstance(row, Answer) and row.sha256 else None
        lines.append(Line(field_name(question), question.label, text or "—", len(text) > LONG, file))
    return lines


def _is_said(dossier: Dossier, name: str) -> bool:
    return name not in _ONLY_IF_GIVEN or bool(saved_value(dossier, name))


def _line(dossier: Dossier, name: str) -> Line:
    text = shown(name, saved_value(dossier, name))
    return Line(name, field_label(dossier, name), text, is_long=name in LONG_COLUMNS)


def sealed_content(application: Application) -> dict[str, Any]:
    """Everything a submission says: every column, and name and hash of every file. JSON-ready, in a fixed order."""
    dossier = dossier_of(application)
    columns = [name for _title, names in section_names(application.kind) for name in names]
    content: dict[str, Any] = {
        "kind": application.kind,
        "round": application.round_id,
        "dossier": {name: plain(saved_value(dossier, name)) for name in columns},
        "evidence": [
            {"kind": file.kind, "name": file.name, "sha256": file.sha256}
            for file in application.evidence.filter(removed_at=None).order_by("kind", "sha256")
        ],
    }
    if questions_in(application.round):
        content["answers"] = sealed_answers(standing_answers(application))
    return content


def plain(value: Any) -> Any:
    """A value as a seal keeps it."""
    return value.isoformat() if isinstance(value, date) else value
