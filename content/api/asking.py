"""What a question may contain: pages of a list, and filters; everything else is refused with a sentence."""

from typing import Annotated, Any, Literal

from django.utils.translation import gettext as _
from ninja import Field, P, PathEx, Schema
from pydantic import ValidationInfo, model_validator
from pydantic_core import PydanticCustomError

from policies.enums import Kind, Province

LARGEST = 2**63 - 1  # of a big integer: beyond it a database driver fails
FARTHEST = 100_000

Id = PathEx[int, P(ge=1, le=LARGEST, description="编号")]
Words = Annotated[str, Field(max_length=60, pattern=r"^[^\x00]*$")]
KindAsked = Annotated[Kind | None, Field(None, description="类别：station 工作站，expert 志愿专家")]
ProvinceAsked = Annotated[
    Province | None,
    Field(None, description="省份代码：GB/T 2260 两位数字，计划单列市四位，新疆生产建设兵团 66"),
]


class Paging(Schema):
    """A page of a list; a name the endpoint does not know is refused, for a typing error would pass as no filter."""

    limit: int = Field(20, ge=1, le=100, description="每页条数")
    offset: int = Field(0, ge=0, le=FARTHEST, description="从第几条之后开始")

    @model_validator(mode="before")
    @classmethod
    def _only_known(cls, asked: Any, info: ValidationInfo) -> Any:
        request = (info.context or {}).get("request")
        unknown = sorted(set(request.GET) - set(cls.model_fields)) if request else []
        if unknown:
            raise PydanticCustomError("unknown_parameter", "{names}", {"names": "、".join(unknown)[:100]})
        return asked


class RoundsAsked(Paging):
    kind: Literal["station", "expert", "both"] | None = Field(
        None, description="招募对象；both 指同时招募两类的批次"
    )
    phase: Literal["ahead", "open", "over"] | None = Field(
        None, description="阶段：ahead 尚未开始，open 申报中，over 已截止"
    )
    order: Literal["-opens_at", "opens_at", "-closes_at", "closes_at"] = Field(
        "-opens_at", description="次序；减号表示从晚到早"
    )


class WindowsAsked(Paging):
    status: Literal["open", "closed", "confirmed"] | None = Field(
        None, description="状态：open 公示中，closed 期满待确认，confirmed 已确认"
    )
    order: Literal["-opened_on", "opened_on"] = Field("-opened_on", description="次序，按公示之日")


class EntriesAsked(Paging):
    kind: KindAsked = None
    province: ProvinceAsked = None
    q: Words = Field("", description="名称中的任意几个字")
    order: Literal["order", "-order"] = Field("order", description="次序，按名单序号")


class HoldersAsked(Paging):
    kind: KindAsked = None
    province: ProvinceAsked = None
    q: Words = Field("", description="名称、所在单位或擅长领域中的任意几个字")
    order: Literal["id", "-id", "name", "-name"] = Field("-id", description="次序；默认新认定的在前")


def fault_sentence(error: dict[str, Any]) -> str:
    """What is wrong with one parameter, and what would be right."""
    given = error.get("ctx", {})
    kind = str(error["type"])
    if kind == "unknown_parameter":
        return _("没有名为 %(names)s 的参数。") % given
    if kind.startswith("int_parsing") or kind in ("int_type", "int_from_float"):
        return _("请填整数。") if kind != "int_parsing_size" else _("数字过大。")
    sentences = {
        "greater_than_equal": _("不能小于 %(ge)s。"),
        "less_than_equal": _("不能大于 %(le)s。"),
        "literal_error": _("只能是：%(expected)s。"),
        "enum": _("只能是：%(expected)s。"),
        "string_too_long": _("不能超过 %(max_length)s 个字。"),
    }
    expected = str(given.get("expected", "")).replace("'", "").replace(" or ", "、").replace(", ", "、")
    return sentences.get(kind, _("填写有误。")) % {**given, "expected": expected}
