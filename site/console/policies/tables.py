"""The record of acts as a table."""

import json
from collections.abc import Mapping
from typing import Any

import django_tables2 as tables
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit.models import Event
from console.policies.verbs import verb_label


class EventTable(tables.Table):
    seq = tables.Column(gettext_lazy("序号"), empty_values=())
    at = tables.Column(gettext_lazy("时间"))
    actor_label = tables.Column(gettext_lazy("操作人"))
    verb = tables.Column(gettext_lazy("动作"))
    target_label = tables.Column(gettext_lazy("对象"))
    policy_version = tables.Column(gettext_lazy("规则版本"), empty_values=())
    change = tables.Column(gettext_lazy("变更"), empty_values=())

    class Meta:
        model = Event
        fields = ("seq", "at", "actor_label", "verb", "target_label", "policy_version", "change")
        orderable = False
        template_name = "console/table.html"

    def render_seq(self, record: Event) -> SafeString:
        if record.seq is None:
            return format_html('<span class="desk-tag desk-tag--idle">{}</span>', _("待入链"))
        return format_html('<span class="is-code" title="SHA-256 {}">{}</span>', record.hash, record.seq)

    def render_at(self, record: Event) -> str:
        return date_format(timezone.localtime(record.at), "Y年n月j日 H:i:s")

    def render_verb(self, record: Event) -> SafeString:
        return format_html('<span title="{}">{}</span>', record.verb, verb_label(record.verb))

    def render_policy_version(self, record: Event) -> str:
        return f"v{record.policy_version.number}" if record.policy_version else "—"

    def render_change(self, record: Event) -> SafeString | str:
        if not record.before and not record.after:
            return "—"
        return format_html(
            "<details><summary>{}</summary><pre>{}</pre></details>",
            _("查看"),
            "\n".join(_differences(record.before, record.after)),
        )


def _differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """A line for every key: what it was, what it became."""
    lines = []
    for key in sorted({*before, *after}):
        was, now = (
            json.dumps(said[key], ensure_ascii=False) if key in said else "" for said in (before, after)
        )
        lines.append(f"{key}: {was} → {now}" if was else f"{key}: {now}")
    return lines
