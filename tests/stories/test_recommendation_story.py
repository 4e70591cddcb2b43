"""省级推荐: one story for each way a recommendation can end, played through the doors of every room."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from viewflow.workflow.models import Task
from viewflow.workflow.status import PROCESS

from accounts.queries import user_by_mobile
from policies.models import PolicyVersion
from recruitment.actions import (
    Completed,
    activate_recommendation,
    confirm_roster,
    finish_check,
    merge_recommendation,
    pass_remaining,
    return_roster,
    withdraw_roster,
)
from recruitment.minding import include_recommended, mind_recommendations
from recruitment.models import Recommendation, Roster
from recruitment.publicizing import gather_window
from registry.models import Certificate, Holder, Origin
from tests.factories.accounts import UserFactory, staff_in_group
from tests.factories.agencies import NUMBER, agent_of, confirmed_roster, mandated
from tests.factories.objections import DURING
from tests.factories.publicity import confirmed
from tests.factories.recruitment import RoundFactory, credit_code
from tests.factories.registry import issued_certificate
from tests.factories.workflows import policy_with
from workflows.front_desk import waiting_for
from workflows.recommendation.following import advance_rosters
from workflows.recommendation.models import RecommendationProcess

pytestmark = [pytest.mark.django_db, pytest.mark.clause("N-2"), pytest.mark.clause("S-5-R"), pytest.mark.clause("E-4-R")]  # fmt: skip
ROW = ["1", "演示甲园区服务有限公司", "演示市甲路1号", "张演示", NUMBER]


@pytest.fixture
def checker():
    return staff_in_group("second_review")


@pytest.fixture
def roster():
    return confirmed_roster(mandated("33"), ROW)


def process_of(roster: Roster) -> RecommendationProcess:
    while advance_rosters():
        pass
    return RecommendationProcess.objects.get(roster=roster)


def waits_at(roster: Roster) -> list[str]:
    open_tasks = Task.objects.filter(process=process_of(roster), finished=None)
    return [task.flow_task.name for task in open_tasks]


def checked(roster: Roster, checker) -> Recommendation:
    pass_remaining(roster=roster, by=checker, at=timezone.now())
    finish_check(roster=roster, by=checker, at=timezone.now())
    return Recommendation.objects.get(row__roster=roster)


def activated(row: Recommendation, code: str) -> Recommendation:
    by = user_by_mobile(row.mobile) or UserFactory(mobile=row.mobile)
    completed = Completed(uscc=code, station_kind="中小企业园区")
    return activate_recommendation(recommendation=row, completed=completed, by=by, at=timezone.now())


def test_recommended_and_activated(roster, checker):
    assert waits_at(roster) == ["check"]
    row = checked(roster, checker)
    assert waits_at(roster) == ["await_activation"]
    assert Certificate.objects.count() == 0
    activated(row, credit_code(900_021))
    assert waits_at(roster) == []
    assert (process_of(roster).status, Holder.objects.get().origin) == (PROCESS.DONE, Origin.RECOMMENDATION)


def test_publicized_where_the_rules_say_so(checker):
    policy = policy_with()
    values = {**policy.values, "recommend.path": "with_publicity"}
    PolicyVersion.objects.filter(pk=policy.pk).update(values=values)
    round_ = RoundFactory(policy=PolicyVersion.objects.get(pk=policy.pk))
    roster = confirmed_roster(mandated("33"), ROW, round_=round_)
    waits_at(roster)
    row = activated(checked(roster, checker), credit_code(900_022))
    assert (row.status, waits_at(roster), Holder.objects.count()) == ("listable", ["await_activation"], 0)
    officer = staff_in_group("publicity_officer")
    window = gather_window(applications=[], recommendations=[row], title="公示", by=officer, at=DURING)
    confirmed(window)
    assert waits_at(roster) == ["await_activation"]
    assert (include_recommended(), waits_at(roster)) == (1, [])
    assert (process_of(roster).status, Holder.objects.get().origin) == (PROCESS.DONE, Origin.RECOMMENDATION)


def test_lapsed(roster, checker, time_machine):
    row = checked(roster, checker)
    time_machine.move_to(timezone.now() + timedelta(days=61))
    mind_recommendations()
    row.refresh_from_db()
    assert (row.status, process_of(roster).status, Holder.objects.count()) == ("lapsed", PROCESS.DONE, 0)


def test_duplicate_merged_by_hand(roster, checker):
    holder = issued_certificate().term.holder
    row = activated(checked(roster, checker), holder.organisation.uscc)
    assert (row.status, waits_at(roster)) == ("held", ["await_activation"])
    merge_recommendation(recommendation=row, reason="与名录中的单位相同", by=checker, at=timezone.now())
    assert (process_of(roster).status, list(Holder.objects.all())) == (PROCESS.DONE, [holder])


def test_returned_put_right_and_checked(roster, checker):
    waits_at(roster)
    return_roster(roster=roster, reason="扫描件没有盖章", by=checker, at=timezone.now())
    assert waits_at(roster) == ["await_agency"]
    fresh = Roster.objects.get(pk=roster.pk)
    confirm_roster(roster=fresh, revision=fresh.revision, by=agent_of(roster.mandate), at=timezone.now())
    assert waits_at(roster) == ["check"]
    checked(roster, checker)
    assert waits_at(roster) == ["await_activation"]


def test_withdrawn_by_its_agency(roster):
    waits_at(roster)
    withdraw_roster(roster=roster, reason="名单有误", by=agent_of(roster.mandate), at=timezone.now())
    assert (waits_at(roster), process_of(roster).status) == ([], PROCESS.CANCELED)


def test_check_waits_on_the_front_desk_and_in_the_monitor(roster, checker, client):
    waits_at(roster)
    [waiting] = [one for one in waiting_for(checker) if str(one.title) == "形式审查"]
    assert waiting.group == 1
    client.force_login(checker)
    assert client.get(waiting.href, follow=True).redirect_chain[-1][0] == reverse("desk_recruitment:roster", args=[roster.pk])  # fmt: skip
    client.force_login(staff_in_group("administrator"))
    assert roster.number in client.get("/admin/monitor/?flow=recommendation").text
