"""Words of the demo: news, cases, a commended list and events, all invented and marked so."""

from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar

from django.utils import timezone
from wagtail.models import Page

from content.models import (
    CalendarPage,
    CaseIndexPage,
    CasePage,
    Commended,
    CommendedIndexPage,
    CommendedLink,
    CommendedListPage,
    EventPage,
    NewsIndexPage,
    NewsPage,
)
from policies.enums import Kind

ISSUER = "工业和信息化部中小企业发展促进中心（演示）"
NEWS = (
    (4, "工作站联络员线上培训举行（演示）", "来自各地工作站的联络员参加培训，学习志愿日记的填报口径和常见问题。", ("培训讲解了志愿日记按次填报、服务对象如何登记、满意度如何回收，并当场演示了手机端的填报过程。", "参训人员提出的问题，平台将整理成问答发布。")),
    (15, "“一起益企”服务行动走进产业园区（演示）", "志愿专家为园区企业讲解融资政策，现场一对一解答。", ("活动当天，志愿专家分三组为企业解答贷款贴息、设备更新和数字化转型方面的问题。", "全部服务不收取费用。")),
    (33, "志愿服务平台上线证书查验（演示）", "输入证书编号，或者扫描证书上的二维码，即可核验真伪和有效期。", ("查验结果显示证书状态、有效期和持有人名称，不显示联系方式。",)),
    (61, "第三季度志愿服务情况（演示）", "各地工作站和志愿专家当季服务情况汇总。", ("培训、咨询、政策宣讲和技术诊断四类服务均有开展，其中咨询次数最多。",)),
)  # fmt: skip
CASES = (
    (9, "三天理顺一家小厂的合同（演示）", "律师志愿者为一家零部件小厂审查长期供货合同，找出付款条件和违约责任中的漏洞。", "33", "法律", "为企业避免可能的损失约 40 万元", "(演示)青禾中小企业服务工作站"),
    (27, "把手工台账搬上手机（演示）", "数字化专家用现成的低成本工具，帮助一家食品企业实现批次追溯。", "37", "数字赋能", "追溯一批货由半天缩短到 5 分钟", "(演示)临川数字化促进工作站"),
    (52, "一份说得清的融资材料（演示）", "金融专家辅导一家种植企业整理流水和订单，首次获得信用贷款。", "51", "金融", "获得信用贷款 80 万元", "(演示)云溪众创空间工作站"),
)  # fmt: skip
COMMENDED = (
    (Kind.STATION, "(演示)青禾中小企业服务工作站", "33", "全年办结企业需求 412 件，按期办结率 99.0%。", ""),
    (Kind.STATION, "(演示)临川数字化促进工作站", "37", "为 86 家小微企业完成上云诊断并出具改进建议。", "地方媒体报道（演示）"),
    (Kind.STATION, "(演示)云溪众创空间工作站", "51", "举办融资对接 18 场，帮助 37 家企业获得贷款。", ""),
    (Kind.EXPERT, "林某某（演示）", "11", "法律领域，义务审查合同 137 次，企业满意率 100%。", ""),
    (Kind.EXPERT, "周某某（演示）", "44", "管理领域，全年驻企辅导 62 天。", ""),
)  # fmt: skip
EVENTS = (
    (6, 9, 2, "志愿日记填报培训（演示）", "讲解填报口径，答疑。", "", "https://example.org/meeting", "工作站联络员、志愿专家"),
    (13, 14, 3, "中小企业融资政策宣讲（演示）", "政策解读和一对一咨询。", "演示市创业大厦一层报告厅", "", "中小企业负责人、财务人员"),
    (20, 0, 0, "中小企业服务月（演示）", "各地工作站集中开展公益服务，为期五天。", "各地工作站", "", "中小企业"),
    (-18, 14, 2, "知识产权公益讲座（演示）", "商标和专利的常见误区。", "演示市图书馆", "", "中小企业"),
)  # fmt: skip
P = TypeVar("P", bound=Page)


def make_words(today: date) -> None:
    """Each page once, found again by its address."""
    news, cases = NewsIndexPage.objects.get(), CaseIndexPage.objects.get()
    for number, (ago, title, summary, paragraphs) in enumerate(NEWS):
        body = [("paragraph", f"<p>{text}</p>") for text in paragraphs]
        _page(news, NewsPage, f"demo-{number}", title=title, summary=summary, reported_on=today - timedelta(days=ago), source="演示数据", body=body)  # fmt: skip
    for number, (ago, title, summary, province, field, outcome, who) in enumerate(CASES):
        _page(cases, CasePage, f"demo-{number}", title=title, summary=summary, province=province, field_name=field, outcome=outcome, served_by=who, told_on=today - timedelta(days=ago), body=case_body(summary))  # fmt: skip
    _commended(today.year - 1)
    calendar = CalendarPage.objects.get()
    for number, (ahead, hour, hours, title, summary, place, url, audience) in enumerate(EVENTS):
        day = today + timedelta(days=ahead)
        starts_at = _at(day, hour)
        ends_at = starts_at + (timedelta(hours=hours) if hours else timedelta(days=4))
        _page(calendar, EventPage, f"demo-{number}", title=title, summary=summary, starts_at=starts_at, ends_at=ends_at, is_all_day=not hours, place=place, online_url=url, audience=audience, organiser="联盟秘书处（演示）", body=[("paragraph", f"<p>{summary}活动不收取任何费用。</p>")])  # fmt: skip


def case_body(summary: str) -> list[tuple[str, Any]]:
    """A case as an editor would lay it out."""
    return [
        ("heading", {"text": "企业遇到什么困难", "level": "2"}),
        ("paragraph", f"<p>{summary}</p>"),
        ("heading", {"text": "怎样服务", "level": "2"}),
        ("timeline", [
            {"when": "第一天", "title": "上门了解情况", "text": "查看资料，听取企业说明，确定要解决的问题。"},
            {"when": "第二天", "title": "提出方案", "text": "与企业一起核对方案的可行性和成本。"},
            {"when": "一个月后", "title": "回访", "text": "确认方案已经落实，回收满意度。"},
        ]),
        ("figures", [
            {"live": "", "label": "上门次数", "value": "3 次", "source": "志愿日记（演示）"},
            {"live": "", "label": "服务时长", "value": "11 小时", "source": "志愿日记（演示）"},
            {"live": "stations", "label": "", "value": "", "source": ""},
        ]),
    ]  # fmt: skip


def _commended(year: int) -> None:
    index = CommendedIndexPage.objects.get()
    if CommendedListPage.objects.child_of(index).filter(year=year).exists():
        return
    page = CommendedListPage(
        title=f"关于表扬{year}年度优秀中小企业志愿服务工作站和志愿专家的通报（演示）",
        slug=str(year),
        year=year,
        issuer=ISSUER,
        body=[("paragraph", f"根据{year}年度考核结果，现对服务突出的工作站和志愿专家予以表扬。（演示数据）")],
    )
    rows = []
    for kind, name, province, citation, report in COMMENDED:
        row = Commended(kind=kind, name=name, province=province, citation=citation)
        row.links.set([CommendedLink(title=report, url="https://example.org/report")] if report else [])
        rows.append(row)
    page.rows.set(rows)
    index.add_child(instance=page)
    page.save_revision().publish()


def _page(parent: Page, kind: type[P], slug: str, **values: Any) -> None:
    if not kind.objects.child_of(parent).filter(slug=slug).exists():
        page = parent.add_child(instance=kind(slug=slug, **values))
        page.save_revision().publish()


def _at(day: date, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))
