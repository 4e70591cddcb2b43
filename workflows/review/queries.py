"""Questions of the review: which stage comes next, what was answered, who may sign."""

from django.utils.translation import gettext as _

from accounts.models import User
from policies import tally
from policies.models import Stage
from workflows.review.models import Choice, ReviewProcess, Seat, StageRun, Vote


def stages_of(process: ReviewProcess) -> list[Stage]:
    """The stages of the pinned policy version, in order."""
    return list(
        Stage.objects.filter(policy_id=process.policy_id, flow_kind=process.flow_kind)
        .select_related("group")
        .order_by("order")
    )


def current_run(process: ReviewProcess) -> StageRun | None:
    """The newest run: open while signers are at work, closed between stages."""
    return (
        StageRun.objects.filter(process_id=process.pk).select_related("stage__group").order_by("-id").first()
    )


def next_stage(process: ReviewProcess) -> tuple[Stage | None, int]:
    """The stage to open and its round: the first, the one after an approval, or the first again after a supplement."""
    stages, last = stages_of(process), current_run(process)
    if last is None:
        return (stages[0] if stages else None), 1
    if last.outcome == Choice.SUPPLEMENT:
        return (stages[0] if stages else None), last.round_no + 1
    later = [stage for stage in stages if stage.order > last.stage.order]
    return (later[0] if later and last.outcome == Choice.APPROVE else None), last.round_no


def seats_of(run: StageRun) -> list[tally.Seat]:
    """Every seat of a run with what it has answered so far."""
    rows = Seat.objects.filter(run=run).order_by("order").values_list("order", "vote__choice")
    return [tally.Seat(order, 0, choice or "") for order, choice in rows]


def last_vote(run: StageRun) -> Vote:
    """The answer that settled a run."""
    return Vote.objects.filter(seat__run=run).select_related("by").order_by("-at", "-id")[:1].get()


def decisive_opinion(run: StageRun) -> str:
    """What the applicant is told: the opinions that agree with the outcome (S-5-2)."""
    votes = Vote.objects.filter(seat__run=run, choice=run.outcome).order_by("seat__order")
    return "\n".join(votes.values_list("opinion", flat=True))


def bar_to_signing(seat: Seat, user: User, process: ReviewProcess) -> str:
    """Why this person may not sign at this seat, in one sentence; empty when there is nothing in the way."""
    if not user.is_active or not user.groups.filter(pk=seat.group_id).exists():
        return _("您不在本环节的审核组内。")
    if process.is_party(user):
        return _("您与申报人存在利害关系，须回避。")
    votes = Vote.objects.filter(seat__run__process_id=process.pk, by=user)
    if seat.run.stage.is_other_person and votes.exclude(seat__run__stage=seat.run.stage_id).exists():
        return _("您已办理过本件的其他环节，本环节须由他人办理。")
    others = Seat.objects.filter(run=seat.run_id, signer=user).exclude(pk=seat.pk)
    if others.exists():
        return _("您已在本环节的另一席位签核。")
    return ""
