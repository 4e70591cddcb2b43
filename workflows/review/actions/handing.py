"""转办：an unanswered seat goes to another member or manager of its group."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from viewflow.workflow.models import Task

from accounts.models import User
from workflows.review.actions.seats import at_seat, require_owner_or_manager
from workflows.review.exceptions import PersonAbsentError, PersonRefusedError
from workflows.review.models import Pool, Seat
from workflows.review.people import natural_pool, running_proxy, transfer_candidates
from workflows.review.seating import call_signers, hand
from workflows.review.trace import given_reason, record, tell


@transaction.atomic
def transfer_seat(
    *, task: Task, to: User, by: User, reason: str, at: datetime, is_absence_known: bool = False
) -> Seat:
    """转办：by the holder or a manager of the group. Raises PersonRefusedError, and PersonAbsentError unless that is known."""
    reason = given_reason(reason)
    with at_seat(task) as (_activation, seat, process):
        require_owner_or_manager(task, seat, by, _("只有经办人或组长可以转办。"))
        if to not in transfer_candidates(seat, process):
            raise PersonRefusedError(_("“%(name)s”不能办理本件，请选择本组其他人员。") % {"name": to})
        if not is_absence_known:
            require_present(to)
        before = {"signer": seat.signer_id}
        if not seat.is_added:
            seat.pool = Pool.MANAGER if natural_pool(seat) == Pool.MANAGER else Pool.GROUP
        hand(seat, to, at)
        said = {"stage": seat.run.stage.code, "seat": seat.place, "to": to.pk, "reason": reason}
        record(process, "transfer", by, before, **said)
        tell([to], "transferred", process, key=f"transfer:{task.pk}:{at.timestamp()}", by=str(by), reason=reason)  # fmt: skip
        call_signers(process, at)
        task.refresh_from_db()
    return seat


def require_present(person: User) -> None:
    proxy = running_proxy(person, timezone.localdate())
    if proxy is not None:
        said = {"name": person, "deputy": proxy.deputy, "day": proxy.ends_on}
        raise PersonAbsentError(
            _("“%(name)s”委托“%(deputy)s”代办至 %(day)s，仍要转办请确认，或直接转给代理人。") % said
        )
