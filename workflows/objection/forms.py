"""What a handler writes: a reason that is read, or a question."""

from django import forms
from django.utils.translation import gettext_lazy as _

from objections.enums import Asked


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("答复"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={
            "required": _("请写明理由。"),
            "max_length": _("最多 %(limit_value)d 字，现有 %(show_value)d 字。"),
        },
    )


class QuestionForm(forms.Form):
    asked = forms.ChoiceField(
        label=_("询问对象"),
        choices=Asked.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择询问申报人还是异议人。")},
    )
    question = forms.CharField(
        label=_("询问内容"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={
            "required": _("请写明需要说明什么。"),
            "max_length": _("最多 %(limit_value)d 字，现有 %(show_value)d 字。"),
        },
    )
