"""How the record of acts is narrowed down."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from audit.models import Event
from console.policies.verbs import NOUNS


class EventFilter(django_filters.FilterSet):
    text = django_filters.CharFilter(label=_("操作人、对象或动作"), method="narrow_text", max_length=60)
    noun = django_filters.ChoiceFilter(
        label=_("对象类别"), empty_label=_("对象类别"), choices=list(NOUNS.items()), method="narrow_noun"
    )
    since = django_filters.DateFilter(
        label=_("自"), field_name="at", lookup_expr="date__gte", widget=forms.DateInput({"type": "date"})
    )
    until = django_filters.DateFilter(
        label=_("至"), field_name="at", lookup_expr="date__lte", widget=forms.DateInput({"type": "date"})
    )

    class Meta:
        model = Event
        fields: list[str] = []

    def narrow_text(self, queryset: QuerySet[Event], name: str, value: str) -> QuerySet[Event]:
        said = Q(actor_label__icontains=value) | Q(target_label__icontains=value) | Q(verb__icontains=value)
        return queryset.filter(said)

    def narrow_noun(self, queryset: QuerySet[Event], name: str, value: Any) -> QuerySet[Event]:
        return queryset.filter(verb__startswith=f"{value}.")
