"""换用新版规则：a running case goes over to a newer published version where that changes nothing already done."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from policies.content import said_by_stage
from policies.enums import PolicyStatus
from policies.models import PolicyVersion, Stage
from workflows.review.actions.seats import locked
from workflows.review.exceptions import NotYoursError, ReviewError
from workflows.review.models import Choice, ReviewProcess, StageRun
from workflows.review.queries import current_run, stages_of, stages_under
from workflows.review.seating import call_signers
from workflows.review.trace import given_reason, record

PERMISSION = "policies.publish_policyversion"


class MoveRefusedError(ReviewError):
    """The case stays on its version; the sentence says why."""


@transaction.atomic
def move_to_version(
    *, process: ReviewProcess, policy: PolicyVersion, by: User, reason: str, at: datetime
) -> ReviewProcess:
    """换用新版：between stages, or in a stage that is the same in both; every stage reached must be the same. One by one."""
    reason = given_reason(reason)
    if not by.has_perm(PERMISSION):
        raise NotYoursError(_("您没有调整流程版本的权限。"))
    with locked(process):
        run = current_run(process)
        twins = _checked(process, policy, run)
        old, process.policy = process.policy, policy
        process.save(update_fields=["policy"])
        if run is not None and run.closed_at is None:
            run.stage = twins[run.stage.code]
            run.save(update_fields=["stage"])
        record(process, "move_to_version", by, {"version": old.number}, version=policy.number, reason=reason)
        call_signers(process, at)
    return process


def move_refusal(process: ReviewProcess, policy: PolicyVersion) -> str:
    """Why a case may not go over to a version now, in one sentence; empty when nothing is in the way."""
    try:
        _checked(process, policy, current_run(process))
    except MoveRefusedError as refusal:
        return str(refusal)
    return ""


def _checked(process: ReviewProcess, policy: PolicyVersion, run: StageRun | None) -> dict[str, Stage]:
    _check_version(process, policy)
    _check_is_running(process, run)
    return _twins(stages_of(process), stages_under(policy.pk, process.flow_kind), _reached(process))


def _check_version(process: ReviewProcess, policy: PolicyVersion) -> None:
    current = process.policy
    if policy.status != PolicyStatus.PUBLISHED:
        raise MoveRefusedError(_("只能换用已发布的规则版本。"))
    if policy.scope != current.scope or policy.number <= current.number:
        raise MoveRefusedError(_("只能换用同一事项的更新版本。"))


def _check_is_running(process: ReviewProcess, run: StageRun | None) -> None:
    is_over = run is not None and run.closed_at and run.outcome in {Choice.APPROVE, Choice.REFUSE}
    if process.finished or is_over:
        raise MoveRefusedError(_("本件审核已结束，不再换用新版规则。"))


def _reached(process: ReviewProcess) -> int:
    """The order of the last stage this case has been in."""
    runs = StageRun.objects.filter(process_id=process.pk).select_related("stage")
    return max((run.stage.order for run in runs), default=0)


def _twins(before: list[Stage], after: list[Stage], reached: int) -> dict[str, Stage]:
    """The stages of the new version that stand for those reached. MoveRefusedError names the first that differs."""
    prefix = [stage for stage in before if stage.order <= reached]
    by_order = {stage.order: stage for stage in after if stage.order <= reached}
    for stage in prefix:
        twin = by_order.pop(stage.order, None)
        if twin is None or said_by_stage(twin) != said_by_stage(stage):
            raise MoveRefusedError(
                _("环节“%(stage)s”在新版中不同，本件须按原版办完。") % {"stage": stage.name}
            )
    if by_order:
        added = next(iter(by_order.values()))
        raise MoveRefusedError(
            _("新版在已办环节之前增加了“%(stage)s”，本件须按原版办完。") % {"stage": added.name}
        )
    return {stage.code: stage for stage in after}
