"""Activities, drafted and published through the real doors."""

from datetime import datetime, timedelta
from typing import Any

from accounts.models import User
from activities.actions import Planned, draft_activity, sign_up, submit_activity
from activities.models import Activity, Signup
from registry.models import Holder
from tests.factories.accounts import UserFactory
from tests.factories.feedback import MONDAY, titled
from tests.factories.publicity import shanghai

STARTS = shanghai(2026, 9, 28, 14)
PLANNED: dict[str, Any] = {
    "title": "演示：研发费用加计扣除讲解",
    "kind": "policy_reading",
    "field": "policy_reading",
    "province": "33",
    "starts_at": STARTS,
    "ends_at": STARTS + timedelta(hours=2),
    "capacity": 2,
    "words": "逐条讲解申报口径，现场答疑。",
    "place": "演示园区一号楼会议室",
    "contact_name": "专人（演示）",
    "contact_mobile": "19900009999",
}


def drafted(holder: Holder | None = None, *, at: datetime = MONDAY, **changed: Any) -> Activity:
    station = holder or titled()
    planned = Planned(**{**PLANNED, **changed})
    return draft_activity(holder=station, planned=planned, by=station.user, at=at)


def published(holder: Holder | None = None, *, at: datetime = MONDAY, **changed: Any) -> Activity:
    row = drafted(holder, at=at, **changed)
    return submit_activity(activity=row, by=row.drafted_by, at=at)


def signed(activity: Activity, *, by: User | None = None, at: datetime = MONDAY) -> Signup:
    return sign_up(activity=activity, by=by or UserFactory(), at=at)
