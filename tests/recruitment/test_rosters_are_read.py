"""汇总表 as people make them are read whole: every value, and every sentence about what was put right."""

import pytest

from recruitment.rosters import read_roster
from tests.factories import rosters as made
from tests.factories.rosters import EXPERT_HEADS, EXPERTS, LINES, STATION_HEADS, STATIONS

SHEET_LINES = [[line] for line in LINES]
S = [STATION_HEADS, *STATIONS]
E = [EXPERT_HEADS, *EXPERTS]
XML_LINES = made.head_lines()


def reordered(rows, order):
    return [[row[place] for place in order] for row in rows]


def renamed(rows, **names):
    return [[names.get(head, head) for head in rows[0]], *rows[1:]]


def wide(text):
    """In full-width characters, as a Chinese keyboard gives them."""
    return "".join(chr(ord(c) + 0xFEE0) for c in text)


def text_box(rows):
    """WPS draws the same twice: once for new readers, once for old."""
    again = f"<mc:AlternateContent><mc:Choice Requires='wps'>{made.paragraph('附件')}</mc:Choice><mc:Fallback>{made.grid(rows)}</mc:Fallback></mc:AlternateContent>"
    return XML_LINES + again + made.grid(rows)


def controlled(rows):
    """Cells, rows and paragraphs inside content controls."""
    cells = "".join(f"<w:sdt><w:sdtContent>{made.cell(text)}</w:sdtContent></w:sdt>" for text in rows[1])
    first = f"<w:sdt><w:sdtContent><w:tr>{cells}</w:tr></w:sdtContent></w:sdt>"
    return f"{XML_LINES}<w:sdt><w:sdtContent><w:tbl>{made.row(rows[0])}{first}{made.row(rows[2])}</w:tbl></w:sdtContent></w:sdt>"


def cut_into_runs(rows):
    """Each character a run, as after much editing, with a former property kept beside it."""

    def cell(text):
        runs = "".join(
            f"<w:r><w:rPr><w:rPrChange><w:rPr/></w:rPrChange></w:rPr><w:t>{c}</w:t></w:r>" for c in text
        )
        return f"<w:tc><w:p>{runs}</w:p></w:tc>"

    return (
        XML_LINES
        + "<w:tbl>"
        + "".join(f"<w:tr>{''.join(map(cell, row))}</w:tr>" for row in rows)
        + "</w:tbl>"
    )


def with_deleted_row(rows):
    gone = made.row(["3", "演示丙公司", "丙", "丙", "19900000009"], "<w:del w:id='1'/>")
    return XML_LINES + made.grid(rows).replace("</w:tbl>", gone + "</w:tbl>")


def nested(rows):
    """The whole form inside one cell of a table for layout."""
    return f"<w:tbl><w:tr><w:tc>{XML_LINES}{made.grid(rows)}<w:p/></w:tc></w:tr></w:tbl>"


def split(rows):
    return XML_LINES + made.grid(rows[:2]) + "<w:p/>" + made.grid(rows[2:])


