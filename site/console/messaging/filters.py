"""What the outbox can be narrowed to. A whole number is never asked for: it would stand in the address."""

import django_filters as filters
from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from messaging.models import Message, MessageStatus, Template


class MessageFilter(filters.FilterSet):
    status = filters.ChoiceFilter(label=_("状态"), choices=MessageStatus.choices, empty_label=_("全部状态"))
    template = filters.ModelChoiceFilter(
        label=_("模板"), queryset=Template.objects.all(), empty_label=_("全部模板")
    )
    tail = filters.CharFilter(
        label=_("手机尾号"),
        field_name="to",
        lookup_expr="endswith",
        max_length=4,
        validators=[RegexValidator(r"^\d{1,4}$", _("请输入不超过 4 位的手机尾号。"))],
        widget=forms.TextInput(attrs={"inputmode": "numeric", "placeholder": _("手机尾号")}),
    )

    class Meta:
        model = Message
        fields = ["status", "template", "tail"]
