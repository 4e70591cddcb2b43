"""推荐激活：what the table lacks and what only the person or unit can say (S-7-1, E-3-1, E-3-3, 个人信息保护法 25)."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from policies.enums import CodeList, Kind
from policies.queries import code_names
from questions.forms.drafts import PlainTextField
from recruitment.actions import Completed
from recruitment.eligibility import uscc_fault
from recruitment.forms.drafts import CreditCodeField, coded, coded_many
from recruitment.models import Recommendation
from recruitment.names import clean_name


class StationActivation(forms.Form):
    uscc = CreditCodeField(
        label=_("统一社会信用代码"), max_length=18, help_text=_("18 位，见营业执照或法人证书。")
    )
    station_kind = coded(_("单位类型"), CodeList.STATION_KIND)
    has_undertaken = forms.BooleanField(label=_("本单位已阅读并承诺遵守《中小企业志愿服务工作站管理办法》"))
    accepts_e_delivery = forms.BooleanField(label=_("本单位确认以电子方式接收通知和文书"))

    def __init__(self, *args: Any, recommendation: Recommendation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["uscc"].initial = recommendation.row.uscc

    def clean_uscc(self) -> str:
        code: str = self.cleaned_data["uscc"]
        if fault := uscc_fault(code):
            raise ValidationError(fault)
        return code

    def completed(self) -> Completed:
        kinds = code_names(CodeList.STATION_KIND)
        said = self.cleaned_data
        return Completed(
            uscc=said["uscc"], station_kind=kinds.get(said["station_kind"], said["station_kind"])
        )


class ExpertActivation(forms.Form):
    employer = PlainTextField(label=_("所在单位"), max_length=100)
    has_declared_ethics = forms.BooleanField(
        label=_("本人承诺具有良好的政治素质和职业道德，无违法违纪和不良信用记录")
    )
    is_voluntary = forms.BooleanField(label=_("本人自愿、无偿参与中小企业志愿服务"))
    has_undertaken = forms.BooleanField(label=_("本人已阅读并承诺遵守《中小企业志愿服务专家管理办法》"))
    consents_to_publish = forms.BooleanField(label=_("本人单独同意公开姓名、所在单位和擅长领域"))
    accepts_e_delivery = forms.BooleanField(label=_("本人确认以电子方式接收通知和文书"))

    def __init__(self, *args: Any, recommendation: Recommendation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.most = int(recommendation.policy.value("expert.max_fields"))
        self.fields["fields"] = coded_many(_("擅长领域"), CodeList.FIELD, help_text=_("选最擅长的几项。"))
        self.order_fields(["employer", "fields"])
        told = set(recommendation.row.fields.split("、"))
        names = code_names(CodeList.FIELD)
        self.fields["fields"].initial = [code for code, name in names.items() if name in told]
        self.fields["employer"].initial = recommendation.row.organisation[:100]

    def clean_employer(self) -> str:
        return clean_name(self.cleaned_data["employer"])

    def clean_fields(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["fields"]
        if len(chosen) > self.most:
            raise ValidationError(_("擅长领域最多选 %(most)d 项。") % {"most": self.most})
        return chosen

    def completed(self) -> Completed:
        names = code_names(CodeList.FIELD)
        chosen = set(self.cleaned_data["fields"])
        return Completed(
            employer=self.cleaned_data["employer"],
            field_names=[name for code, name in names.items() if code in chosen],
        )


FORMS: dict[Kind, type[StationActivation] | type[ExpertActivation]] = {
    Kind.STATION: StationActivation,
    Kind.EXPERT: ExpertActivation,
}
