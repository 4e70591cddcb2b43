"""专家申请表的各步：every condition of E-2 and E-3 in a column of its own."""

from django import forms
from django.utils.translation import gettext_lazy as _

from policies.enums import CodeList, Province
from recruitment.forms.drafts import DraftForm, PlainTextField, chosen, coded, coded_many, narrative, number
from recruitment.names import clean_name, clean_person_name


class PersonForm(DraftForm):
    """个人信息 (E-2)."""

    needed = frozenset(["name", "category", "province", "employer", "position"])

    name = PlainTextField(label=_("姓名"), max_length=60, help_text=_("与身份证件一致，将印在聘书上。"))
    category = coded(_("专家类别"), CodeList.EXPERT_CATEGORY)
    province = chosen(_("省份（计划单列市、兵团）"), Province.choices)
    employer = PlainTextField(label=_("所在单位"), max_length=100)
    position = PlainTextField(label=_("职务或职称"), max_length=60)
    email = forms.EmailField(
        label=_("电子邮箱"), max_length=254, help_text=_("选填，不公开。"), widget=forms.EmailInput
    )

    def clean_name(self) -> str:
        return clean_person_name(self.cleaned_data["name"])

    def clean_employer(self) -> str:
        return clean_name(self.cleaned_data["employer"])


class ExpertConditionsForm(DraftForm):
    """申报条件 (E-3-2)."""

    needed = frozenset(["degree", "experience_years", "fields"])
    units = {"experience_years": "年"}

    degree = coded(_("学历"), CodeList.DEGREE)
    school = PlainTextField(label=_("毕业院校"), max_length=60)
    experience_years = number(
        _("中小企业服务经验年数"), most=80, help_text=_("满一年计 1 年，不满一年不计。")
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fields"] = coded_many(_("擅长领域"), CodeList.FIELD, help_text=_("选最擅长的几项。"))
        self.fields["fields"].required = False

    def clean_fields(self) -> list[str]:
        return sorted(self.cleaned_data["fields"])


class ExpertNarrativeForm(DraftForm):
    """经验与成果 (N-1)."""

    needed = frozenset({"experience", "achievements"})

    experience = narrative(
        _("志愿服务经验"), help_text=_("从事过的中小企业服务、方式和对象。通知第一项要求重点说明。")
    )
    achievements = narrative(
        _("志愿服务成果"), help_text=_("服务家次、时长、解决的问题、企业评价和可核实的典型事例。")
    )


class ExpertPledgeForm(DraftForm):
    """承诺与确认 (E-3-1, E-3-3, E-6-1) and the separate consent to be named (个人信息保护法 25)."""

    needed = frozenset(
        ["has_declared_ethics", "is_voluntary", "has_undertaken", "consents_to_publish", "accepts_e_delivery"]
    )

    has_declared_ethics = forms.BooleanField(label=_("本人作出以上政治素质与职业道德承诺"))
    is_voluntary = forms.BooleanField(label=_("本人自愿、无偿参与中小企业志愿服务"))
    has_undertaken = forms.BooleanField(label=_("本人已阅读并承诺遵守管理办法"))
    consents_to_publish = forms.BooleanField(label=_("本人单独同意公开上述三项信息"))
    accepts_e_delivery = forms.BooleanField(label=_("本人确认以电子方式接收上述文书"))
