"""试算: a draft tried on a small history says exactly what would have been different."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from audit.models import Event
from console.policies.whatif_actions import TrialRefusedError, advance_trial, cancel_trial
from console.policies.whatif_models import Trial, TrialStatus
from console.policies.whatif_result import Result
from console.policies.whatif_sweep import work_trials
from console.policies.whatif_words import change_words, decision_words
from policies.actions import change_policy
from policies.enums import Kind
from policies.models import Stage
from recruitment.models import Application, Round
from tests.factories.accounts import staff_in_group
from tests.factories.publicity import gathered_window, opened, passed_application
from tests.factories.recruitment import drafted, submitted_expert
from tests.factories.trials import a_round, asked, reviewed, tried_version, worked

pytestmark = pytest.mark.django_db


def told(trial):
    """(name, effect, conditions, decision) of each affected application."""
    return [
        (case.application.name, case.effect, [change_words(c) for c in case.changes], decision_words(case))
        for case in trial.cases.select_related("application")
    ]


@pytest.mark.clause("S-4-2")
def test_stations_below_two_hundred_are_named_with_value_and_both_thresholds():
    round_ = a_round()
    for served in (150, 199, 200):
        reviewed(round_, "approve", "approve", name=f"(演示)服务 {served} 家", served_last_year=served)
    submitted_expert(round=round_)
    trial = worked(asked(tried_version(station__min_served=200), round_))
    lost = "S-4-2 上年服务 {} 家：不少于 150 家 → 不少于 200 家，由符合变为不符合"
    assert told(trial) == [
        ("(演示)服务 150 家", "blocked", [lost.format(150)], ""),
        ("(演示)服务 199 家", "blocked", [lost.format(199)], ""),
    ]
    assert Result(trial).conditions() == [
        ("S-4-2", "上年服务", "不少于 150 家", "不少于 200 家", "由符合变为不符合", 2)
    ]
    assert Result(trial).sentences() == [
        "按演示批次的 4 件申报试算，2 件结果会有不同。",
        "2 件在提交时即被拦截，不再进入审核，未重算其审核意见。",
        "1 件审核尚未结束或已撤回，未比较审核结论。",
    ]


def test_what_was_handed_in_counts_and_not_what_is_in_the_dossier_now():
    application = reviewed(a_round(), "approve", "approve", served_last_year=186)
    application.station.served_last_year = 500
    application.station.save()
    trial = worked(asked(tried_version(station__min_served=200), application.round))
    assert [case.effect for case in trial.cases.all()] == ["blocked"]


def test_two_signers_leave_a_decision_open_that_one_has_taken():
    round_ = a_round()
    reviewed(round_, "approve", "approve", name="(演示)曾通过")
    reviewed(round_, "approve", "refuse", name="(演示)曾不通过")
    policy = tried_version(stage={"sign_mode": "all", "signers": 2})
    trial = worked(asked(policy, round_))
    assert told(trial) == [("(演示)曾通过", "", [], "原通过 → 现未决（复审还差 1 票）")]
    result = Result(trial)
    assert result.decisions() == [("通过", "未决", 1)]
    assert result.groups() == [("复审组", 2, 4, 2), ("初审组", 2, 2, 0)]


def test_a_stage_without_history_is_said_and_changes_no_decision():
    round_ = a_round()
    reviewed(round_, "approve", "approve")
    policy = tried_version()
    second = Stage.objects.get(policy=policy, flow_kind="station_application", order=2)
    Stage.objects.create(
        policy=policy, flow_kind=second.flow_kind, order=3, code="panel", name="专家评议",
        group=second.group, sign_mode="quorum", signers=5, quorum=3,
    )  # fmt: skip
    trial = worked(asked(policy, round_))
    result = Result(trial)
    row = result.stages()[2]
    assert (row.name, row.was, row.now, row.days, row.no_history) == ("专家评议", 0, 5, None, 1)
    assert [(flow.kind, flow.unknown) for flow in result.flows()] == [("工作站", 1)]
    assert result.sentences() == [
        "按演示批次的 1 件申报试算，没有一件的结果会有不同。",
        "1 件要经过当时没有的环节，这些环节无历史数据，结论不作推测。",
    ]


def test_the_expected_days_are_the_median_of_what_the_stage_took():
    round_ = a_round()
    monday = timezone.make_aware(datetime(2026, 11, 16, 10))
    application = reviewed(round_, "approve", "approve")
    from workflows.review.models import StageRun

    for run, days in zip(StageRun.objects.order_by("pk"), (2, 4), strict=True):
        StageRun.objects.filter(pk=run.pk).update(opened_at=monday, closed_at=monday + timedelta(days=days))
    trial = worked(asked(tried_version(), application.round))
    assert [row.days for row in Result(trial).stages()[:2]] == [2, 4]
    assert [(flow.days, flow.unknown) for flow in Result(trial).flows()] == [(6, 0)]


def test_a_draft_of_a_round_that_is_over_is_counted_and_never_listed():
    round_ = a_round()
    drafted(Kind.STATION, round=round_, staff_count=8)
    reviewed(round_, "approve", "approve")
    policy = tried_version(eligibility__soft=["S-4-4"])
    assert worked(asked(policy, round_)).total == 1
    Round.objects.filter(pk=round_.pk).update(closes_at=timezone.now() - timedelta(minutes=1))
    trial = worked(asked(policy, round_))
    assert (trial.total, trial.cases.count(), Result(trial).effects["admitted"]) == (2, 0, 1)


def test_pieces_of_one_add_up_to_the_same_result_as_the_whole():
    round_ = a_round()
    for served in (150, 180, 210):
        reviewed(round_, "approve", "approve", served_last_year=served)
    whole = worked(asked(tried_version(station__min_served=200), round_))
    pieces = worked(asked(whole.policy, round_), size=1)
    assert (pieces.result, told(pieces), pieces.done) == (whole.result, told(whole), 3)


def test_an_interrupted_trial_goes_on_at_its_cursor():
    round_ = a_round()
    for served in (150, 180):
        reviewed(round_, "approve", "approve", served_last_year=served)
    trial = asked(tried_version(station__min_served=200), round_)
    advance_trial(trial_pk=trial.pk, at=timezone.now(), size=1)
    trial.refresh_from_db()
    assert (trial.done, trial.percent, trial.is_running) == (1, 50, True)
    work_trials()
    trial.refresh_from_db()
    while trial.is_running:
        work_trials()
        trial.refresh_from_db()
    assert (trial.status, trial.done, trial.cases.count()) == (TrialStatus.DONE, 2, 2)


def test_a_runner_that_was_overtaken_writes_nothing(monkeypatch):
    round_ = a_round()
    reviewed(round_, "approve", "approve", served_last_year=150)
    trial = asked(tried_version(station__min_served=200), round_)
    from console.policies import whatif_actions

    real = whatif_actions._try_cases

    def overtaken(*args):
        monkeypatch.setattr(whatif_actions, "_try_cases", real)
        assert advance_trial(trial_pk=trial.pk, at=timezone.now()) is True
        return real(*args)

    monkeypatch.setattr(whatif_actions, "_try_cases", overtaken)
    assert advance_trial(trial_pk=trial.pk, at=timezone.now()) is False
    trial.refresh_from_db()
    assert (trial.done, trial.cases.count()) == (1, 1)


def test_a_cancelled_trial_is_worked_no_further():
    round_ = a_round()
    reviewed(round_, "approve", "approve")
    trial = asked(tried_version(), round_)
    by = staff_in_group("administrator")
    cancel_trial(trial=trial, by=by, at=timezone.now())
    assert work_trials() == 0
    with pytest.raises(TrialRefusedError, match="试算已经结束。"):
        cancel_trial(trial=trial, by=by, at=timezone.now())
    acts = Event.objects.filter(verb__startswith="trial.").order_by("id").values_list("verb", flat=True)
    assert list(acts) == ["trial.start", "trial.cancel"]


def test_a_draft_changed_meanwhile_ends_its_trial_in_words():
    round_ = a_round()
    reviewed(round_, "approve", "approve")
    policy = tried_version()
    trial = asked(policy, round_)
    by = staff_in_group("administrator")
    change_policy(policy=policy, values={"station.min_served": 180}, by=by, at=timezone.now())
    trial = worked(trial)
    assert (trial.status, trial.reason) == (TrialStatus.FAILED, "草稿在试算过程中有修改，请重新试算。")


def test_a_trial_that_cannot_be_worked_says_so_and_stops(monkeypatch):
    round_ = a_round()
    reviewed(round_, "approve", "approve")
    trial = asked(tried_version(), round_)
    from console.policies import whatif_actions

    monkeypatch.setattr(whatif_actions, "past_cases", lambda _applications: 1 / 0)
    assert work_trials() == 0
    trial.refresh_from_db()
    assert (trial.status, trial.reason) == (TrialStatus.FAILED, "试算出错，已停止；请联系管理员。")


def test_a_version_has_one_running_trial():
    round_ = a_round()
    reviewed(round_, "approve", "approve")
    policy = tried_version()
    asked(policy, round_)
    with pytest.raises(TrialRefusedError, match="该版本正在试算，请等待完成或先取消。"):
        asked(policy, round_)
    assert Trial.objects.count() == 1


def test_an_empty_scope_is_refused():
    with pytest.raises(TrialRefusedError, match="所选批次没有可试算的申报。"):
        asked(tried_version(), a_round())
    assert not Application.objects.exists()


def test_past_windows_are_counted_by_the_tried_version():
    round_ = a_round()
    application = passed_application(round=round_)
    window = opened(gathered_window([application]))
    trial = worked(asked(tried_version(publicity__days=7), round_))
    (row,) = Result(trial).windows()
    assert (row.title, str(row.was), str(row.now), row.days) == (window.title, "2026-09-24", "2026-09-29", 5)
