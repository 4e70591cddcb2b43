"""批量办理：one answer for many tasks. The items wait in the database; a sweep works them, each in its own transaction."""

import logging
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

from django.db import OperationalError, transaction
from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from viewflow.workflow.exceptions import FlowLockFailed
from viewflow.workflow.models import Task
from viewflow.workflow.status import STATUS

from accounts.models import User
from audit.actions import record_event, sealing_once
from recruitment.exceptions import RefusedError
from workflows.review.actions.voting import sign_task, take_and_sign
from workflows.review.exceptions import HeldByOtherError, NotYoursError, OpinionMissingError, ReviewError
from workflows.review.models import Batch, BatchItem, Choice, ItemStatus
from workflows.review.turns import Rules

logger = logging.getLogger(__name__)
MOST = 500
CHOICES = (Choice.APPROVE, Choice.SUPPLEMENT)
SENTENCE = 300


class BatchError(ReviewError):
    """The batch was not taken on; the sentence says why."""


class DecidedSinglyError(BatchError):
    """An answer that drops somebody from a list is not given to many at once."""

    def __init__(self) -> None:
        super().__init__(_("公示异议须逐件办理。"))


@transaction.atomic
def queue_batch(
    *, tasks: Sequence[Task], choice: str, opinion: str, by: User, at: datetime, key: UUID | None = None
) -> Batch:
    """批量通过或退回补正：at most 500 tasks; whether each may be signed is asked when its turn comes. A refusal needs its own reason.

    `key` names the form: sent twice, it is the same batch.
    """
    if choice not in CHOICES:
        raise BatchError(_("批量办理只能通过或退回补正，其他结论请逐件办理。"))
    if not opinion.strip():
        raise OpinionMissingError
    wanted = {task.pk: task for task in tasks if "seat" in task.data}
    if not wanted:
        raise BatchError(_("请至少选择一件。"))
    if len(wanted) > MOST:
        raise BatchError(
            _("一次最多办理 %(most)d 件，已选 %(count)d 件。") % {"most": MOST, "count": len(wanted)}
        )
    said = {"choice": choice, "opinion": opinion.strip(), "created_at": at}
    batch, is_new = Batch.objects.get_or_create(by=by, key=key or uuid4(), defaults=said)
    if not is_new:
        return batch
    BatchItem.objects.bulk_create(BatchItem(batch=batch, task=task) for task in wanted.values())
    record_event(
        by=by, verb="review.queue_batch", target=batch, after={"choice": choice, "count": len(wanted)}
    )
    return batch


def work_batches(limit: int = 50) -> int:
    """Sweep: the oldest items first. What another worker holds is passed over; killed at any moment nothing is doubled."""
    done, rules = 0, Rules()
    with sealing_once():
        for pk in list(_queued().values_list("pk", flat=True)[:limit]):
            done += _worked(pk, rules)
    return done


def _worked(pk: int, rules: Rules) -> int:
    try:
        return _work(pk, rules)
    except OperationalError:
        logger.warning("batch item %s waits for the database", pk, exc_info=True)
        return 0
    except Exception:
        logger.exception("batch item %s could not be worked", pk)
        return _give_up(pk)


def batch_progress(batch: Batch) -> dict[str, int]:
    """How many items stand where; one query."""
    counts = batch.items.order_by().values_list("status").annotate(Count("pk"))
    return dict.fromkeys(ItemStatus.values, 0) | dict(counts)


def _queued() -> QuerySet[BatchItem]:
    return BatchItem.objects.filter(status=ItemStatus.QUEUED).order_by("pk")


@transaction.atomic
def _work(pk: int, rules: Rules) -> int:
    """The answer and the mark of the item stand or fall together."""
    rows = _queued().select_for_update(skip_locked=True, of=("self",))
    item = rows.select_related("batch__by", "task__process").filter(pk=pk).first()
    if item is None:
        return 0
    try:
        with transaction.atomic():
            _sign(item, rules)
        item.status = ItemStatus.DONE
    except (ReviewError, RefusedError) as refusal:
        item.status, item.sentence = ItemStatus.REFUSED, str(refusal)[:SENTENCE]
    except FlowLockFailed:
        return 0
    item.done_at = timezone.now()
    item.save(update_fields=["status", "sentence", "done_at"])
    return 1


def _give_up(pk: int) -> int:
    """A fault of ours is not tried for ever: it would hold up everybody behind it."""
    sentence = _("办理时发生错误，请逐件办理。")
    return (
        _queued().filter(pk=pk).update(status=ItemStatus.REFUSED, sentence=sentence, done_at=timezone.now())
    )


def _sign(item: BatchItem, rules: Rules) -> None:
    batch, task, at = item.batch, item.task, timezone.now()
    if task.flow_task.flow_class.process_class.is_decided_singly:
        raise DecidedSinglyError
    if not batch.by.is_active:
        raise BatchError(_("提交批量办理的人员已停用。"))
    said = {"task": task, "by": batch.by, "choice": batch.choice, "opinion": batch.opinion, "at": at}
    if task.status == STATUS.NEW:
        take_and_sign(**said, rules=rules)
        return
    try:
        sign_task(**said)
    except NotYoursError as error:
        raise HeldByOtherError from error
