"""The register of facts: what a condition of a stage may ask about a subject, and by what its desks are told apart.

Pure. A flow's process answers with `facts()`; the editor offers what is listed here, and of a request type (自定义事项)
what its own questions ask. A choice takes its codes from a code list the administrators keep (`codelist`), from a fixed
set of the house (`enum`) or from the options of its question (`names`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

NUMBER, CHOICE, DATE = "number", "choice", "date"
STATION, EXPERT, REQUEST, OBJECTION = "station_application", "expert_application", "request", "objection"
COMPARED = (NUMBER, CHOICE, DATE)
"""The kinds of questions whose answers can be compared; words and files cannot."""


@dataclass(frozen=True)
class Fact:
    """One thing known of every subject of the named flows; `kind` says which comparisons make sense."""

    code: str
    label: str
    kind: str
    flows: tuple[str, ...] = (STATION, EXPERT)
    unit: str = ""
    codelist: str = ""
    enum: str = ""
    names: tuple[tuple[str, str], ...] = ()


FACTS: tuple[Fact, ...] = (
    Fact("kind", "申报类型", CHOICE, (STATION, EXPERT, OBJECTION), enum="Kind"),
    Fact("province", "省份", CHOICE, (STATION, EXPERT, OBJECTION), enum="Province"),
    Fact("priority", "优先认定", CHOICE, enum="YesNo"),
    Fact("supplement_count", "已补正次数", NUMBER, (STATION, EXPERT, REQUEST), unit="次"),
    Fact("unmet_count", "资格核对不符项数", NUMBER, (STATION, EXPERT, REQUEST), unit="项"),
    Fact("station_kind", "工作站类型", CHOICE, (STATION,), codelist="station_kind"),
    Fact("association_level", "商协会级别", CHOICE, (STATION,), enum="AssociationLevel"),
    Fact("priority_title", "国家级称号", CHOICE, (STATION,), codelist="priority_title"),
    Fact("founded_on", "成立日期", DATE, (STATION,)),
    Fact("served_last_year", "上年服务中小企业数", NUMBER, (STATION,), unit="家"),
    Fact("staff_count", "专职人员数", NUMBER, (STATION,), unit="人"),
    Fact("expert_category", "专家类别", CHOICE, (EXPERT,), codelist="expert_category"),
    Fact("degree", "学历", CHOICE, (EXPERT,), codelist="degree"),
    Fact("experience_years", "服务经验年数", NUMBER, (EXPERT,), unit="年"),
)
BY_CODE = {fact.code: fact for fact in FACTS}
YES_NO = {"yes": "是", "no": "否"}


def facts_of(flow_kind: str, questions: Iterable[Mapping[str, Any]] = ()) -> list[Fact]:
    """The facts a flow's stages may ask about, in the order they are offered; `questions` are those of its version, as `content` says them."""
    known = [fact for fact in FACTS if flow_kind in fact.flows]
    if flow_kind != REQUEST:
        return known
    counted = {fact.code for fact in known}  # these the flow answers itself, whatever a question is called
    return known + [
        _asked(row) for row in questions if row["kind"] in COMPARED and row["code"] not in counted
    ]


def _asked(question: Mapping[str, Any]) -> Fact:
    return Fact(
        code=question["code"],
        label=question["label"],
        kind=question["kind"],
        flows=(REQUEST,),
        unit=question["unit"],
        names=tuple((option["code"], option["name"]) for option in question["options"]),
    )
