"""How the inbox is narrowed down."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from policies.enums import Kind, Province
from policies.models import Stage
from workflows.application.inbox import APPLICATION, is_overdue
from workflows.review.models import Seat


def _stages(_request: Any = None) -> list[tuple[str, str]]:
    """Every stage name in use, once, in order."""
    rows = Stage.objects.order_by("order").values_list("code", "name")
    return list(dict(rows).items())


class InboxFilter(django_filters.FilterSet):
    text = django_filters.CharFilter(method="filter_text", label=_("编号、单位或姓名"))
    kind = django_filters.ChoiceFilter(
        field_name=f"{APPLICATION}__kind", choices=Kind.choices, label=_("类型"), empty_label=_("全部类型")
    )
    province = django_filters.ChoiceFilter(
        field_name=f"{APPLICATION}__province", choices=Province.choices, label=_("省份"), empty_label=_("全部省份")
    )  # fmt: skip
    stage = django_filters.ChoiceFilter(
        field_name="run__stage__code", choices=_stages, label=_("环节"), empty_label=_("全部环节")
    )
    overdue = django_filters.BooleanFilter(
        method="filter_overdue", label=_("只看超期"), widget=forms.CheckboxInput
    )

    class Meta:
        model = Seat
        fields: list[str] = []

    def filter_text(self, queryset: QuerySet[Seat], _name: str, value: str) -> QuerySet[Seat]:
        text = value.strip()
        return queryset.filter(
            Q(**{f"{APPLICATION}__number__icontains": text}) | Q(**{f"{APPLICATION}__name__icontains": text})
        )

    def filter_overdue(self, queryset: QuerySet[Seat], _name: str, value: bool) -> QuerySet[Seat]:
        return queryset.filter(is_overdue(timezone.localdate())) if value else queryset
