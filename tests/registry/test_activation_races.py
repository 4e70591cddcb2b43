"""Activation under threads: one holder and one certificate for a row, whoever presses first."""

from collections.abc import Callable

import pytest
from django.utils import timezone

from accounts.models import User
from messaging.models import Message
from recruitment.actions import Completed, activate_recommendation
from recruitment.enums import RecommendationStatus as Status
from recruitment.models import Recommendation
from recruitment.rosters.refusals import RecommendationStatusError
from registry.models import Certificate, Holder, NumberCounter
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.agencies import NUMBER, checked_roster, invited
from tests.factories.recruitment import credit_code
from tests.registry.racing import at_once

pytestmark = [pytest.mark.race, pytest.mark.slow, pytest.mark.clause("S-5-R"), pytest.mark.clause("E-4-R")]
CODE = credit_code(900_041)
COMPLETED = {
    "station": Completed(uscc=CODE, station_kind="中小企业园区"),
    "expert": Completed(employer="演示大学", field_names=["政策解读"]),
}


def activation(row: Recommendation, by: User) -> Callable[[], object]:
    said = COMPLETED[row.kind]
    return lambda: activate_recommendation(recommendation=row, completed=said, by=by, at=timezone.now())


@pytest.mark.parametrize("kind", ["station", "expert"])
def test_two_browsers_on_one_row_make_one_holder_and_one_certificate(committed_db, kind):
    row = invited(kind=kind)
    by = UserFactory(mobile=row.mobile)
    answers = at_once([activation(row, by)] * 2)
    assert sorted(type(answer).__name__ for answer in answers) == [
        "Recommendation", RecommendationStatusError.__name__
    ]  # fmt: skip
    assert (Holder.objects.count(), Certificate.objects.count()) == (1, 1)
    assert NumberCounter.objects.get().last == 1
    assert Message.objects.filter(template__key="activated").count() == 1


def test_two_rows_of_one_unit_make_one_holder(committed_db):
    """Who comes second is held for a look or refused, whichever of the two saw the other."""
    other = "19911110088"
    roster = checked_roster(
        ["1", "演示甲园区服务有限公司", "甲路", "张演示", NUMBER],
        ["2", "演示乙中心", "乙路", "李演示", other],
    )
    OrganisationFactory(uscc=CODE, name="演示甲园区服务有限公司", province="33")
    rows = Recommendation.objects.filter(row__roster=roster)
    at_once([activation(row, UserFactory(mobile=row.mobile)) for row in rows])
    statuses = sorted(Recommendation.objects.values_list("status", flat=True))
    assert Holder.objects.count() <= 1
    assert Certificate.objects.count() == Holder.objects.count()
    assert statuses.count(Status.ACTIVATED) == Holder.objects.count()
