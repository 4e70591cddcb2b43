"""Adjusting flows: the stages of a draft as cards, each change one request, tried out beside them before it is saved."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import desk
from accounts.queries import staff_groups
from console.policies.draft_page import DraftPage
from console.policies.proposing import PROPOSED, propose_stages
from console.policies.stage_cards import cards_of, fixed_cards
from console.policies.stage_forms import StageForm, with_empty_row
from policies.actions import add_stage, change_stage, move_stage, remove_stage
from policies.enums import FlowKind, PolicyStatus
from policies.exceptions import PolicyError, StaleRevisionError
from policies.flowchart import flow_drawing
from policies.models import PolicyVersion, Stage

MOVES = {"up": -1, "down": 1}


@desk("policies.change_policyversion")
def edit_flow(request: HttpRequest, number: int, kind: str) -> HttpResponse:
    policy = _policy(number, kind)
    if policy.status != PolicyStatus.DRAFT:
        return redirect("rules:policy", number)
    return _editor(request, policy, kind, opened=request.GET.get("stage", ""))


@desk("policies.change_policyversion")
@require_POST
def add(request: HttpRequest, number: int, kind: str) -> HttpResponse:
    policy = _policy(number, kind)
    group = staff_groups().first()
    if group is None:
        return _editor(request, policy, kind, refusals=[_("还没有工作组，请先建立工作组。")], status=422)
    made: list[Stage] = []

    def act(by: Any, at: datetime, revision: int | None) -> None:
        with translation.override(settings.LANGUAGE_CODE):  # names of stages are stored
            name = _("新环节")
        made.append(
            add_stage(policy=policy, flow_kind=kind, name=name, group=group, by=by, at=at, revision=revision)
        )

    return _acted(request, policy, kind, act, lambda: _url(policy, kind, made[0].code))


@desk("policies.change_policyversion")
@require_POST
def propose(request: HttpRequest, number: int, kind: str) -> HttpResponse:
    """The stages a new installation begins with, where the flow has none."""
    policy = _policy(number, kind)
    if kind != PROPOSED:
        raise Http404

    def act(by: Any, at: datetime, revision: int | None) -> None:
        propose_stages(draft=policy, by=by, at=at, revision=revision)

    return _acted(request, policy, kind, act, lambda: _url(policy, kind))


@desk("policies.change_policyversion")
@require_POST
def change(request: HttpRequest, number: int, kind: str, code: str) -> HttpResponse:
    policy = _policy(number, kind)
    stage = _stage(policy, kind, code)
    if stage is None:
        return _gone(request, policy, kind)
    if name := request.POST.get("more"):
        form = StageForm(with_empty_row(request.POST, name), stage=stage)
        return _editor(request, policy, kind, opened=code, form=form, is_kept=True)
    form = StageForm(request.POST, stage=stage)
    if not form.is_valid():
        return _editor(request, policy, kind, opened=code, form=form, status=422, is_kept=True)

    def act(by: Any, at: datetime, revision: int | None) -> None:
        change_stage(stage=stage, values=form.values, parts=form.parts, by=by, at=at, revision=revision)

    return _acted(request, policy, kind, act, lambda: _url(policy, kind, code), form=form)


@desk("policies.change_policyversion")
@require_POST
def remove(request: HttpRequest, number: int, kind: str, code: str) -> HttpResponse:
    policy = _policy(number, kind)
    stage = _stage(policy, kind, code)
    if stage is None:
        return _gone(request, policy, kind)

    def act(by: Any, at: datetime, revision: int | None) -> None:
        remove_stage(stage=stage, by=by, at=at, revision=revision)

    return _acted(request, policy, kind, act, lambda: _url(policy, kind))


@desk("policies.change_policyversion")
@require_POST
def move(request: HttpRequest, number: int, kind: str, code: str) -> HttpResponse:
    """A step `up` or `down`, or `to` a place counted from 1."""
    policy = _policy(number, kind)
    stage = _stage(policy, kind, code)
    if stage is None:
        return _gone(request, policy, kind)
    to = request.POST.get("to", "")
    place = MOVES[to] + stage.order if to in MOVES else int(to) if to.isdecimal() and len(to) < 4 else None
    if place is None:
        return _editor(request, policy, kind, refusals=[_("请说明移到第几步。")], status=422)

    def act(by: Any, at: datetime, revision: int | None) -> None:
        move_stage(stage=stage, to=place, by=by, at=at, revision=revision)

    return _acted(request, policy, kind, act, lambda: _url(policy, kind, request.POST.get("stage", "")))


@desk("policies.change_policyversion")
@require_POST
def preview(request: HttpRequest, number: int, kind: str, code: str) -> HttpResponse:
    """What the version would say with what is typed: done in full, shown, and taken back."""
    policy = _policy(number, kind)
    stage = _stage(policy, kind, code)
    if stage is None:
        return _gone(request, policy, kind)
    form = StageForm(request.POST, stage=stage)
    refusals: list[str] = []
    with transaction.atomic():
        if not form.is_valid():
            refusals = [_("有几处还没有填对，暂按已保存的内容显示。")]
        elif policy.status == PolicyStatus.DRAFT:
            refusals = _refusals_of(lambda: change_stage(stage=stage, values=form.values, parts=form.parts, by=_by(request), at=timezone.now()))  # fmt: skip
        context = _context(policy, kind, opened=code, refusals=refusals)
        response = render(request, "console/policies/_flow_preview.html", context)
        transaction.set_rollback(True)
    return response


def _refusals_of(act: Callable[[], object]) -> list[str]:
    try:
        with transaction.atomic():
            act()
    except PolicyError as refusal:
        return [_("保存时会被拒绝：%(why)s") % {"why": sentence} for sentence in _sentences(refusal)]
    return []


def _acted(
    request: HttpRequest, policy: PolicyVersion, kind: str, act: Callable[[Any, datetime, int | None], None],
    then: Callable[[], str], form: StageForm | None = None,
) -> HttpResponse:  # fmt: skip
    """Do it and go on, or say why not beside what was typed."""
    revision = _revision(request)
    opened = form.stage.code if form else request.POST.get("stage", "")
    try:
        act(_by(request), timezone.now(), revision)
    except StaleRevisionError as refusal:
        policy.refresh_from_db()
        return _editor(request, policy, kind, opened=opened, form=form, refusals=_sentences(refusal), since=revision, status=409, is_kept=form is not None)  # fmt: skip
    except PolicyError as refusal:
        policy.refresh_from_db()
        return _editor(request, policy, kind, opened=opened, form=form, refusals=_sentences(refusal), status=422, is_kept=form is not None)  # fmt: skip
    return redirect(then())


def _editor(
    request: HttpRequest, policy: PolicyVersion, kind: str, *, status: int = 200, **more: Any
) -> HttpResponse:
    return render(request, "console/policies/policy_flow.html", _context(policy, kind, **more), status=status)


def _context(
    policy: PolicyVersion, kind: str, *, opened: str = "", form: StageForm | None = None,
    refusals: list[str] | None = None, since: int | None = None, is_kept: bool = False,
) -> dict[str, Any]:  # fmt: skip
    page = DraftPage(policy)
    stages = page.stages(kind)
    chosen = next((stage for stage in stages if stage.code == opened), None)
    before, after = fixed_cards(policy, kind)
    return {
        "policy": policy,
        "page": page,
        "kind": kind,
        "cards": cards_of(page.said(kind), page.base_said(kind), page.faults),
        "before": before,
        "after": after,
        "opened": chosen.code if chosen else "",
        "form": form or (StageForm(stage=chosen) if chosen else None),
        "drawing": flow_drawing(policy, kind, stages),
        "refusals": refusals or [],
        "acts": page.acts_since(since) if since is not None else [],
        "is_kept": is_kept,
        "may_propose": kind == PROPOSED and not stages,
        "locked_count": sum(stage.locked_by_id is not None for stage in stages),
    }


def _policy(number: int, kind: str) -> PolicyVersion:
    policy = get_object_or_404(
        PolicyVersion.objects.select_related("drafted_from", "question_set", "author"), number=number
    )
    allowed = {FlowKind.REQUEST} if policy.scope else set(FlowKind) - {FlowKind.REQUEST}
    if kind not in allowed:
        raise Http404
    return policy


def _stage(policy: PolicyVersion, kind: str, code: str) -> Stage | None:
    return policy.stages.select_related("policy__drafted_from").filter(flow_kind=kind, code=code).first()


def _gone(request: HttpRequest, policy: PolicyVersion, kind: str) -> HttpResponse:
    """Somebody else removed the stage meanwhile: say who did what."""
    said = _revision(request)
    return _editor(
        request,
        policy,
        kind,
        refusals=[_("此环节已被删除，您的内容没有保存。")],
        since=max(said, 0),
        status=409,
    )


def _revision(request: HttpRequest) -> int:
    """The revision the form was made from; -1, which no draft ever has, where it does not say."""
    said = request.POST.get("revision", "")
    return int(said) if said.isdecimal() and len(said) < 10 else -1


def _url(policy: PolicyVersion, kind: str, opened: str = "") -> str:
    url = reverse("rules:edit_flow", args=[policy.number, kind])
    return f"{url}?stage={opened}#stage-{opened}" if opened.replace("_", "").isalnum() else url


def _sentences(refusal: PolicyError) -> list[str]:
    return [str(sentence) for sentence in getattr(refusal, "faults", [str(refusal)])]


def _by(request: HttpRequest) -> Any:
    return request.user  # `desk` let nobody else in


urlpatterns = [
    path("policies/<int:number>/flow/<slug:kind>/", edit_flow, name="edit_flow"),
    path("policies/<int:number>/flow/<slug:kind>/add/", add, name="add_stage"),
    path("policies/<int:number>/flow/<slug:kind>/propose/", propose, name="propose_stages"),
    path("policies/<int:number>/flow/<slug:kind>/<slug:code>/change/", change, name="change_stage"),
    path("policies/<int:number>/flow/<slug:kind>/<slug:code>/remove/", remove, name="remove_stage"),
    path("policies/<int:number>/flow/<slug:kind>/<slug:code>/move/", move, name="move_stage"),
    path("policies/<int:number>/flow/<slug:kind>/<slug:code>/preview/", preview, name="preview_stage"),
]
