"""The only doors to a change of activities. `by` acts, `at` is when; every door returns the fresh row.

The activity's row is locked first: the last place is given once, and the queue moves up in its order.
"""

from activities.actions.deciding import approve_activity, return_activity
from activities.actions.drafting import Planned, draft_activity, redraft_activity
from activities.actions.publishing import cancel_activity, submit_activity
from activities.actions.signing import give_up, sign_up

__all__ = [
    "Planned",
    "approve_activity",
    "cancel_activity",
    "draft_activity",
    "give_up",
    "redraft_activity",
    "return_activity",
    "sign_up",
    "submit_activity",
]
