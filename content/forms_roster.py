"""The two 汇总表 of the notice (附件 3, 附件 4): their columns as data, drawn as Word and as Excel."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
    """One column: its words, its width in millimetres on a landscape A4 page, whether it holds digits kept as text."""

    name: str
    width: int
    is_text: bool = False


@dataclass(frozen=True)
class RosterForm:
    """A 汇总表: verbatim title, header lines, columns and note."""

    code: str
    annex: str
    title: str
    columns: tuple[Column, ...]
    header_lines: tuple[str, ...] = ("填写单位", "联系人", "联系电话")
    note: str = ""
    rows: int = 12

    @property
    def column_names(self) -> list[str]:
        return [column.name for column in self.columns]


A3 = RosterForm(
    code="a3",
    annex="附件 3",
    title="中小企业志愿服务工作站汇总表",
    columns=(
        Column("序号", 15),
        Column("单位名称", 82),
        Column("地址", 82),
        Column("联系人", 28),
        Column("联系电话", 40, is_text=True),
    ),
)
A4 = RosterForm(
    code="a4",
    annex="附件 4",
    title="中小企业志愿服务专家汇总表",
    columns=(
        Column("序号", 15),
        Column("姓名", 26),
        Column("所在单位（机构）", 78),
        Column("擅长领域", 50),
        Column("联系电话", 34, is_text=True),
        Column("联系邮箱", 44),
    ),
    note="注：擅长领域包括：政策、法律、金融、管理、创新创业、数字赋能等。",
)
FORMS = {form.code: form for form in (A3, A4)}
