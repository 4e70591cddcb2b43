"""What is amiss with the working groups: nobody to sign, nobody to answer, one person on both sides."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.contrib.auth.models import Group
from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import StaffGroup, User
from policies.enums import SignerSource
from policies.models import Stage
from policies.queries import policy_in_force

APART = (("administrator", "decision_maker"),)  # who drafts rules does not publish them


@dataclass
class Staffed:
    """One group with its people and what is amiss with it."""

    group: StaffGroup
    members: list[User]
    managers: list[User]
    stages: list[Stage]
    warnings: list[str] = field(default_factory=list)

    @property
    def active(self) -> list[User]:
        return [person for person in self.members if person.is_active]


def staffed_groups() -> list[Staffed]:
    """Every group, by name; the same few statements however many there are."""
    people = Prefetch("group__user_set", queryset=User.objects.order_by("-is_active", "name", "pk"))
    groups = StaffGroup.objects.select_related("group").prefetch_related(people, "managers")
    stages = list(Stage.objects.filter(policy=policy_in_force(timezone.localdate())).order_by("flow_kind", "order"))  # fmt: skip
    rows = [_staffed(group, stages) for group in groups.order_by("group__name")]
    apart = _separations(rows, stages)
    for row in rows:
        row.warnings = [*_of_group(row), *apart.get(row.group.pk, [])]
    return rows


def _staffed(group: StaffGroup, stages: Iterable[Stage]) -> Staffed:
    members: list[User] = list(group.group.user_set.all())
    return Staffed(
        group,
        members,
        [person for person in group.managers.all() if person.is_active],
        [stage for stage in stages if stage.group_id == group.group_id],
    )


def _of_group(row: Staffed) -> list[str]:
    if not row.active:
        return [_("没有启用中的成员，分到本组的任务无人办理。")]
    said = [] if row.managers else [_("没有组长，超时和转办无人处理。")]
    for stage in row.stages:
        if stage.signer_source != SignerSource.GROUP:
            continue
        words = {"stage": stage.name, "flow": stage.get_flow_kind_display(), "n": stage.sign_rule.places}
        if len(row.active) < stage.sign_rule.places:
            said.append(_("%(flow)s的“%(stage)s”需要 %(n)d 人签核，本组人数不够。") % words)
        elif len(row.active) == 1:
            said.append(_("%(flow)s的“%(stage)s”只有一人可以签核，他须回避或缺席时无人接替。") % words)
    return said


def _separations(rows: list[Staffed], stages: list[Stage]) -> dict[int, list[str]]:
    """People on two sides that must be two persons: the flow or the publication will refuse the second act."""
    by_group = {row.group.group_id: row for row in rows}
    pairs = {
        frozenset((first.group_id, second.group_id))
        for first in stages
        for second in stages
        if first.flow_kind == second.flow_kind and first.order < second.order and second.is_other_person
    }
    codes = {row.group.code: row.group.group_id for row in rows}
    pairs |= {frozenset(codes[code] for code in pair) for pair in APART if set(pair) <= set(codes)}
    said: dict[int, list[str]] = {}
    for pair in pairs:
        if len(pair) == 2 and pair <= set(by_group):
            one, other = (by_group[pk] for pk in sorted(pair))
            for row, against in ((one, other), (other, one)):
                said.setdefault(row.group.pk, []).extend(_both(row, against))
    return said


def _both(row: Staffed, against: Staffed) -> list[str]:
    there = {person.pk for person in against.active}
    names = "、".join(str(person) for person in row.active if person.pk in there)
    if not names:
        return []
    return [
        _("%(names)s同时在%(group)s：同一件事的前后两步须由不同的人办理，系统会拒绝第二步。")
        % {"names": names, "group": against.group}
    ]


def candidates(group: Group) -> list[User]:
    """Staff who may be added to a group."""
    staff = User.objects.filter(is_staff=True, is_active=True).exclude(groups=group)
    return list(staff.order_by("name", "pk"))
