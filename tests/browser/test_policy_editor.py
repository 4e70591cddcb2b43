"""An administrator adjusts a flow by keyboard and by mouse, sees it drawn; another person publishes it."""

import re
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from policies.content import content_hash
from policies.models import PolicyVersion
from tests.browser.test_chain import staff
from tests.factories.accounts import staff_in_group

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def stages(page: Page) -> Any:
    return page.locator("#stage-list > li .stage-card__words h3 a")


def start_draft(page: Page) -> None:
    page.goto("/admin/rules/policies/1/")
    page.fill("aside [name=title]", "增设专家评议")
    page.click("aside form[action$='/draft/'] button")
    expect(page).to_have_url(re.compile(r"/flow/station_application/"))


def add_two_of_three(page: Page) -> None:
    """A third stage, two of three, filled in by keyboard; the drawing changes before it is saved."""
    page.get_by_role("button", name="添加环节").focus()
    page.keyboard.press("Enter")
    name = page.locator("#stage-form [name=name]")
    expect(name).to_be_focused()
    page.keyboard.type("专家评议")
    page.select_option("[name=sign_mode]", "quorum")
    page.fill("[name=signers]", "3")
    page.fill("[name=quorum]", "2")
    page.uncheck("[name=is_veto]")
    expect(page.locator("#flow-drawing .is-lit .flowchart__note")).to_contain_text("3 人中 2 人")
    expect(page.locator("#flow-side .policy-changes")).to_contain_text("新增环节“专家评议”（第 3 步）")
    name.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#stage-announcer")).to_have_text("已保存。")


def publish(page: Page, *, added_as: int) -> None:
    page.goto("/admin/rules/policies/2/compare/")
    expect(page.locator("#changes")).to_contain_text(f"新增环节“专家评议”（第 {added_as} 步）")
    page.fill("[name=effective_on]", timezone.localdate().isoformat())
    page.click("form[action$='/publish/'] button")
    expect(page.locator(".policy-bar")).to_contain_text("已发布 v2")


def test_third_stage_is_added_moved_and_published_by_another_person(visitor: Any) -> None:
    for code in ("first_review", "second_review"):
        staff_in_group(code)
    for _n in range(2):
        staff_in_group("first_review")
    page = staff(visitor, "administrator")
    start_draft(page)
    add_two_of_three(page)

    card = page.locator("#stage-list > li", has_text="专家评议").locator("h3 [data-open]")
    card.focus()
    page.keyboard.press("Alt+ArrowUp")
    expect(page.locator("#stage-announcer")).to_have_text("“专家评议”已移到第 2 步，共 3 步。")
    expect(stages(page)).to_have_text(["初审", "专家评议", "复审"])
    expect(page.locator("#flow-drawing .flowchart__title")).to_have_text(
        ["申报", "资格核对", "初审", "专家评议", "复审", "公示", "认定"]
    )

    drag(page, "专家评议", onto="初审")
    expect(page.locator("#stage-announcer")).to_have_text("“专家评议”已移到第 1 步，共 3 步。")
    expect(stages(page)).to_have_text(["专家评议", "初审", "复审"])
    drag(page, "复审", onto="初审")
    expect(page.locator(".policy-refused")).to_contain_text("不得改变必设环节之间的先后次序")
    expect(stages(page)).to_have_text(["专家评议", "初审", "复审"])
    page.locator("#stage-list > li", has_text="专家评议").get_by_role("button", name="下移一步").click()
    expect(stages(page)).to_have_text(["初审", "专家评议", "复审"])

    expect(page.locator("#stage-announcer")).to_have_text("“专家评议”已移到第 2 步，共 3 步。")

    publish(staff(visitor, "decision_maker"), added_as=2)
    policy = PolicyVersion.objects.get(number=2)
    panel = policy.stages.get(name="专家评议")
    assert (panel.order, panel.sign_mode, panel.signers, panel.quorum) == (2, "quorum", 3, 2)
    assert policy.content_hash == content_hash(policy)


def drag(page: Page, name: str, *, onto: str) -> None:
    """By its handle, to just above the middle of another card."""
    grip = page.locator("#stage-list > li", has=page.get_by_role("link", name=name, exact=True)).locator(
        "[data-grip]"
    )
    target = page.locator("#stage-list > li", has=page.get_by_role("link", name=onto, exact=True)).locator(
        "[data-grip]"
    )
    target.scroll_into_view_if_needed()
    start, end = grip.bounding_box(), target.bounding_box()
    assert start
    assert end
    page.mouse.move(start["x"] + 5, start["y"] + 5)
    page.mouse.down()
    page.mouse.move(end["x"] + 5, end["y"] - 12, steps=6)
    page.mouse.up()
