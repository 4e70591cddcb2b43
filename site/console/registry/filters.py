"""What the registry at the desk can be narrowed to."""

from typing import Any

import django_filters as filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from policies.enums import Kind, Province
from registry.models import Certificate, CertificateStatus
from registry.queries import MAX_ATTEMPTS

FILE_STATES = (("made", _("已生成")), ("waiting", _("待生成")), ("failed", _("生成失败")))


class CertificateFilter(filters.FilterSet):
    q = filters.CharFilter(
        label=_("名称或证书编号"),
        method="by_words",
        widget=forms.TextInput(attrs={"placeholder": _("名称或证书编号")}),
    )
    kind = filters.ChoiceFilter(
        label=_("类别"), field_name="term__holder__kind", choices=Kind.choices, empty_label=_("全部类别")
    )
    province = filters.ChoiceFilter(
        label=_("省份"),
        field_name="term__holder__province",
        choices=Province.choices,
        empty_label=_("全部省份"),
    )
    status = filters.ChoiceFilter(
        label=_("状态"), choices=CertificateStatus.choices, method="by_status", empty_label=_("全部状态")
    )
    file = filters.ChoiceFilter(
        label=_("文件"), choices=FILE_STATES, method="by_file", empty_label=_("全部文件状态")
    )

    class Meta:
        model = Certificate
        fields = ["q", "kind", "province", "status", "file"]

    def by_words(self, rows: QuerySet[Certificate], name: str, value: str) -> QuerySet[Certificate]:
        words = value.strip()
        return rows.filter(Q(number__icontains=words) | Q(term__holder__name__icontains=words))

    def by_status(self, rows: QuerySet[Certificate], name: str, value: str) -> QuerySet[Certificate]:
        """As `status_on` says it: a valid one past its term has expired."""
        is_over = Q(term__ends_on__lt=timezone.localdate())
        stands = {
            CertificateStatus.VALID: Q(status=CertificateStatus.VALID) & ~is_over,
            CertificateStatus.EXPIRED: Q(status=CertificateStatus.EXPIRED)
            | (Q(status=CertificateStatus.VALID) & is_over),
        }
        return rows.filter(stands.get(CertificateStatus(value), Q(status=value)))

    def by_file(self, rows: QuerySet[Certificate], name: str, value: str) -> QuerySet[Certificate]:
        states: dict[str, Any] = {
            "made": Q(rendered_at__isnull=False),
            "waiting": Q(rendered_at=None, render_attempts__lt=MAX_ATTEMPTS),
            "failed": Q(rendered_at=None, render_attempts__gte=MAX_ATTEMPTS),
        }
        return rows.filter(states[value])
