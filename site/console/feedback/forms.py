"""What the staff write: a reason that is read, a question, a reply."""

from django import forms
from django.utils.translation import gettext_lazy as _

from feedback.enums import Asked

TOO_LONG = _("最多 %(limit_value)d 字，现有 %(show_value)d 字。")


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("答复"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("请写明理由。"), "max_length": TOO_LONG},
    )


class UpholdForm(ReasonForm):
    calls_for_revocation = forms.TypedChoiceField(
        label=_("是否建议撤销或取消资格"),
        choices=[("yes", _("建议，转入撤销程序")), ("no", _("不建议"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择是否建议撤销或取消资格。")},
    )


class QuestionForm(forms.Form):
    asked = forms.ChoiceField(
        label=_("询问对象"),
        choices=Asked.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择询问对象。")},
    )
    question = forms.CharField(
        label=_("询问内容"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("请写明需要说明什么。"), "max_length": TOO_LONG},
    )


class ReplyForm(forms.Form):
    reply = forms.CharField(
        label=_("答复"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("请写明答复。"), "max_length": TOO_LONG},
    )
    is_agreed = forms.TypedChoiceField(
        label=_("办理结果"),
        choices=[("yes", _("采纳或提供支持")), ("no", _("仅答复"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择办理结果。")},
    )