STATION_FILES = {
    "附件三.docx": lambda: made.word(S),
    "无表头行.docx": lambda: made.word(S, lines=["附件 3", "中小企业志愿服务工作站汇总表"]),
    "一行三项.docx": lambda: made.word(S, lines=["填写单位：演示省服务中心（盖章）  联系人：周演示  联系电话：010-00000000"]),
    "列序不同.docx": lambda: made.word(reordered(S, [1, 3, 4, 2, 0])),
    "无序号.docx": lambda: made.word(reordered(S, [1, 2, 3, 4])),
    "同义.docx": lambda: made.word(renamed(S, 单位名称="机构名称", 地址="通讯地址", 联系电话="手机号码")),
    "表头有空格.docx": lambda: made.word(renamed(S, 地址="地  址", 联系人="联 系 人")),
    "多一列.docx": lambda: made.word([[*row, extra] for row, extra in zip(S, ["备注", "无", ""], strict=True)]),
    "空行.docx": lambda: made.word([S[0], [""] * 5, S[1], ["2", "", "", "", ""], S[2], ["3", "", "", "", ""]]),
    "表头重复.docx": lambda: made.word([S[0], S[1], S[0], S[2]]),
    "有附注.docx": lambda: made.word_merged([*S, ["注：以上由演示机构填写", "", "", "", ""]], [(3, 0, 3, 4)]),
    "标题在表内.docx": lambda: made.word_merged([["中小企业志愿服务工作站汇总表", "", "", "", ""], *S], [(0, 0, 0, 4)]),
    "小标题.docx": lambda: made.word_merged([S[0], ["演示市", "", "", "", ""], S[1], S[2]], [(1, 0, 1, 4)]),
    "原始.docx": lambda: made.word_xml(XML_LINES + made.grid(S)),
    "别的前缀.docx": lambda: made.word_xml(XML_LINES + made.grid(S), prefix="ns0"),
    "严格.docx": lambda: made.word_xml(XML_LINES + made.grid(S), uri=made.STRICT),
    "主件另名.docx": lambda: made.word_xml(XML_LINES + made.grid(S), main="word/document2.xml"),
    "内容控件.docx": lambda: made.word_xml(controlled(S)),
    "文本框.docx": lambda: made.word_xml(text_box(S)),
    "碎片.docx": lambda: made.word_xml(cut_into_runs(S)),
    "修订删除.docx": lambda: made.word_xml(with_deleted_row(S)),
    "嵌套.docx": lambda: made.word_xml(nested(S)),
    "分页两表.docx": lambda: made.word_xml(split(S)),
    "附件三.xlsx": lambda: made.excel([*SHEET_LINES, *S]),
    "标签与值分格.xlsx": lambda: made.excel([["填写单位：", "演示省服务中心"], ["联系人：", "周演示"], *S]),
    "数字.xlsx": lambda: made.excel([*SHEET_LINES, S[0], *([int(r[0]), *r[1:4], int(r[4])] for r in STATIONS)]),
    "右移.xlsx": lambda: made.excel([["", "", *row] for row in S]),
    "空行.xlsx": lambda: made.excel([*SHEET_LINES, [], S[0], [], S[1], [None], S[2], [3], [4]]),
    "合并标题.xlsx": lambda: made.excel([["中小企业志愿服务工作站汇总表"], *SHEET_LINES, *S], merges=["A1:E1"]),
    "隐藏表.xlsx": lambda: made.excel(S, [STATION_HEADS, ["1", "演示隐公司", "隐", "隐", "19900000008"]], hidden=["表2"]),
    "空表在前.xlsx": lambda: made.excel([], S),
    "内联.xlsx": lambda: made.excel_xml(S),
    "共享分段.xlsx": lambda: made.excel_xml(S, style="shared"),
    "别的前缀.xlsx": lambda: made.excel_xml(S, prefix="x"),
    "无坐标.xlsx": lambda: made.excel_xml(S, has_places=False),
    "科学记数.xlsx": lambda: made.excel_xml([S[0], *([*r[:4], f"<c><v>{int(r[4]) / 1e10!r}E10</v></c>"] for r in STATIONS)]),
    "公式.xlsx": lambda: made.excel_xml([S[0], *([*r[:4], f'<c t="str"><f>CONCATENATE("x")</f><v>{r[4]}</v></c>'] for r in STATIONS)]),
}  # fmt: skip
EXPERT_FILES = {
    "附件四.docx": lambda: made.word(E),
    "列序不同.docx": lambda: made.word(reordered(E, [1, 4, 5, 3, 2, 0])),
    "同义.docx": lambda: made.word(renamed(E, 姓名="专家姓名", 联系邮箱="E-mail", 擅长领域="专业领域")),
    "两行表头.docx": lambda: made.word_merged(
        [["序号", "姓名", "所在单位", "擅长领域", "联系信息", ""], ["", "", "", "", "手机", "邮箱"], *EXPERTS],
        [(0, 4, 0, 5), (0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 1, 2), (0, 3, 1, 3)],
    ),
    "附件四.xlsx": lambda: made.excel([*SHEET_LINES, *E, ["注：擅长领域包括：政策、法律、金融、管理、创新创业、数字赋能等。"]]),
    "共享.xlsx": lambda: made.excel_xml(E, style="shared"),
    "内联.xlsx": lambda: made.excel_xml(E),
}  # fmt: skip


