"""How the monitor is narrowed down."""

from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from viewflow.workflow.models import Process

from policies.enums import Province
from policies.models import Stage
from workflows.monitor.flows import WATCHED
from workflows.monitor.queries import STATES
from workflows.review.models import StageRun


def _flows(_request: Any = None) -> list[tuple[str, str]]:
    return [(one.code, one.title) for one in WATCHED]


def _stages(_request: Any = None) -> list[tuple[str, str]]:
    """Every stage name in use, once, in order."""
    names = Stage.objects.order_by("order", "name").values_list("name", flat=True)
    return [(name, name) for name in dict.fromkeys(names)]


class MonitorFilter(django_filters.FilterSet):
    text = django_filters.CharFilter(method="filter_text", label=_("编号、单位或姓名"), max_length=60)
    flow = django_filters.ChoiceFilter(
        method="filter_flow", choices=_flows, label=_("流程"), empty_label=_("全部流程")
    )
    state = django_filters.ChoiceFilter(
        choices=[(str(state.value), words) for state, (words, _tone) in STATES.items()],
        label=_("状况"),
        empty_label=_("全部状况"),
    )
    stage = django_filters.ChoiceFilter(
        method="filter_stage", choices=_stages, label=_("环节"), empty_label=_("全部环节")
    )
    province = django_filters.ChoiceFilter(
        method="filter_province", choices=Province.choices, label=_("省份"), empty_label=_("全部省份")
    )

    class Meta:
        model = Process
        fields: list[str] = []

    def filter_text(self, queryset: QuerySet[Process], _name: str, value: str) -> QuerySet[Process]:
        found = Q(pk__in=[])
        for one in WATCHED:
            for name in one.search:
                found |= Q(**{f"{one.path}__{name}__icontains": value.strip()})
        return queryset.filter(found)

    def filter_flow(self, queryset: QuerySet[Process], _name: str, value: str) -> QuerySet[Process]:
        return queryset.filter(flow_class__in=[one.flow for one in WATCHED if one.code == value])

    def filter_stage(self, queryset: QuerySet[Process], _name: str, value: str) -> QuerySet[Process]:
        open_runs = StageRun.objects.filter(process=OuterRef("pk"), closed_at=None, stage__name=value)
        return queryset.filter(Exists(open_runs))

    def filter_province(self, queryset: QuerySet[Process], _name: str, value: str) -> QuerySet[Process]:
        found = Q(pk__in=[])
        for one in WATCHED:
            if one.province:
                found |= Q(**{f"{one.path}__{one.province}": value})
        return queryset.filter(found)
