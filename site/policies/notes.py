"""Notes beside a clause name parameters by their code; a reader is told the parameter's label."""

import re

from django.utils.translation import gettext as _

from policies.register import BY_KEY

NAMED = re.compile(r"（参数\s*([a-z_]+\.[a-z_]+)）")


def with_labels(note: str) -> str:
    """A note with each parameter's label instead of its code name, whatever value is in force."""
    return NAMED.sub(lambda match: _label(match[1]), note)


def _label(key: str) -> str:
    parameter = BY_KEY.get(key)
    return _("（规则“%(label)s”）") % {"label": parameter.label} if parameter else ""
