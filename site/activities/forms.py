"""What an organiser plans, and why an activity is cancelled or sent back."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User, mobile_validator
from activities import exceptions
from activities.actions import Planned
from activities.models import Activity
from activities.models.activity import MOST_PLACES, MOST_WORDS
from activities.queries import stations_of
from objections.forms import TOO_LONG, WordsField
from policies.enums import CodeList
from policies.queries import codes_on
from recruitment.exceptions import RefusedError
from registry.models import Holder

PLACES: dict[type[RefusedError], str] = {
    exceptions.PlaceMissingError: "place",
    exceptions.WrongTimeError: "ends_at",
    exceptions.CapacityError: "capacity",
    exceptions.ContactMissingError: "contact_name",
    exceptions.PastError: "starts_at",
}
MOMENT = "%Y-%m-%dT%H:%M"
TEXTS = (
    "title",
    "kind",
    "field",
    "campaign",
    "province",
    "starts_at",
    "ends_at",
    "place",
    "link",
    "capacity",
    "contact_name",
    "contact_mobile",
    "words",
    "safety",
)


class PlanForm(forms.ModelForm):
    """The Center's form; a draft may still lack its 专人."""

    words = WordsField(
        label=_("活动说明"),
        max_length=MOST_WORDS,
        help_text=_("写明内容、对象和准备事项。志愿服务不收取任何费用。"),
        error_messages={"max_length": TOO_LONG},
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    link = forms.URLField(label=_("线上链接"), required=False, assume_scheme="https")
    contact_mobile = forms.CharField(
        label=_("专人手机"),
        max_length=11,
        required=False,
        validators=[mobile_validator],
        help_text=_("选填，只有已报名的人能看到。"),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )

    class Meta:
        model = Activity
        fields = TEXTS
        widgets = {
            "starts_at": forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT),
            "ends_at": forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT),
            "capacity": forms.NumberInput(attrs={"min": 1, "max": MOST_PLACES, "inputmode": "numeric"}),
            "safety": forms.Textarea(attrs={"rows": 2}),
        }
        help_texts = {
            "place": _("地点和线上链接至少填一项。"),
            "contact_name": _("发布前须写明（第二条）。姓名在活动页面公开。"),
            "safety": _("选填。活动有风险的，写明安全措施和保险。"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        for name, codelist in (("kind", CodeList.SERVICE_KIND), ("field", CodeList.FIELD)):
            items = [(item.code, item.name) for item in codes_on(codelist, today)]
            label = self.fields[name].label
            choices = [("", gettext("请选择")), *items]
            self.fields[name] = forms.ChoiceField(label=label, choices=choices)
        for one in self.fields.values():
            is_chosen = isinstance(one, forms.ChoiceField)
            sentence = gettext("请选择%(label)s。") if is_chosen else gettext("请填写%(label)s。")
            one.error_messages["required"] = sentence % {"label": one.label}

    def _post_clean(self) -> None:
        """The action writes; the model's own judgement of a half-filled form is not asked."""

    def planned(self) -> Planned:
        return Planned(**{name: self.cleaned_data[name] for name in TEXTS})

    def refuse(self, refused: RefusedError) -> None:
        about = refused.about if isinstance(refused, exceptions.CodeError) else PLACES.get(type(refused))
        self.add_error(about, str(refused))


class StationPlanForm(PlanForm):
    """S-6-1: which of a person's stations it is for."""

    holder = forms.ModelChoiceField(queryset=Holder.objects.none(), label=_("主办工作站"), empty_label=None)
    field_order = ("holder",)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field, stations = self.fields["holder"], stations_of(user, timezone.localdate())
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = stations
        if len(rows := list(stations)) == 1:
            field.initial, field.widget = rows[0].pk, forms.HiddenInput()
            self.fields["province"].initial = rows[0].province


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("理由"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("请写明理由。")},
    )
