"""How the inbox is narrowed down."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.forms.utils import flatatt
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from policies.enums import FieldAccess, Province
from policies.models import Stage, StageField
from workflows.inbox.cases import KINDS
from workflows.inbox.hidden import hiding
from workflows.inbox.seats import is_overdue
from workflows.review.models import Seat


def _stages(_request: Any = None) -> list[tuple[str, str]]:
    """Every stage name in use, once, in order: stages of different flows may share a code."""
    names = Stage.objects.order_by("order", "name").values_list("name", flat=True)
    return [(name, name) for name in dict.fromkeys(names)]


def _kinds(_request: Any = None) -> list[tuple[str, str]]:
    return [row for kind in KINDS.values() for row in kind.kinds()]


def _is_shown(column: str, user: User) -> Q:
    """Whether the stage of a seat, and those one is asked at now, show a column: what one does not see, one does not find by."""
    here = StageField.objects.filter(stage=OuterRef("run__stage"), name=column, access=FieldAccess.HIDDEN)
    elsewhere = hiding(user, column).filter(run__process=OuterRef("run__process"))
    return ~Q(Exists(here)) & ~Q(Exists(elsewhere))


class PlainSelect(forms.Select):
    """The same list without a template for each of its options: there are thirty-seven provinces."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        widget = self.get_context(name, value, attrs)["widget"]
        options = [
            (option["value"], " selected" if option["selected"] else "", option["label"])
            for _group, rows, _place in widget["optgroups"]
            for option in rows
        ]
        listed = format_html_join("", '<option value="{}"{}>{}</option>', options)
        return format_html('<select name="{}"{}>{}</select>', name, flatatt(widget["attrs"]), listed)


class InboxFilter(django_filters.FilterSet):
    text = django_filters.CharFilter(method="filter_text", label=_("编号、单位或姓名"))
    kind = django_filters.ChoiceFilter(
        method="filter_kind", choices=_kinds, label=_("类型"), empty_label=_("全部类型"), widget=PlainSelect
    )
    province = django_filters.ChoiceFilter(
        method="filter_province",
        choices=Province.choices,
        label=_("省份"),
        empty_label=_("全部省份"),
        widget=PlainSelect,
    )
    stage = django_filters.ChoiceFilter(
        field_name="run__stage__name",
        choices=_stages,
        label=_("环节"),
        empty_label=_("全部环节"),
        widget=PlainSelect,
    )
    overdue = django_filters.BooleanFilter(
        method="filter_overdue", label=_("只看超期"), widget=forms.CheckboxInput
    )

    class Meta:
        model = Seat
        fields: list[str] = []

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def filter_text(self, queryset: QuerySet[Seat], _name: str, value: str) -> QuerySet[Seat]:
        found = Q(pk__in=[])
        for kind in KINDS.values():
            for name in kind.search:
                found |= Q(**{f"{kind.path}__{name}__icontains": value.strip()}) & _is_shown(name, self.user)
        return queryset.filter(found)

    def filter_kind(self, queryset: QuerySet[Seat], _name: str, value: str) -> QuerySet[Seat]:
        wanted = [of for kind in KINDS.values() if (of := kind.of_kind(kind.path, value)) is not None]
        return queryset.filter(*wanted) if wanted else queryset.none()

    def filter_province(self, queryset: QuerySet[Seat], _name: str, value: str) -> QuerySet[Seat]:
        paths = [f"{kind.path}__{kind.province}" for kind in KINDS.values() if kind.province]
        found = Q(pk__in=[])
        for path in paths:
            found |= Q(**{path: value})
        return queryset.filter(found, _is_shown("province", self.user))

    def filter_overdue(self, queryset: QuerySet[Seat], _name: str, value: bool) -> QuerySet[Seat]:
        return queryset.filter(is_overdue(timezone.localdate())) if value else queryset
