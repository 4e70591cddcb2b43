"""发布前检查: what the desk shows beside a draft, and what publication refuses."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from policies.content import content_of
from policies.enums import REQUIRED_FLOWS, FlowKind
from policies.facts import Fact, facts_of
from policies.models import PolicyVersion
from policies.register import faults_in
from policies.signals import policy_checked
from policies.validation import Crew, Fault, World, stage_faults


def faults_at_publication(policy: PolicyVersion, *, effective_on: date, today: date) -> list[str]:
    """Everything that keeps a draft from being published, a sentence each."""
    faults = faults_of(policy)
    said = [fault.sentence for fault in faults if not fault.flow_kind]
    day = [_("生效日不能早于发布当日。")] if effective_on < today else []
    return [*said, *day, *(fault.sentence for fault in faults if fault.flow_kind)]


def faults_of(policy: PolicyVersion, content: dict[str, Any] | None = None) -> list[Fault]:
    """Everything wrong with a draft as it stands: of its values, then of its stages, then what other rooms know."""
    content = content or content_of(policy)
    base = content_of(policy.drafted_from) if policy.drafted_from else None
    answers: list[tuple[Any, Any]] = policy_checked.send(PolicyVersion, policy=policy, content=content)
    told = [sentence for _receiver, said in answers for sentence in said]
    return [
        *(Fault("", "", sentence) for sentence in faults_in(policy.values)),
        *_missing_flows(policy, content),
        *stage_faults(content, base, world_of(content)),
        *(Fault("", "", sentence) for sentence in told),
    ]


def world_of(content: dict[str, Any]) -> World:
    """What the stages may refer to, in two queries."""
    stages = content["stages"]
    named = {row["user"] for stage in stages for row in stage.get("named_signers", [])}
    people = get_user_model().objects.filter(username__in=named)
    return World(
        crews=crews(),
        active=frozenset(person.username for person in people if person.is_active),
        names={person.username: str(person) for person in people},
        facts=facts_by_flow(content.get("questions", [])),
    )


def facts_by_flow(questions: Sequence[Mapping[str, Any]] = ()) -> dict[str, dict[str, Fact]]:
    """The facts a condition of each flow may use under a version with these questions; a flow without any is not judged by them."""
    known = {kind: {fact.code: fact for fact in facts_of(kind, questions)} for kind in FlowKind.values}
    return {kind: facts for kind, facts in known.items() if facts}


def crews() -> dict[str, Crew]:
    """Every group by name. Their managers are kept by the room of accounts, above this one, so by name of the relation."""
    groups = Group.objects.annotate(
        members=Count("user", filter=Q(user__is_active=True), distinct=True),
        managers=Count("staff__managers", filter=Q(staff__managers__is_active=True), distinct=True),
    )
    return {group.name: Crew(group.members, group.managers) for group in groups}


def _missing_flows(policy: PolicyVersion, content: dict[str, Any]) -> list[Fault]:
    """The 办法 demands stages of its own flows; a request type (自定义事项) those of its one."""
    wanted = (FlowKind.REQUEST,) if policy.scope else REQUIRED_FLOWS
    if policy.scope:
        present = {stage["flow_kind"] for stage in content["stages"]}
    else:
        present = {stage["flow_kind"] for stage in content["stages"] if stage["locked_by"]}
    return [
        Fault(kind, "", _("“%(flow)s”缺少办法要求的审核环节。") % {"flow": kind.label})
        for kind in wanted
        if kind not in present
    ]
