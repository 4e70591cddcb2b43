"""Policy versions: drafts with the two review stages of both flows, as the first version has them, and people to sign."""

import factory

from accounts.models import StaffGroup
from policies.enums import FlowKind
from policies.models import Clause, PolicyVersion, Stage
from tests.factories.accounts import staff_in_group

LOCKED_BY = {FlowKind.STATION_APPLICATION: "S-5-2", FlowKind.EXPERT_APPLICATION: "E-4-2"}


class PolicyFactory(factory.django.DjangoModelFactory):
    """A draft; `stages=False` leaves it without stages."""

    class Meta:
        model = PolicyVersion
        skip_postgeneration_save = True

    number = factory.Sequence(lambda n: n + 100)
    title = factory.LazyAttribute(lambda o: f"演示规则 {o.number}")

    @factory.post_generation
    def stages(self, create, wanted, **kwargs):
        if wanted is False:
            return
        for flow_kind, article in LOCKED_BY.items():
            for order, code in enumerate(("first_review", "second_review"), 1):
                group = StaffGroup.objects.get(code=code).group
                if not group.user_set.exists():
                    staff_in_group(code)
                Stage.objects.create(
                    policy=self, flow_kind=flow_kind, order=order, code=code, name=group.name[:2],
                    group=group, locked_by=Clause.objects.get(code=article),
                )  # fmt: skip
