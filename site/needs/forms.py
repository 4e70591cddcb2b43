"""What a firm writes, or a station for it; what a holder answers; the score."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User, mobile_validator
from needs import exceptions
from needs.actions import Said
from needs.actions.submitting import LEAST_WORDS
from needs.models import Offer
from needs.models.need import MOST_WORDS
from needs.queries import entries_for, stations_of
from objections.forms import TOO_LONG, WordsField
from policies.enums import CodeList, Province
from policies.queries import codes_on
from recruitment.exceptions import RefusedError
from registry.models import Holder
from service.enums import Form
from service.forms.confirming import SCORES
from service.models import DiaryEntry

PLACES: dict[type[RefusedError], str] = {
    exceptions.FieldError: "field",
    exceptions.WordsMissingError: "words",
    exceptions.CodeFaultError: "uscc",
    exceptions.NotGathererError: "gathered_by",
}


class NeedForm(forms.Form):
    form_key = forms.UUIDField(widget=forms.HiddenInput)
    firm_name = forms.CharField(label=_("企业名称"), max_length=100)
    uscc = forms.CharField(
        label=_("统一社会信用代码"), max_length=18, required=False, help_text=_("选填，便于核对服务企业数。")
    )
    contact_name = forms.CharField(label=_("联系人"), max_length=60)
    province = forms.ChoiceField(label=_("所在地区"), choices=[("", _("请选择")), *Province.choices])
    field = forms.ChoiceField(label=_("需要哪方面的服务"))
    form = forms.ChoiceField(label=_("希望的形式"), choices=Form.choices, widget=forms.RadioSelect)
    words = WordsField(
        label=_("遇到什么困难"),
        max_length=MOST_WORDS,
        help_text=_("20 至 1000 字。请勿写入电话等联系方式：有人接受之后才会看到您的联系方式。"),
        error_messages={"max_length": TOO_LONG},
        widget=forms.Textarea(attrs={"rows": 6, "minlength": LEAST_WORDS}),
    )
    is_named = forms.BooleanField(
        label=_("服务完成后，可以公开企业名称"),
        required=False,
        help_text=_("不勾选，则公开页面只写地区和领域。"),
    )
    is_agreed = forms.BooleanField(label=_("同意把联系人和手机提供给接受需求的工作站或志愿专家"))

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["form_key"].initial = uuid4
        field = self.fields["field"]
        if isinstance(field, forms.ChoiceField):
            items = codes_on(CodeList.FIELD, timezone.localdate())
            field.choices = [("", gettext("请选择")), *((item.code, item.name) for item in items)]
        for one in self.fields.values():
            is_chosen = isinstance(one, forms.ChoiceField)
            sentence = gettext("请选择%(label)s。") if is_chosen else gettext("请填写%(label)s。")
            one.error_messages["required"] = sentence % {"label": one.label}
        self.fields["is_agreed"].error_messages["required"] = gettext("不提供联系方式，就无法对接服务。")

    def clean_uscc(self) -> str:
        return str(self.cleaned_data["uscc"]).strip().upper()

    def said(self) -> Said:
        data = self.cleaned_data
        names = (
            "firm_name",
            "uscc",
            "contact_name",
            "province",
            "field",
            "form",
            "words",
            "is_named",
            "is_agreed",
        )
        return Said(contact_mobile=self.mobile, **{name: data[name] for name in names})

    @property
    def mobile(self) -> str:
        """A firm's own need carries the number it signed in with."""
        return str(self.cleaned_data.get("contact_mobile") or self.user.mobile)

    def refuse(self, refused: RefusedError) -> None:
        self.add_error(PLACES.get(type(refused)), str(refused))


class GatheredForm(NeedForm):
    """S-2, S-10: a station writes down what a firm told it."""

    gathered_by = forms.ModelChoiceField(
        queryset=Holder.objects.none(), label=_("收集需求的工作站"), empty_label=None
    )
    contact_mobile = forms.CharField(
        label=_("企业联系人手机"),
        max_length=11,
        validators=[mobile_validator],
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    field_order = ("form_key", "gathered_by", "firm_name", "uscc", "contact_name", "contact_mobile")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        field, stations = self.fields["gathered_by"], stations_of(user)
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = stations
        if len(rows := list(stations)) == 1:
            field.initial, field.widget = rows[0].pk, forms.HiddenInput()
        self.fields["is_agreed"].label = gettext("企业同意把联系人和手机提供给接受需求的工作站或志愿专家")


class DeclineForm(forms.Form):
    words = forms.CharField(
        label=_("说明（选填）"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class ServiceForm(forms.Form):
    entry = forms.ModelChoiceField(
        queryset=DiaryEntry.objects.none(),
        label=_("哪一篇志愿日记"),
        empty_label=None,
        error_messages={"required": _("请选择志愿日记。"), "invalid_choice": _("请选择志愿日记。")},
    )

    def __init__(self, *args: Any, offer: Offer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["entry"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = entries_for(offer).select_related("holder")


class ScoreForm(forms.Form):
    score = forms.TypedChoiceField(
        label=_("您对这次服务是否满意"),
        choices=SCORES,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("请打 1 至 5 分。")},
    )
    words = forms.CharField(
        label=_("意见或说明（选填）"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
