"""A third stage is added, tried on history and published; the case under way keeps its two stages, a new one takes three."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from console.policies.whatif_sweep import work_trials
from policies.models import PolicyVersion
from tests.browser.test_chain import approve, staff
from tests.browser.test_policy_editor import add_two_of_three, publish, start_draft
from tests.factories.accounts import staff_in_group
from tests.factories.recruitment import RoundFactory, submitted_station
from tests.factories.workflows import passed, started
from workflows.application.models import ApplicationProcess
from workflows.review.models import StageRun

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def try_on_history(page: Page) -> None:
    page.goto("/admin/rules/policies/2/")
    page.locator("a", has_text="试算").first.click()
    page.locator("form[action*='trials'] input[name=rounds]").first.check()
    page.get_by_role("button", name="开始试算").click()
    while work_trials():
        pass
    page.reload()
    expect(page.locator(".trial__summary")).to_contain_text("1 件")
    expect(page.locator(".trial__parts")).to_contain_text("无历史数据")


def stages_taken(process: ApplicationProcess) -> list[tuple[str, str]]:
    runs = StageRun.objects.filter(process_id=process.pk).order_by("pk")
    return list(runs.values_list("stage__name", "outcome"))


@pytest.mark.clause("S-17")
def test_old_case_finishes_on_two_stages_while_a_new_one_takes_three(visitor: Any) -> None:
    for code in ("first_review", "second_review"):
        staff_in_group(code)
    for _n in range(3):
        staff_in_group("first_review")
    round_ = RoundFactory()
    passed(round=round_)
    old = started(round=round_)

    administrator = staff(visitor, "administrator")
    start_draft(administrator)
    add_two_of_three(administrator)
    try_on_history(administrator)
    publish(staff(visitor, "decision_maker"), added_as=3)

    for group in ("first_review", "second_review"):
        approve(staff(visitor, group))
    assert stages_taken(old) == [("初审", "approve"), ("复审", "approve")]
    assert ApplicationProcess.objects.get(pk=old.pk).application.status == "passed"

    policy = PolicyVersion.objects.get(number=2)
    new = started(submitted_station(round=RoundFactory(policy=policy)))
    for group in ("first_review", "second_review", "first_review", "first_review"):
        approve(staff(visitor, group))
    assert stages_taken(new) == [("初审", "approve"), ("复审", "approve"), ("专家评议", "approve")]
    assert ApplicationProcess.objects.get(pk=new.pk).application.status == "passed"
