"""自定义事项, played in a browser: defined without code, published by another person, asked for, decided."""

import re
from contextlib import suppress
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from matters.models import Request, RequestType
from policies.models import PolicyVersion
from tests.browser.test_chain import approve, sign_in, staff
from workflows.request.actions import advance_requests

pytestmark = [pytest.mark.browser, pytest.mark.slow]
MOBILE = "19900007009"


def drag_first_down(page: Page, cards: Locator, wanted: list[str]) -> None:
    """By mouse; on a busy machine the browser misses a drag now and then, and a hand tries again."""
    for _ in range(3):
        page.locator(".asked__card").nth(0).drag_to(page.locator(".asked__card").nth(1))
        with suppress(AssertionError):
            expect(cards).to_have_text(wanted, timeout=3_000)
            return


def define(page: Page) -> None:
    """A type with one stage of the first review group and a number that may not be exceeded."""
    page.goto("/admin/matters/add/")
    page.fill("[name=title]", "使用平台标识许可")
    page.fill("[name=code]", "logo")
    page.fill("[name=lead]", "在宣传材料中使用平台标识须先取得许可。")
    page.select_option("[name=group]", label="初审组")
    page.get_by_role("button", name="设立，去写题目").click()
    expect(page).to_have_url(re.compile(r"/admin/matters/types/logo/"))
    page.get_by_role("link", name="数字").click()
    page.fill("[name=label]", "使用期限")
    page.fill("[name=code]", "months")
    page.fill("[name=unit]", "个月")
    page.select_option("[name=operator]", "at_most")
    page.fill("[name=threshold]", "12")
    expect(page.locator("[data-sentence]")).to_have_text("“本事项：使用期限 14 个月，需不超过 12 个月”")
    page.get_by_role("button", name="保存题目").click()
    page.get_by_role("link", name="文字").click()
    page.fill("[name=label]", "用途")
    page.fill("[name=code]", "purpose")
    page.get_by_role("button", name="保存题目").click()
    cards = page.locator(".asked__card b")
    expect(cards).to_have_text(["使用期限", "用途"])
    page.locator(".asked__card").nth(1).locator("a", has_text="修改").focus()
    page.keyboard.press("Alt+ArrowUp")
    expect(cards).to_have_text(["用途", "使用期限"])
    drag_first_down(page, cards, ["使用期限", "用途"])
    expect(cards).to_have_text(["使用期限", "用途"])


def publish(page: Page) -> None:
    number = PolicyVersion.objects.get(scope="logo").number
    page.goto(f"/admin/rules/policies/{number}/compare/")
    page.locator("form[action*='/publish/'] button").last.click()
    page.wait_for_load_state()
    assert PolicyVersion.objects.get(scope="logo").status == "published"


def test_request_type_from_its_definition_to_its_first_decision(visitor: Any) -> None:
    author = staff(visitor, "administrator")
    define(author)
    reviewer = staff(visitor, "first_review")  # a version whose group is empty cannot be published
    publish(staff(visitor, "decision_maker"))
    author.reload()
    author.get_by_role("button", name="开放申请").click()
    expect(author.locator(".desk-head")).to_contain_text("受理中")
    assert RequestType.objects.get().is_open

    applicant = visitor(390)
    sign_in(applicant, MOBILE)
    applicant.goto("/my/requests/")
    applicant.get_by_role("button", name="开始申请").click()
    applicant.fill("[name=q_purpose]", "园区活动的背景板。")
    applicant.fill("[name=q_months]", "18")
    expect(applicant.locator("#checks")).to_contain_text("本事项：使用期限 18 个月，需不超过 12 个月")
    applicant.fill("[name=q_months]", "6")
    expect(applicant.locator("#checks")).to_contain_text("本事项：使用期限 6 个月，符合“不超过 12 个月”")
    applicant.get_by_role("button", name="保存，去预览").click()
    applicant.get_by_role("button", name="提交申请").click()
    expect(applicant.locator("main")).to_contain_text("SQ-")
    advance_requests()

    approve(reviewer)
    assert Request.objects.get().status == "approved"
    applicant.goto("/my/requests/")
    expect(applicant.locator("main")).to_contain_text("您的申请已获同意。")
    applicant.goto("/my/messages/")
    expect(applicant.locator("main")).to_contain_text("已办结：已同意")
