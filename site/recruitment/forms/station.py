"""工作站申报的各步：every condition of S-2 to S-4 in a column of its own."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import mobile_validator
from policies.enums import CodeList, Province
from recruitment.eligibility import uscc_fault
from recruitment.enums import AssociationLevel
from recruitment.forms.drafts import (
    CreditCodeField,
    DraftForm,
    PlainTextField,
    chosen,
    coded,
    narrative,
    number,
    past_day,
)
from recruitment.names import clean_name, clean_person_name


class UnitForm(DraftForm):
    """单位信息 (S-2, S-3, S-4-1)."""

    needed = frozenset(
        [
            "name",
            "uscc",
            "station_kind",
            "province",
            "founded_on",
            "is_legal_person",
            "address",
            "contact_name",
            "contact_mobile",
        ]
    )
    shown_when = {
        "station_kind_other": "station_kind=other",
        "association_level": "station_kind=association",
    }

    name = PlainTextField(
        label=_("单位名称"), max_length=100, help_text=_("与法人证照一致的全称，将印在证书上。")
    )
    uscc = CreditCodeField(
        label=_("统一社会信用代码"), max_length=18, help_text=_("18 位，见营业执照或法人证书。")
    )
    station_kind = coded(_("单位类型"), CodeList.STATION_KIND)
    station_kind_other = PlainTextField(label=_("其他类型说明"), max_length=60)
    association_level = chosen(
        _("商协会级别"), AssociationLevel.choices, help_text=_("第三条：须为省级及以上行业商协会。")
    )
    province = chosen(_("省份（计划单列市、兵团）"), Province.choices)
    founded_on = past_day(_("成立日期"), help_text=_("以法人证照登记的日期为准。"))
    is_legal_person = forms.BooleanField(label=_("本单位具有独立法人资格"))
    address = PlainTextField(label=_("办公地址"), max_length=200)
    contact_name = PlainTextField(
        label=_("志愿服务专人"), max_length=60, help_text=_("第二条：工作站应安排专人从事中小企业志愿服务。")
    )
    contact_title = PlainTextField(label=_("专人职务"), max_length=60)
    contact_mobile = PlainTextField(
        label=_("专人手机"), max_length=11, validators=[mobile_validator], help_text=_("不公开，审核人员看到的是遮盖后的号码。")
    )  # fmt: skip

    def clean_name(self) -> str:
        return clean_name(self.cleaned_data["name"])

    def advice(self) -> dict[str, str]:
        code = self.cleaned_data.get("uscc", "") if self.is_bound else self.initial.get("uscc", "")
        fault = uscc_fault(code) if code else ""
        return {"uscc": fault} if fault else {}

    def clean_contact_name(self) -> str:
        return clean_person_name(self.cleaned_data["contact_name"])


class StationConditionsForm(DraftForm):
    """申报条件 (S-4-2 to S-4-5, S-5-P)."""

    needed = frozenset(["served_last_year", "premises", "facilities", "staff_count", "plan_or_rules"])
    units = {"served_last_year": "家", "staff_count": "人"}

    has_service_model = forms.BooleanField(label=_("具有成熟的服务中小企业模式"))
    has_event_experience = forms.BooleanField(label=_("具有举办中小企业服务活动经验"))
    served_last_year = number(
        _("上年服务中小企业数"),
        most=1_000_000,
        help_text=_("上一自然年服务的中小企业家数，同一企业只计一次。"),
    )
    premises = PlainTextField(
        label=_("固定的经营服务场所"), max_length=200, help_text=_("地点、面积、自有或租赁。")
    )
    facilities = PlainTextField(
        label=_("服务设施与仪器设备"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4})
    )
    staff_count = number(_("企业服务专职人员数"), most=1_000_000)
    plan_or_rules = PlainTextField(
        label=_("志愿服务方案或管理制度名称"), max_length=120, help_text=_("两者有其一即可，文本在“证明材料”一步上传。")
    )  # fmt: skip
    priority_title = coded(
        _("国家级称号（如有）"),
        CodeList.PRIORITY_TITLE,
        help_text=_("第五条：具有下列称号的优先认定；条件不因此减免，没有可不选。"),
    )


class StationNarrativeForm(DraftForm):
    """经验与成果 (N-1)."""

    needed = frozenset({"experience", "achievements"})

    experience = narrative(
        _("志愿服务经验"),
        help_text=_("怎样组织、做过什么、服务了谁、队伍和机制如何。通知第一项要求重点说明。"),
    )
    achievements = narrative(
        _("志愿服务成果"), help_text=_("服务家次、时长、解决的问题、企业评价和可核实的典型事例。")
    )


class StationPledgeForm(DraftForm):
    """承诺与确认 (S-7-1)."""

    needed = frozenset({"has_undertaken", "accepts_e_delivery"})

    has_undertaken = forms.BooleanField(label=_("本单位已阅读并作出以上承诺"))
    accepts_e_delivery = forms.BooleanField(label=_("本单位确认以电子方式接收上述文书"))
