"""Questions templates of the form ask of a field, a gap or a finding."""

from django import template
from django.forms import BoundField
from django.template import Context

from policies.rules import Finding
from recruitment.exceptions import Gap
from recruitment.models import Application
from recruitment.steps import findings_in, gaps_in, steps_of

register = template.Library()


@register.filter
def is_needed(field: BoundField) -> bool:
    """Whether a submission needs this field."""
    return field.name in getattr(field.form, "needed", ())


@register.simple_tag(takes_context=True)
def advice_for(context: Context, field: BoundField) -> str:
    """A sentence about a well-formed value, when there is one."""
    return str((context.get("advice") or {}).get(field.name, ""))


@register.filter
def unit(field: BoundField) -> str:
    """The unit written behind a number."""
    return str(getattr(field.form, "units", {}).get(field.name, ""))


@register.filter
def shown_when(field: BoundField) -> str:
    """On which other answer this field depends: `station_kind=other`."""
    return str(getattr(field.form, "shown_when", {}).get(field.name, ""))


@register.filter
def is_blank(finding: Finding) -> bool:
    """Whether a condition is unmet only because nothing was said yet: no reason for red."""
    return finding.value in {"未填写", "未选择", "未确认", "未上传", "0 字", "0 项"}


@register.filter
def gap_step(gap: Gap, application: Application) -> str:
    """The step in which a gap is filled; empty when none does."""
    return next((step.code for step in steps_of(application) if gaps_in(step, [gap])), "")


@register.filter
def finding_step(finding: Finding, application: Application) -> str:
    """The step in which a finding is settled."""
    steps = steps_of(application)
    return next((step.code for step in steps if findings_in(step, [finding])), steps[0].code)
