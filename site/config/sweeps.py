"""What runs by the clock. A sweep takes no arguments, returns how many it did, is idempotent and safe in parallel.

Jobs are hints, sweeps are the truth: whatever a lost job should have done, the next sweep does.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Sweep:
    """A dotted path to a function `() -> int`, and how often `manage.py worker` calls it."""

    function: str
    every_seconds: float


SWEEPS = [
    Sweep("messaging.sending.deliver_due", every_seconds=1),
    Sweep("registry.rendering.render_due", every_seconds=2),
    Sweep("registry.listing.refresh_listings", every_seconds=900),
    Sweep("audit.actions.seal_events", every_seconds=5),
    Sweep("workflows.application.actions.advance_applications", every_seconds=2),
    Sweep("workflows.request.actions.advance_requests", every_seconds=2),
    Sweep("workflows.objection.following.advance_objections", every_seconds=2),
    Sweep("workflows.objection.reminding.mind_objections", every_seconds=900),
    Sweep("feedback.reminding.mind_complaints", every_seconds=900),
    Sweep("needs.minding.mind_needs", every_seconds=300),
    Sweep("workflows.review.batches.work_batches", every_seconds=1),
    Sweep("workflows.review.sweeps.mind_seats", every_seconds=60),
    Sweep("workflows.review.sweeps.mind_limits", every_seconds=300),
    Sweep("console.policies.whatif_sweep.work_trials", every_seconds=1),
    Sweep("accounts.sweeps.forget_old_codes", every_seconds=3600),
    Sweep("recruitment.keeping.forget_expired_sessions", every_seconds=600),
    Sweep("recruitment.actions.freeze_opened_rounds", every_seconds=30),
    Sweep("recruitment.minding.mind_recommendations", every_seconds=300),
    Sweep("recruitment.minding.include_recommended", every_seconds=5),
    Sweep("content.scheduling.publish_due", every_seconds=15),
    Sweep("workflows.recommendation.following.advance_rosters", every_seconds=10),
    Sweep("workflows.publicity.actions.advance_windows", every_seconds=5),
]
