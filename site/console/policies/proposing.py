"""默认环节：a flow that a newer release brings and an older version lacks, proposed in a draft; a version in force stays as it is."""

import json
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from accounts.models import User
from accounts.queries import group_by_code
from policies.actions import add_stage, draft_policy
from policies.enums import FlowKind
from policies.models import PolicyVersion

PROPOSED = FlowKind.OBJECTION
"""The one flow of the rules that may be without stages: then the desk decides alone."""


def lacks_stages(policy: PolicyVersion) -> bool:
    return not policy.scope and not policy.stages.filter(flow_kind=PROPOSED).exists()


@transaction.atomic
def draft_with_proposal(
    *, source: PolicyVersion, title: str, by: User, at: datetime
) -> tuple[PolicyVersion, bool]:
    """A new draft, and whether stages its source lacks were proposed in it."""
    draft = draft_policy(source=source, title=title, by=by, at=at)
    is_proposed = lacks_stages(draft)
    if is_proposed:
        propose_stages(draft=draft, by=by, at=at)
    return draft, is_proposed


@transaction.atomic
def propose_stages(*, draft: PolicyVersion, by: User, at: datetime, revision: int | None = None) -> int:
    """Those a new installation begins with, where the draft has none; to be changed or removed like any. Returns how many."""
    if not lacks_stages(draft):
        return 0
    proposed = _first_policy()["stages"][PROPOSED]
    for said in proposed:
        values = {
            key: value
            for key, value in said.items()
            if key not in {"order", "code", "name", "group", "locked_by"}
        }
        add_stage(
            policy=draft,
            flow_kind=PROPOSED,
            name=said["name"],
            group=group_by_code(said["group"]),
            values=values,
            by=by,
            at=at,
            revision=revision,
        )
        revision = None  # the form was of the draft as it was before the first of them
    return len(proposed)


def _first_policy() -> dict[str, Any]:
    read: dict[str, Any] = json.loads(
        (settings.ROOT / "fixtures" / "policy.json").read_text(encoding="utf-8")
    )
    return read
