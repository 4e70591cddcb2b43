"""Trials of a version, and the affected applications of one trial, as tables."""

from typing import Any

import django_filters
import django_tables2 as tables
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from console.policies.whatif_models import Effect, Trial, TrialCase, TrialStatus
from console.policies.whatif_words import EFFECT_TONES, change_words, decision_words
from policies.enums import Kind

TONES = {
    TrialStatus.RUNNING: "info",
    TrialStatus.DONE: "ok",
    TrialStatus.CANCELED: "idle",
    TrialStatus.FAILED: "bad",
}
DECISION = "decision"


class TrialTable(tables.Table):
    asked_at = tables.DateTimeColumn(format="Y-m-d H:i", verbose_name=gettext_lazy("发起时间"))
    scope = tables.Column(gettext_lazy("范围"))
    by = tables.Column(gettext_lazy("发起人"))
    status = tables.Column(gettext_lazy("状态"))
    affected = tables.Column(gettext_lazy("结果不同"), empty_values=())

    class Meta:
        orderable = False
        template_name = "console/table.html"

    def render_scope(self, record: Trial) -> SafeString:
        return format_html('<a href="{}">{}</a>', reverse("rules:trial", args=[record.pk]), record.scope)

    def render_status(self, record: Trial) -> SafeString:
        tag = format_html(
            '<span class="desk-tag desk-tag--{}">{}</span>',
            TONES[TrialStatus(record.status)],
            record.get_status_display(),
        )
        if record.is_running or not record.is_stale:
            return tag
        return format_html('{} <span class="desk-tag desk-tag--warn">{}</span>', tag, _("已过时"))

    def render_affected(self, record: Trial) -> str:
        if record.status != TrialStatus.DONE:
            return "—"
        cases = record.result["totals"]["cases"]
        return _("%(n)d / %(all)d 件") % {"n": cases.get("affected", 0), "all": cases.get("handed_in", 0)}


class CaseTable(tables.Table):
    number = tables.Column(gettext_lazy("受理编号"), accessor="application__number")
    name = tables.Column(gettext_lazy("单位 / 姓名"), accessor="application__name")
    kind = tables.Column(gettext_lazy("类别"), accessor="application__kind")
    province = tables.Column(gettext_lazy("省份"), accessor="application__province")
    effect = tables.Column(gettext_lazy("对提交的影响"), empty_values=())
    changes = tables.Column(gettext_lazy("条件变化"), empty_values=())
    decision = tables.Column(gettext_lazy("审核结论"), empty_values=())

    class Meta:
        orderable = False
        template_name = "console/table.html"

    def render_kind(self, record: TrialCase) -> str:
        return record.application.get_kind_display()

    def render_province(self, record: TrialCase) -> str:
        return record.application.get_province_display()

    def render_effect(self, record: TrialCase) -> SafeString | str:
        if not record.effect:
            return "—"
        tone = EFFECT_TONES[Effect(record.effect)]
        return format_html('<span class="desk-tag desk-tag--{}">{}</span>', tone, record.get_effect_display())

    def render_changes(self, record: TrialCase) -> SafeString | str:
        lines = [(change_words(change),) for change in record.changes]
        return format_html('<ul class="trial__lines">{}</ul>', format_html_join("", "<li>{}</li>", lines)) if lines else "—"  # fmt: skip

    def render_decision(self, record: TrialCase) -> str:
        return decision_words(record) or "—"


class CaseFilter(django_filters.FilterSet):
    text = django_filters.CharFilter(label=gettext_lazy("编号或名称"), method="narrow_text", max_length=60)
    effect = django_filters.ChoiceFilter(
        label=gettext_lazy("变化"),
        empty_label=gettext_lazy("全部变化"),
        choices=[*Effect.choices, (DECISION, gettext_lazy("审核结论改变"))],
        method="narrow_effect",
    )
    kind = django_filters.ChoiceFilter(
        label=gettext_lazy("类别"),
        empty_label=gettext_lazy("全部类别"),
        field_name="application__kind",
        choices=Kind.choices,
    )

    class Meta:
        model = TrialCase
        fields: list[str] = []

    def narrow_text(self, queryset: QuerySet[TrialCase], name: str, value: str) -> QuerySet[TrialCase]:
        said = Q(application__number__icontains=value) | Q(application__name__icontains=value)
        return queryset.filter(said)

    def narrow_effect(self, queryset: QuerySet[TrialCase], name: str, value: Any) -> QuerySet[TrialCase]:
        return queryset.exclude(after="") if value == DECISION else queryset.filter(effect=value)
