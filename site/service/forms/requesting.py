"""What is wrong with an entry of a closed year, in the holder's words; and the answer."""

from django import forms
from django.utils.translation import gettext_lazy as _


class RequestForm(forms.Form):
    words = forms.CharField(
        label=_("哪里有误，应当怎样更正"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("请写明哪里有误。")},
    )


class RequestAnswerForm(forms.Form):
    is_granted = forms.TypedChoiceField(
        label=_("决定"),
        choices=((1, _("同意更正：持有人可以更正这篇日记一次")), (0, _("不同意更正"))),
        coerce=lambda value: value == "1",
        empty_value=None,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择是否同意。")},
    )
    answer = forms.CharField(
        label=_("答复（持有人将读到全文）"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("请写明理由。")},
    )
