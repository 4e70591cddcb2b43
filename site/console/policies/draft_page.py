"""What every page about a draft shows: its bar, its tabs, what differs, what is wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from audit.models import Event
from console.policies.wording import Wording, wording_for
from policies.comparison import Change, changes_between, stage_sentences
from policies.content import content_of, stages_with_parts
from policies.enums import POLICY_FLOWS, FlowKind
from policies.models import PolicyVersion, Stage
from policies.publication import faults_of
from policies.validation import Fault


@dataclass(frozen=True)
class Tab:
    """One flow of a draft, with how many of its stages or steps differ from the published version."""

    flow_kind: str
    label: str
    changes: int


@dataclass(frozen=True)
class Act:
    """One change somebody made: for the save bar, and for whoever worked on an older form."""

    who: str
    at: datetime
    sentences: Sequence[str] = ()


class DraftPage:
    """A version read once: everything its pages say is asked of here."""

    def __init__(self, policy: PolicyVersion) -> None:
        self.policy = policy
        self.base = policy.drafted_from

    @cached_property
    def content(self) -> dict[str, Any]:
        return content_of(self.policy)

    @cached_property
    def base_content(self) -> dict[str, Any]:
        return content_of(self.base) if self.base else {"stages": [], "values": self.content["values"]}

    @cached_property
    def wording(self) -> Wording:
        return wording_for(self.content, self.base_content)

    @cached_property
    def worded(self) -> dict[str, Any]:
        return self.wording.of(self.content)

    @cached_property
    def base_worded(self) -> dict[str, Any]:
        return self.wording.of(self.base_content)

    @cached_property
    def changes(self) -> list[Change]:
        """What differs from the version the draft began from, nothing where there is none."""
        return changes_between(self.base_worded, self.worded) if self.base else []

    @cached_property
    def faults(self) -> list[Fault]:
        return faults_of(self.policy, self.content)

    @cached_property
    def tabs(self) -> list[Tab]:
        kinds = (FlowKind.REQUEST,) if self.policy.scope else POLICY_FLOWS
        return [
            Tab(kind, str(kind.label), sum(change.flow_kind == kind for change in self.changes))
            for kind in kinds
        ]

    @cached_property
    def value_changes(self) -> list[Change]:
        return [change for change in self.changes if not change.flow_kind]

    @cached_property
    def last_act(self) -> Act | None:
        event = self._events().order_by("-id").first()
        return Act(event.actor_label, event.at) if event else None

    def stages(self, flow_kind: str) -> list[Stage]:
        return list(stages_with_parts(self.policy).filter(flow_kind=flow_kind))

    def said(self, flow_kind: str) -> list[dict[str, Any]]:
        return [stage for stage in self.worded["stages"] if stage["flow_kind"] == flow_kind]

    def base_said(self, flow_kind: str) -> list[dict[str, Any]]:
        return [stage for stage in self.base_worded["stages"] if stage["flow_kind"] == flow_kind]

    def acts_since(self, revision: int) -> list[Act]:
        """What others changed after a form was made, in words, oldest first."""
        later = [
            event for event in self._events().order_by("id") if event.after.get("revision", 0) > revision
        ]
        return [Act(event.actor_label, event.at, self._sentences(event)) for event in later]

    def _events(self) -> Any:
        label = PolicyVersion._meta.label_lower  # noqa: SLF001  documented meta API
        return Event.objects.filter(target_type=label, target_id=self.policy.pk)

    def _sentences(self, event: Event) -> list[str]:
        before, after = event.before.get("stage"), event.after.get("stage")
        if before and after:
            return stage_sentences(self._worded(before), self._worded(after))
        if after:
            return [_("新增环节“%(name)s”") % {"name": after["name"]}]
        if before:
            return [_("删除环节“%(name)s”") % {"name": before["name"]}]
        if "order" in event.after:
            return [_("调整了环节次序")]
        values = {key: value for key, value in event.after.items() if key != "revision"}
        old = {"stages": [], "values": {**self.content["values"], **event.before}}
        new = {"stages": [], "values": {**self.content["values"], **values}}
        return [change.sentence for change in changes_between(old, new)]

    def _worded(self, stage: Mapping[str, Any]) -> dict[str, Any]:
        return self.wording.of_stage(stage)
