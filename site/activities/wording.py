"""How an activity is shown: its codes by name, its state in a colour."""

from typing import Any

from activities.enums import TONES, Campaign, Status
from activities.models import Activity
from policies.enums import CodeList
from policies.queries import code_names


def shown(row: Activity) -> dict[str, Any]:
    """What every page of one activity says of it."""
    kinds, fields = code_names(CodeList.SERVICE_KIND), code_names(CodeList.FIELD)
    return {
        "activity": row,
        "tone": TONES[Status(row.status)],
        "kind": kinds.get(row.kind, row.kind),
        "field": fields.get(row.field, row.field),
        "has_campaign": row.campaign != Campaign.NONE,
    }


def kind_names() -> dict[str, str]:
    return code_names(CodeList.SERVICE_KIND)
