"""公示名单的列：the fixed register of what a public list may show. No way to reach anybody stands here, so none can be chosen."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from policies.enums import Kind

# The articles ask for a list of names (名单) and say no more; what tells two names apart is the platform's own rule.
STATION_RULE, EXPERT_RULE = _("工作站管理办法第五条（三）"), _("志愿专家管理办法第四条（三）")
PLATFORM_RULE = _("本平台规定，便于公众核对")
CONSENT = _("志愿专家的单独同意写明公开姓名、单位和领域；选用本列前请确认已另行取得同意。")


@dataclass(frozen=True)
class PublicColumn:
    """One column: the field of the entry it shows, its share of the sheet, and the rule that demands it."""

    code: str
    label: str | Promise
    share: int
    sample: str | Promise
    demanded_by: str | Promise = ""
    note: str | Promise = ""


def _register(*columns: PublicColumn) -> dict[str, PublicColumn]:
    return {column.code: column for column in columns}


REGISTER: dict[str, dict[str, PublicColumn]] = {
    Kind.STATION: _register(
        PublicColumn("name", _("单位名称"), 46, _("示例科技园运营有限公司"), STATION_RULE),
        PublicColumn("province", _("省份"), 18, _("浙江省"), PLATFORM_RULE),
        PublicColumn("station_kind", _("类型"), 26, _("中小企业园区"), PLATFORM_RULE),
        PublicColumn("priority_title", _("国家级称号"), 26, _("国家中小企业公共服务示范平台")),
    ),
    Kind.EXPERT: _register(
        PublicColumn("name", _("姓名"), 18, _("示例姓名"), EXPERT_RULE),
        PublicColumn("employer", _("所在单位"), 40, _("示例大学"), PLATFORM_RULE),
        PublicColumn("field_names", _("擅长领域"), 34, _("政策解读、信贷融资"), PLATFORM_RULE),
        PublicColumn("province", _("省份"), 18, _("浙江省"), note=CONSENT),
    ),
}


def demanded(kind: str) -> list[str]:
    """What the list of a kind shows in any case; and all it shows until somebody chooses."""
    return [column.code for column in REGISTER[kind].values() if column.demanded_by]


def columns_named(kind: str, codes: Iterable[str]) -> list[PublicColumn]:
    """The columns of these codes in their order; the demanded ones when there are none."""
    return [REGISTER[kind][code] for code in list(codes) or demanded(kind)]
