"""The doors to the rules: draft, change, publish and retire a version; its stages; its import. Those to the calendar are in `calendar_actions`.

Audit stands above this room, so it listens to `policies.signals` and writes the event in the same transaction.
"""

from policies.actions.importing import import_policy
from policies.actions.stages import add_stage, change_stage, move_stage, remove_stage, set_stage_parts
from policies.actions.versions import change_policy, draft_policy, publish_policy, retire_policy

__all__ = [
    "add_stage",
    "change_policy",
    "change_stage",
    "draft_policy",
    "import_policy",
    "move_stage",
    "publish_policy",
    "remove_stage",
    "retire_policy",
    "set_stage_parts",
]
