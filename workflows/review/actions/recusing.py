"""回避：a person with a stake, or any other good reason, keeps away from one case for good."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import User
from workflows.review.actions.seats import locked, require_desk, require_open
from workflows.review.actions.voting import keep_taken_back
from workflows.review.exceptions import PersonRefusedError
from workflows.review.models import Recusal, ReviewProcess, Vote
from workflows.review.seating import call_signers
from workflows.review.trace import given_reason, record


@transaction.atomic
def recuse(*, process: ReviewProcess, by: User, reason: str, at: datetime) -> Recusal:
    """回避：declared by the person while a stage is open. His answer there no longer counts; his seat goes back to the group."""
    reason = given_reason(reason)
    with locked(process):
        require_desk(by, process, _("只有审核人员可以声明回避。"))
        run = require_open(process)
        if Recusal.objects.filter(process_id=process.pk, person=by).exists():
            raise PersonRefusedError(_("您已声明回避本件。"))
        recusal = Recusal.objects.create(process_id=process.pk, person=by, reason=reason, at=at)
        record(process, "recuse", by, stage=run.stage.code, reason=reason)
        his = Q(by=by) | Q(standing_for=by)
        for vote in Vote.objects.filter(his, seat__run=run).select_related("seat__run__stage", "by"):
            keep_taken_back(vote, reason, at)
            record(process, "take_back", by, stage=run.stage.code, seat=vote.seat.place, reason=reason)
        call_signers(process, at)
    return recusal