@pytest.mark.clause("A3")
@pytest.mark.parametrize("name", STATION_FILES)
def test_a_roster_of_stations_is_read_whole(name: str) -> None:
    [table] = read_roster(STATION_FILES[name](), name)

    assert (table.kind, table.errors) == ("station", [])
    assert [[row.value(key) for key in ("name", "address", "contact", "phone")] for row in table.rows] == [
        [name, address, contact, (phone,)] for _n, name, address, contact, phone in STATIONS
    ]


@pytest.mark.clause("A4")
@pytest.mark.parametrize("name", EXPERT_FILES)
def test_a_roster_of_experts_is_read_whole(name: str) -> None:
    [table] = read_roster(EXPERT_FILES[name](), name)

    assert (table.kind, table.errors) == ("expert", [])
    keys = ("name", "organisation", "fields", "phone", "email")
    assert [[row.value(key) for key in keys] for row in table.rows] == [
        ["王演示", "演示大学", ("政策", "法律"), ("19900000003",), "wang@example.com"],
        ["赵演示", "演示律师事务所", ("法律",), ("19900000004",), "zhao@example.com"],
    ]


@pytest.mark.parametrize(
    "name", ["附件三.docx", "附件三.xlsx", "一行三项.docx", "嵌套.docx", "分页两表.docx"]
)
def test_header_lines_are_read(name: str) -> None:
    [table] = read_roster(STATION_FILES[name](), name)
    assert table.header == {"unit": "演示省服务中心", "contact": "周演示", "phone": "010-00000000"}


@pytest.mark.parametrize("make", [lambda: made.word(S, E), lambda: made.excel(S, E), lambda: made.excel([*S, [], *SHEET_LINES, *E])])  # fmt: skip
def test_two_rosters_in_one_file_stay_apart(make) -> None:
    content = make()
    tables = read_roster(content, "两表.docx" if b"word/document" in content else "两表.xlsx")
    assert [(table.kind, [row.name for row in table.rows]) for table in tables] == [
        ("station", ["演示甲园区服务有限公司", "演示乙商会"]),
        ("expert", ["王演示", "赵演示"]),
    ]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("同义.docx", ["“机构名称”一列按“单位名称”读取。", "“通讯地址”一列按“地址”读取。", "“手机号码”一列按“联系电话”读取。"]),
        ("多一列.docx", ["“备注”一列不属于汇总表，未读取。"]),
        ("有附注.docx", ["第 4 行按说明文字处理，未读取：注：以上由演示机构填写"]),
        ("小标题.docx", ["第 2 行按说明文字处理，未读取：演示市"]),
        ("修订删除.docx", ["第 4 行在修订中已删除，未读取。"]),
        ("分页两表.docx", ["“第 2 个表格”没有表头，已接在前一表之后读取。"]),
    ],
)  # fmt: skip
def test_what_was_left_aside_is_told(name: str, told: list[str]) -> None:
    [table] = read_roster(STATION_FILES[name](), name)
    assert table.warnings == told


def test_a_hidden_sheet_is_told() -> None:
    [table] = read_roster(STATION_FILES["隐藏表.xlsx"](), "隐藏表.xlsx")
    assert table.warnings[-1] == "工作表“表2”已隐藏，未读取。"


