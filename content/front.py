"""The round the home page counts down to, and the way from application to certificate."""

from datetime import datetime
from typing import Any, NamedTuple

from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from policies.enums import FlowKind, Kind
from recruitment.enums import RoundKind
from recruitment.models import Round

RECENT = 12  # rounds looked at; two or three a year are held


class CurrentRound(NamedTuple):
    """A round as the visitor sees it: `phase` is open, ahead or over; `days` until the next turn."""

    round: Round
    phase: str
    days: int
    station_href: str
    expert_href: str


def apply_href(kind: Kind) -> str:
    """Where to begin an application of a kind; nothing while that part is not installed."""
    for kwargs in ({"kind": kind.value}, None):
        try:
            return reverse("recruitment:apply", kwargs=kwargs) + ("" if kwargs else f"?kind={kind.value}")
        except NoReverseMatch:
            continue
    return ""


def _phase(one: Round, now: datetime) -> str:
    if now < one.opens_at:
        return "ahead"
    return "open" if now <= one.closes_at else "over"


def round_now(now: datetime) -> CurrentRound | None:
    """The round that is open and closes first; else the next to open; else the last that closed."""
    rounds = list(Round.objects.select_related("policy").order_by("-opens_at")[:RECENT])
    by_phase = {
        name: [one for one in rounds if _phase(one, now) == name] for name in ("open", "ahead", "over")
    }
    if by_phase["open"]:
        return round_seen(min(by_phase["open"], key=lambda one: one.closes_at), now)
    if by_phase["ahead"]:
        return round_seen(min(by_phase["ahead"], key=lambda one: one.opens_at), now)
    if by_phase["over"]:
        return round_seen(max(by_phase["over"], key=lambda one: one.closes_at), now)
    return None


def round_seen(one: Round, now: datetime) -> CurrentRound:
    """One round as the visitor sees it at a moment."""
    phase = _phase(one, now)
    turn = one.opens_at if phase == "ahead" else one.closes_at
    days = (timezone.localdate(turn) - timezone.localdate(now)).days
    is_open = phase == "open"
    return CurrentRound(
        one,
        phase,
        days,
        apply_href(Kind.STATION) if is_open and one.kind != RoundKind.EXPERT else "",
        apply_href(Kind.EXPERT) if is_open and one.kind != RoundKind.STATION else "",
    )


def process_steps(current: CurrentRound | None, now: datetime) -> list[dict[str, Any]]:
    """申报 → the stages of the policy → 公示 → 认定; numbers come from the policy of the round."""
    if current is None:
        return []
    opens, closes = (timezone.localtime(at) for at in (current.round.opens_at, current.round.closes_at))
    span = f"{date_format(opens, _('n月j日'))}—{date_format(closes, _('n月j日'))}"
    policy = current.round.policy
    state = {"open": "current", "over": "done"}.get(current.phase, "")
    flow = (
        FlowKind.EXPERT_APPLICATION
        if current.round.kind == RoundKind.EXPERT
        else FlowKind.STATION_APPLICATION
    )
    stages = policy.stages.filter(flow_kind=flow)
    days = policy.value("publicity.days")
    return [
        {"title": _("网上申报"), "text": span, "state": state},
        *(
            {"title": stage.name, "text": _("限 %s 个工作日") % stage.limit_days, "state": ""}
            for stage in stages
        ),
        {"title": _("公示"), "text": _("%s 个工作日") % days, "state": ""},
        {"title": _("认定发证"), "text": _("公示无异议后"), "state": ""},
    ]
