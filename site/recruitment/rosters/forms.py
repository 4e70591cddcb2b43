"""附件 3 and 附件 4, said once: title, header lines, columns with their other headings, and how wide each is drawn."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from policies.enums import Kind

NUMBER, NAME, ADDRESS, CONTACT, PHONE = "number", "name", "address", "contact", "phone"
ORGANISATION, FIELDS, EMAIL, USCC = "organisation", "fields", "email", "uscc"
HEADER_LINES = {"unit": "填写单位", "contact": "联系人", "phone": "联系电话"}
LISTED_FIELDS = ("政策", "法律", "金融", "管理", "创新创业", "数字赋能")  # the note under 附件 4
_MARKS = re.compile(r"[\s()（）:：*\uff0a·\-—_/、.。]+")
_ASIDE = re.compile(r"[(（].*?[)）]")
_NUMBERS = ("序号", "编号", "序", "号", "no")
_PHONES = ("联系电话", "电话", "手机", "手机号", "手机号码", "联系手机", "移动电话", "电话号码", "联系方式", "联系人电话", "联系人手机")  # fmt: skip


@dataclass(frozen=True)
class Column:
    """One column: the words of the annex first, then what else it is called; in no annex when it has no width."""

    key: str
    headings: tuple[str, ...]
    width: int = 0  # millimetres on a landscape A4 page
    is_required: bool = True
    is_text: bool = False  # digits that are no number: no leading zero is lost

    @property
    def official(self) -> str:
        return self.headings[0]


@dataclass(frozen=True)
class RosterForm:
    """A 汇总表 of the notice, its words verbatim."""

    kind: Kind
    code: str
    annex: str
    title: str
    columns: tuple[Column, ...]
    note: str = ""
    rows: int = 12  # prepared on paper

    @property
    def annexed(self) -> list[Column]:
        """The columns of the annex: those a form is drawn with."""
        return [column for column in self.columns if column.width]

    @property
    def column_names(self) -> list[str]:
        return [column.official for column in self.annexed]

    def column_of(self, heading: str) -> Column | None:
        """By its words, else by its words without what stands in brackets: 联系电话（必填）."""
        return self.by_heading.get(bare(heading)) or self.by_heading.get(bare(_ASIDE.sub("", heading)))

    @property
    def by_heading(self) -> Mapping[str, Column]:
        return _BY_HEADING[self.kind]

    @property
    def required(self) -> list[Column]:
        return [column for column in self.columns if column.is_required]

    def official(self, key: str) -> str:
        return next(column.official for column in self.columns if column.key == key)


def bare(heading: str) -> str:
    """A heading without blanks, brackets and marks: 所在单位 (机构) and 所在单位（机构） are one."""
    return _MARKS.sub("", heading).lower()


STATIONS = RosterForm(
    kind=Kind.STATION,
    code="a3",
    annex="附件 3",
    title="中小企业志愿服务工作站汇总表",
    columns=(
        Column(NUMBER, ("序号", *_NUMBERS), width=15, is_required=False),
        Column(NAME, ("单位名称", "工作站名称", "工作站单位名称", "申报单位", "申报单位名称", "推荐单位名称", "推荐单位", "机构名称", "企业名称", "单位全称", "名称", "单位", "工作站"), width=82),
        Column(ADDRESS, ("地址", "单位地址", "详细地址", "通讯地址", "联系地址", "办公地址", "通信地址"), width=82),
        Column(CONTACT, ("联系人", "联系人姓名", "单位联系人", "负责人", "专人"), width=28),
        Column(PHONE, _PHONES, width=40, is_text=True),
        Column(USCC, ("统一社会信用代码", "社会信用代码", "信用代码"), is_required=False),
    ),
)  # fmt: skip
EXPERTS = RosterForm(
    kind=Kind.EXPERT,
    code="a4",
    annex="附件 4",
    title="中小企业志愿服务专家汇总表",
    note="注：擅长领域包括：政策、法律、金融、管理、创新创业、数字赋能等。",
    columns=(
        Column(NUMBER, ("序号", *_NUMBERS), width=15, is_required=False),
        Column(NAME, ("姓名", "专家姓名", "专家", "名字", "志愿专家", "志愿专家姓名"), width=26),
        Column(ORGANISATION, ("所在单位（机构）", "所在单位", "所在机构", "工作单位", "所属单位", "任职单位", "单位", "单位名称", "机构"), width=78),
        Column(FIELDS, ("擅长领域", "专业领域", "服务领域", "擅长方向", "领域", "专长"), width=50),
        Column(PHONE, _PHONES, width=34, is_text=True),
        Column(EMAIL, ("联系邮箱", "邮箱", "电子邮箱", "电子邮件", "邮件", "邮箱地址", "email", "mail"), width=44),
    ),
)  # fmt: skip
FORMS = (STATIONS, EXPERTS)
_BY_HEADING = {
    form.kind: {bare(heading): column for column in form.columns for heading in column.headings}
    for form in FORMS
}
