"""How the candidates and the entries of a window are narrowed down."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from policies.enums import Kind, Province
from publicity.models import Entry, EntryStatus
from recruitment.models import Application, Recommendation, Round


class CandidateFilter(django_filters.FilterSet):
    text = django_filters.CharFilter(method="filter_text", label=_("编号、单位或姓名"))
    round = django_filters.ModelChoiceFilter(
        queryset=Round.objects.all(), label=_("批次"), empty_label=_("全部批次")
    )
    kind = django_filters.ChoiceFilter(choices=Kind.choices, label=_("类型"), empty_label=_("全部类型"))
    province = django_filters.ChoiceFilter(
        choices=Province.choices, label=_("省份"), empty_label=_("全部省份")
    )

    class Meta:
        model = Application
        fields: list[str] = []

    def filter_text(self, queryset: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        text = value.strip()
        return queryset.filter(Q(number__icontains=text) | Q(name__icontains=text))


class RecommendedFilter(CandidateFilter):
    """The same questions, asked of recommendations."""

    round = django_filters.ModelChoiceFilter(queryset=Round.objects.all(), field_name="row__roster__round")

    class Meta:
        model = Recommendation
        fields: list[str] = []

    def filter_text(self, queryset: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        text = value.strip()
        return queryset.filter(Q(row__roster__number__icontains=text) | Q(name__icontains=text))


class EntryFilter(django_filters.FilterSet):
    text = django_filters.CharFilter(field_name="name", lookup_expr="icontains", label=_("单位或姓名"))
    status = django_filters.ChoiceFilter(
        choices=EntryStatus.choices, label=_("状态"), empty_label=_("全部状态")
    )

    class Meta:
        model = Entry
        fields: list[str] = []
