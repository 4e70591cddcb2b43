"""志愿日记 on a phone whose connection is lost: nothing typed is lost, and one entry is reported."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from policies.enums import CodeList, Kind
from policies.models import CodeItem
from service.models import DiaryDraft, DiaryEntry
from tests.browser.test_filling import enter
from tests.factories.registry import issued_certificate

pytestmark = [pytest.mark.browser, pytest.mark.slow]
WORDS = "演示：断网时写的日记"


def test_entry_typed_offline_is_kept_and_reported_exactly_once(visitor: Any, site_address: str) -> None:
    CodeItem.objects.get_or_create(
        codelist=CodeList.SERVICE_KIND, code="consulting", defaults={"name": "咨询"}
    )
    CodeItem.objects.create(codelist=CodeList.FIELD, code="demo", name="演示领域")
    holder = issued_certificate(Kind.EXPERT, on=timezone.now() - timedelta(days=30)).term.holder
    page = visitor(390)
    enter(page, site_address, holder.user).goto("/my/diary/new/")
    page.check("[name=form][value=offline]")
    page.select_option("[name=kind]", "consulting")
    page.select_option("[name=field]", "demo")
    page.check("[name=is_declared_free]")
    expect(page.locator("#savestate")).to_have_text(re.compile(r"^草稿已保存 \d\d:\d\d"))
    page.context.set_offline(True)
    page.fill("[name=summary]", WORDS)
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.locator("#savestate")).to_contain_text("网络已断开，没有提交。已填内容保存在本机")
    expect(page.locator("[name=summary]")).to_have_value(WORDS)
    assert DiaryEntry.objects.count() == 0
    page.context.set_offline(False)
    page.reload()
    expect(page.locator("[name=summary]")).to_have_value(WORDS)
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.locator("h1")).to_contain_text("年")
    page.wait_for_url(re.compile(r"/my/diary/\d+/$"))
    assert [entry.summary for entry in DiaryEntry.objects.all()] == [WORDS]
    assert not DiaryDraft.objects.exists()
