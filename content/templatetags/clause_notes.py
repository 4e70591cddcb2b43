"""Notes beside a clause, as the public reads them: parameters by their names and present values."""

from typing import Any

from django import template
from django.utils.translation import gettext as _

from policies.models import PolicyVersion
from policies.notes import NAMED
from policies.register import BY_KEY, Parameter

register = template.Library()


@register.filter
def in_words(note: str, policy: PolicyVersion | None) -> str:
    """A note with each parameter's label and the value in force instead of its code name."""
    return NAMED.sub(lambda match: _words(match[1], policy), note)


def _words(key: str, policy: PolicyVersion | None) -> str:
    parameter = BY_KEY.get(key)
    if parameter is None or policy is None:
        return ""
    return _("（现行规则：%(label)s%(value)s）") % {
        "label": parameter.label,
        "value": _value(parameter, policy.value(key)),
    }


def _value(parameter: Parameter, value: Any) -> str:
    if isinstance(value, bool):
        return _("：是") if value else _("：否")
    if isinstance(value, list):
        return "：" + ("、".join(value) or _("无"))
    return str(dict(parameter.choices).get(value, f" {value} {parameter.unit}".rstrip()))