@pytest.mark.parametrize(
    ("key", "written", "value", "warnings"),
    [
        ("name", "钱 演示", "钱演示", ["已去掉名称中的空格或换行。"]),
        ("name", "阿依•演示", "阿依·演示", []),
        ("phone", wide("19900000010"), ("19900000010",), ["已将全角数字改为半角。"]),
        ("phone", "199 0000 0010", ("19900000010",), ["已去掉号码中的空格或符号。"]),
        ("phone", "+86-199-0000-0010", ("19900000010",), ["已去掉号码中的空格或符号。"]),
        ("phone", "010-60000000、19900000010", ("19900000010", "010-60000000"), ["一格内有 2 个电话，以第一个手机号码联系。"]),
        ("phone", "19900000010\n19900000011", ("19900000010", "19900000011"), ["一格内有 2 个电话，以第一个手机号码联系。"]),
        ("phone", "(0571)6000 0000转801", ("0571-60000000-801",), ["没有手机号码，收不到激活短信，请补充。"]),
        ("phone", "60000000", ("60000000",), ["固定电话没有区号，请补充。", "没有手机号码，收不到激活短信，请补充。"]),
        ("fields", "政策,法律；金融 管理", ("政策", "法律", "金融", "管理"), []),
        ("fields", "航海", ("航海",), ["“航海”不在表注所列领域之内，请核对。"]),
        ("email", "qian @example.com", "qian@example.com", ["已去掉邮箱中的空格或全角符号。"]),
        ("email", f"qian＠example{wide('.')}com", "qian@example.com", ["已去掉邮箱中的空格或全角符号。"]),
        ("organisation", "演示\n大学", "演示大学", ["已去掉文字间的空格或换行。"]),
    ],
)  # fmt: skip
def test_what_was_put_right_in_a_cell_is_told(key: str, written: str, value: object, warnings: list[str]) -> None:  # fmt: skip
    cell = _expert_cell(key, written)
    assert (cell.value, cell.warnings, cell.errors) == (value, warnings, [])


@pytest.mark.parametrize(
    ("key", "written", "error"),
    [
        ("name", "", "未填写“姓名”。"),
        ("name", "钱演示、孙演示", "一格内似有多人，请每人一行。"),
        ("phone", "1990000001", "含有无法识别的内容，请只填电话号码（手机为 11 位）。"),
        ("phone", "199000000101", "含有无法识别的内容，请只填电话号码（手机为 11 位）。"),
        ("phone", "无", "含有无法识别的内容，请只填电话号码（手机为 11 位）。"),
        ("email", "qian#example.com", "邮箱格式不正确。"),
        ("fields", "", "未填写“擅长领域”。"),
        ("organisation", "演" * 101, "不能超过 100 个字。"),
        ("organisation", "演" * 1001, "单元格文字过长。"),
    ],
)
def test_what_cannot_be_read_is_asked_for(key: str, written: str, error: str) -> None:
    assert _expert_cell(key, written).errors == [error]


def _expert_cell(key: str, written: str):
    values = dict(
        zip(("number", "name", "organisation", "fields", "phone", "email"), EXPERTS[0], strict=True)
    )
    [table] = read_roster(made.word([EXPERT_HEADS, list({**values, key: written}.values())]), "一人.docx")
    return table.rows[0].cells[key]


def test_a_merged_cell_lends_its_text_and_says_so() -> None:
    content = made.excel(
        [EXPERT_HEADS, EXPERTS[0], [*EXPERTS[1][:2], None, *EXPERTS[1][3:]]], merges=["C2:C3"]
    )
    [table] = read_roster(content, "合并.xlsx")
    cell = table.rows[1].cells["organisation"]
    assert (cell.value, cell.warnings) == ("演示大学", ["取自上方的合并单元格，请核对。"])


def test_a_missing_column_is_an_error_of_the_table() -> None:
    [table] = read_roster(made.word(reordered(S, [0, 1, 3, 4])), "缺列.docx")
    assert table.errors == ["缺少“地址”一列。"]


def test_a_row_that_stood_before_is_told() -> None:
    [table] = read_roster(made.word([*S, S[1]]), "重复.docx")
    assert [row.warnings for row in table.rows] == [[], [], ["与第 2 行重复。"]]


def test_a_credit_code_is_read_when_given() -> None:
    rows = [[*row, code] for row, code in zip(S, ["统一社会信用代码", "91330113DEM0000144", "91330113DEM0000145"], strict=True)]  # fmt: skip
    [table] = read_roster(made.word(rows), "代码.docx")
    assert table.rows[0].value("uscc") == "91330113DEM0000144"
    assert [bool(row.cells["uscc"].errors) for row in table.rows] == [False, True]


def test_a_formula_without_result_is_an_error() -> None:
    content = made.excel_xml([S[0], [*STATIONS[0][:4], "<c><f>1+1</f></c>"]])
    [table] = read_roster(content, "公式.xlsx")
    assert table.rows[0].cells["phone"].errors == ["单元格是公式且没有计算结果，请改为直接填写的值。"]
