"""A request type as staff write it, and how the register of requests is narrowed down."""

from typing import Any

import django_filters
from django import forms
from django.contrib.auth.models import Group
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from matters.enums import Asker, Status
from matters.models import Request, RequestType
from questions.forms.drafts import PlainTextField


class TypeForm(forms.Form):
    """Its words and who may ask."""

    title = PlainTextField(label=_("名称"), max_length=30, help_text=_("例如：使用平台标识许可。"))
    lead = PlainTextField(
        label=_("说明"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("申请人填写前读到的话：办什么、需要备好什么。"),
    )
    asker = forms.ChoiceField(label=_("谁可以申请"), choices=Asker.choices)


class NewTypeForm(TypeForm):
    """Besides, its code for good, and the first stage of its review."""

    code = forms.SlugField(
        label=_("代码"),
        max_length=40,
        help_text=_("小写字母、数字和连字符；用作网址和规则版本的适用范围，以后不能改。"),
        error_messages={"invalid": _("代码只能用字母、数字、连字符和下划线。")},
    )
    stage = PlainTextField(label=_("第一个环节的名称"), max_length=30, initial=_("审核"))
    group = forms.ModelChoiceField(
        label=_("由哪个组审核"),
        queryset=Group.objects.filter(permissions__content_type__app_label="matters", permissions__codename="view_request").order_by("name"),
        help_text=_("只列出可以查看申请的组；其他环节在起草页面上增加。"),
    )  # fmt: skip
    field_order = ("title", "code", "lead", "asker", "stage", "group")


class RequestFilter(django_filters.FilterSet):
    text = django_filters.CharFilter(method="filter_text", label=_("编号或申请人"))
    type = django_filters.ModelChoiceFilter(
        queryset=RequestType.objects.all(), label=_("事项"), empty_label=_("全部事项")
    )
    status = django_filters.ChoiceFilter(
        choices=[choice for choice in Status.choices if choice[0] != Status.DRAFT],
        label=_("状态"),
        empty_label=_("全部状态"),
    )

    class Meta:
        model = Request
        fields: list[str] = []

    def filter_text(self, queryset: QuerySet[Request], _name: str, value: Any) -> QuerySet[Request]:
        text = str(value).strip()
        return queryset.filter(Q(number__icontains=text) | Q(applicant__name__icontains=text))
