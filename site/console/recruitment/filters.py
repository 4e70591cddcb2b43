"""How the register of applications is narrowed down."""

from collections.abc import Mapping
from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from policies.enums import Kind, Province
from recruitment.enums import Status
from recruitment.models import Application, Round


class RegisterFilter(django_filters.FilterSet):
    text = django_filters.CharFilter(method="filter_text", label=_("编号、单位或姓名"))
    kind = django_filters.ChoiceFilter(choices=Kind.choices, label=_("类别"), empty_label=_("全部类别"))
    province = django_filters.ChoiceFilter(
        method="filter_province", choices=Province.choices, label=_("省份"), empty_label=_("全部省份")
    )
    status = django_filters.ChoiceFilter(
        choices=[choice for choice in Status.choices if choice[0] != Status.DRAFT],
        label=_("状态"),
        empty_label=_("全部状态"),
    )
    round = django_filters.ModelChoiceFilter(
        queryset=Round.objects.all(), label=_("批次"), empty_label=_("全部批次")
    )

    class Meta:
        model = Application
        fields: list[str] = []

    def __init__(self, *args: Any, unseen: Mapping[int, frozenset[str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unseen = unseen

    def _is_shown(self, column: str) -> Q:
        """What one does not see, one does not find by."""
        return ~Q(pk__in=[pk for pk, columns in self.unseen.items() if column in columns])

    def filter_province(
        self, queryset: QuerySet[Application], _name: str, value: str
    ) -> QuerySet[Application]:
        return queryset.filter(self._is_shown("province"), province=value)

    def filter_text(self, queryset: QuerySet[Application], _name: str, value: Any) -> QuerySet[Application]:
        text = str(value).strip()
        return queryset.filter(Q(number__icontains=text) | Q(name__icontains=text) & self._is_shown("name"))
