"""The diary form: one short page; what is typed about firms is read line by line."""

import re
from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from policies.diary import HALF_HOURS_A_DAY
from policies.enums import CodeList
from policies.queries import codes_on
from recruitment.eligibility import uscc_fault
from registry.models import Holder
from service.actions import Firm, Told
from service.enums import Form
from service.models import DiaryEntry, Enterprise
from service.queries import enterprises_of, firms_offered, holders_reporting

MOST_FIRMS = 200
WITH_CODE = re.compile(r"(?P<name>.+?)[\s,，;；、]+(?P<uscc>[0-9A-Za-z]{18})")


class EntryForm(forms.Form):
    form_key = forms.UUIDField(widget=forms.HiddenInput)
    holder = forms.ModelChoiceField(queryset=Holder.objects.none(), label=_("填报身份"), empty_label=None)
    served_on = forms.DateField(
        label=_("服务日期"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    form = forms.ChoiceField(label=_("服务形式"), choices=Form.choices, widget=forms.RadioSelect)
    kind = forms.ChoiceField(label=_("服务方式"))
    field = forms.ChoiceField(label=_("服务领域"))
    starts_half = forms.TypedChoiceField(label=_("开始时间"), coerce=int)
    half_hours = forms.TypedChoiceField(label=_("服务时长"), coerce=int)
    enterprises = forms.ModelMultipleChoiceField(
        queryset=Enterprise.objects.none(),
        label=_("我的企业名单"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    firms = forms.CharField(
        label=_("添加企业"),
        required=False,
        help_text=_("每行一家：企业名称，可在后面加统一社会信用代码。新的企业会存入您的名单。"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    summary = forms.CharField(label=_("服务内容"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))
    is_declared_free = forms.BooleanField(label=_("本次服务未向企业收取任何费用"))

    def __init__(self, *args: Any, user: User, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["form_key"].initial = uuid4
        self.fields["served_on"].initial = today
        self.fields["served_on"].widget.attrs["max"] = today.isoformat()
        holders = holders_reporting(user)
        self._choose("holder", holders)
        if len(rows := list(holders)) == 1:
            self.fields["holder"].initial = rows[0].pk
            self.fields["holder"].widget = forms.HiddenInput()
        self._offer_firms(enterprises_of(user))
        for name, codelist in (("kind", CodeList.SERVICE_KIND), ("field", CodeList.FIELD)):
            self._offer(name, [(item.code, item.name) for item in codes_on(codelist, today)])
        self._offer("starts_half", [(half, clock(half)) for half in range(HALF_HOURS_A_DAY)])
        self._offer(
            "half_hours",
            [
                (n, gettext("%(hours)s 小时") % {"hours": f"{n / 2:g}"})
                for n in range(1, HALF_HOURS_A_DAY + 1)
            ],
        )
        self.fields["starts_half"].initial = 18
        self.fields["half_hours"].initial = 2
        _say_what_is_missing(self)

    def _choose(self, name: str, rows: Any) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = rows

    def _offer_firms(self, rows: QuerySet[Enterprise]) -> None:
        """The firms served last, and those chosen; any other of the list is found again by typing its name."""
        self._choose("enterprises", rows)
        sent = self.data.getlist("enterprises") if isinstance(self.data, QueryDict) else []
        chosen = [int(one) for one in (*sent, *self.initial.get("enterprises", ())) if str(one).isdecimal()]
        self._offer("enterprises", [(firm.pk, firm.name) for firm in firms_offered(rows, chosen)])

    def _offer(self, name: str, choices: list[tuple[Any, str]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def clean_firms(self) -> list[Firm]:
        lines = [line.strip() for line in self.cleaned_data["firms"].splitlines() if line.strip()]
        if len(lines) > MOST_FIRMS:
            raise forms.ValidationError(gettext("一次最多添加 %(most)d 家。") % {"most": MOST_FIRMS})
        return [_firm(line) for line in lines]

    def told(self) -> Told:
        data = self.cleaned_data
        names = ("served_on", "starts_half", "half_hours", "form", "kind", "field", "summary")
        said = {name: data[name] for name in (*names, "is_declared_free")}
        return Told(**said, enterprises=list(data["enterprises"]))


class CorrectionForm(EntryForm):
    reason = forms.CharField(label=_("更正理由"), max_length=300)

    def __init__(self, *args: Any, entry: DiaryEntry, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["form_key"], self.fields["holder"]
        _say_what_is_missing(self)
        self._offer_firms(entry.holder.enterprises.all())


def _say_what_is_missing(form: forms.Form) -> None:
    """Each empty field asks for itself by name."""
    for field in form.fields.values():
        is_chosen = isinstance(field, (forms.ChoiceField, forms.ModelChoiceField))
        sentence = gettext("请选择%(label)s。") if is_chosen else gettext("请填写%(label)s。")
        field.error_messages["required"] = sentence % {"label": field.label}
    declared = form.fields["is_declared_free"]
    declared.error_messages["required"] = gettext("请声明本次服务未向企业收取任何费用。")


def clock(half: int) -> str:
    return f"{half // 2:02d}:{half % 2 * 30:02d}"


def _firm(line: str) -> Firm:
    coded = WITH_CODE.fullmatch(line)
    firm = Firm(coded["name"], coded["uscc"].upper()) if coded else Firm(line)
    if len(firm.name) > 100:
        raise forms.ValidationError(gettext("企业名称不超过 100 个字。"))
    if firm.uscc and (fault := uscc_fault(firm.uscc)):
        raise forms.ValidationError(f"{firm.name}：{fault}")
    return firm
