"""What answers contain, column by column: a column that is not named here cannot come out."""

from datetime import date, datetime
from typing import Generic, TypeVar

from ninja import Field, Schema

Item = TypeVar("Item")


class Fault(Schema):
    """为什么没有结果。"""

    message: str = Field(description="一句话说明")


class ParameterFault(Schema):
    """一个参数的问题。"""

    parameter: str = Field(description="参数名")
    message: str = Field(description="问题和正确的写法")


class QuestionFault(Fault):
    """参数有误。"""

    errors: list[ParameterFault] = Field(description="逐个参数")


class Listed(Schema, Generic[Item]):
    """列表的一页。"""

    count: int = Field(description="符合条件的总数")
    limit: int = Field(description="每页条数")
    offset: int = Field(description="从第几条之后开始")
    next: str | None = Field(description="下一页的地址；已是最后一页则为空")
    items: list[Item] = Field(description="本页各条")


class Named(Schema):
    """代码和名称。"""

    code: str = Field(description="代码")
    name: str = Field(description="名称")


class RoundShown(Schema):
    """招募批次。"""

    id: int = Field(description="编号")
    title: str = Field(description="名称")
    kind: Named = Field(description="招募对象")
    phase: Named = Field(description="阶段")
    opens_at: datetime = Field(description="开始时间")
    closes_at: datetime = Field(description="截止时间")
    notice_url: str | None = Field(description="通知页面；尚未发布则为空")


class KindCount(Schema):
    """一类的数目。"""

    kind: Named = Field(description="类别")
    count: int = Field(description="数目")


class WindowShown(Schema):
    """公示期。"""

    id: int = Field(description="编号")
    title: str = Field(description="公示页标题")
    status: Named = Field(description="状态")
    issuer: str = Field(description="发布单位")
    document_number: str = Field(description="文号，没有则为空")
    opened_on: date = Field(description="公示之日")
    last_day: date = Field(description="截止日，到当日 24 时")
    is_provisional: bool = Field(description="截止日是否暂定：工作日历尚未核对")
    days: int = Field(description="公示期天数")
    is_workdays: bool = Field(description="天数是否按工作日计")
    days_left: int | None = Field(description="今日之后还剩几个工作日；不在公示中则为空")
    counts: list[KindCount] = Field(description="名单各类数目")
    url: str = Field(description="公示页面")
    pdf_url: str = Field(description="名单 PDF")
    xlsx_url: str = Field(description="名单 Excel")
    entries_url: str = Field(description="名单各条")


class WindowWhole(WindowShown):
    """公示期及异议渠道。"""

    objection_phone: str = Field(description="异议电话")
    objection_address: str = Field(description="通信地址")
    objection_postcode: str = Field(description="邮政编码")


class EntryShown(Schema):
    """公示名单的一条：只有公示页上的各栏。"""

    order: int = Field(description="序号")
    kind: Named = Field(description="类别")
    name: str = Field(description="单位名称或姓名")
    province: Named | None = Field(description="省份，仅工作站")
    station_kind: str = Field(description="类型，仅工作站")
    employer: str = Field(description="所在单位，仅志愿专家")
    field_names: str = Field(description="擅长领域，仅志愿专家")


class HolderShown(Schema):
    """名录中的工作站或志愿专家。"""

    id: int = Field(description="编号")
    kind: Named = Field(description="类别")
    name: str = Field(description="单位名称或姓名")
    province: Named = Field(description="省份")
    station_kind: str = Field(description="类型，仅工作站")
    employer: str = Field(description="所在单位，仅志愿专家")
    field_names: str = Field(description="擅长领域，仅志愿专家")
    recognized_on: date = Field(description="认定日期")
    url: str = Field(description="本条的地址")


class HolderWhole(HolderShown):
    """名录中的一条及其任期。"""

    origin: Named = Field(description="来源")
    term: int = Field(description="第几期")
    starts_on: date = Field(description="本期起")
    ends_on: date = Field(description="本期止")


class CertificateShown(Schema):
    """证书查验结果。"""

    number: str = Field(description="证书编号")
    kind: Named = Field(description="类别")
    holder: str = Field(description="持有人；个人姓名只显示首尾")
    province: Named = Field(description="省份")
    status: Named = Field(description="状态")
    issued_on: date = Field(description="发证日期")
    starts_on: date = Field(description="有效期起")
    ends_on: date = Field(description="有效期止")
    issuer: str = Field(description="发证单位")


class ProvinceCount(Schema):
    """一省的数目。"""

    province: Named = Field(description="省份")
    count: int = Field(description="数目")


class KindFigures(Schema):
    """一类的在册数。"""

    kind: Named = Field(description="类别")
    count: int = Field(description="在册数")
    provinces: list[ProvinceCount] = Field(description="各省在册数，多的在前；没有的不列")


class Figures(Schema):
    """在册数与进行中的事项。"""

    day: date = Field(description="统计日")
    registry: list[KindFigures] = Field(description="各类在册数")
    rounds_open: int = Field(description="申报中的批次数")
    windows_open: int = Field(description="公示中的名单数")


class RegulationShown(Schema):
    """规范文件。"""

    code: str = Field(description="代码")
    title: str = Field(description="名称")
    document_number: str = Field(description="文号，没有则为空")
    issuer: str = Field(description="发文单位，没有则为空")
    clause_count: int = Field(description="条款数")
    url: str = Field(description="全文的地址")


class ClauseShown(Schema):
    """条款。"""

    code: str = Field(description="编号")
    text: str = Field(description="原文")
    interpretation: str = Field(description="平台的解释，不属于原文")
    carried_by: str = Field(description="平台如何落实，不属于原文")


class ArticleShown(Schema):
    """条。"""

    name: str = Field(description="条名")
    clauses: list[ClauseShown] = Field(description="各款、各项")


class ChapterShown(Schema):
    """章。"""

    title: str = Field(description="章名，没有则为空")
    articles: list[ArticleShown] = Field(description="各条")


class RegulationWhole(RegulationShown):
    """规范文件逐条。"""

    chapters: list[ChapterShown] = Field(description="各章")


class ClauseWhole(ClauseShown):
    """条款及其出处。"""

    regulation: Named = Field(description="规范文件")
    chapter: str = Field(description="章名")
    article: str = Field(description="条名")
