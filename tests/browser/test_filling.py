"""Filling in, as browsers behave: reloads, two tabs, no scripts, an expired session, impatient fingers, the back button."""

import re
from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from playwright.sync_api import Page, Route, expect

from accounts.models import User
from messaging.models import Message
from recruitment.actions import add_evidence, create_draft
from recruitment.models import Application
from tests.browser.test_chain import STEPS, fill_step
from tests.factories.accounts import UserFactory
from tests.factories.recruitment import RoundFactory, drafted, station_values, upload

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def enter(page: Page, address: str, person: User) -> Page:
    """Signed in without walking through the door, which has tests of its own."""
    client = Client()
    client.force_login(person)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": address}])
    return page


def begun(person: User) -> Application:
    round_ = RoundFactory()
    return create_draft(round=round_, kind="station", by=person, at=round_.opens_at)


def step(application: Application, code: str) -> str:
    return f"/my/applications/{application.pk}/steps/{code}/"


def saved(page: Page) -> None:
    expect(page.locator("#savestate")).to_have_text(re.compile(r"^已保存 \d\d:\d\d"))


def type_name(page: Page, name: str) -> None:
    """Type and wait for the autosave's own answer."""
    with page.expect_response(re.compile("/save/")):
        page.fill("[name=name]", name)


def test_what_was_typed_and_uploaded_is_there_after_a_reload(visitor: Any, site_address: str) -> None:
    person = UserFactory()
    draft, page = begun(person), visitor(390)
    enter(page, site_address, person).goto(step(draft, "unit"))
    type_name(page, "(演示)自动保存")
    saved(page)
    page.reload()
    expect(page.locator("[name=name]")).to_have_value("(演示)自动保存")
    page.goto(step(draft, "evidence"))
    file = upload("执照.pdf")
    page.locator("#licence [name=files]").set_input_files(
        files=[{"name": "执照.pdf", "mimeType": "application/pdf", "buffer": file.read()}]
    )
    expect(page.locator("#licence .filelist li")).to_contain_text("执照.pdf")
    page.reload()
    expect(page.locator("#licence .filelist li")).to_have_count(1)


def test_what_is_typed_before_the_script_has_come_is_saved(visitor: Any, site_address: str) -> None:
    person = UserFactory()
    draft, page = begun(person), visitor(390)
    held: list[Route] = []
    page.route("**/js/apply*.js", lambda route: held.append(route))  # noqa: PLW0108  Playwright takes no method of C
    enter(page, site_address, person).goto(step(draft, "unit"), wait_until="commit")
    page.fill("[name=name]", "(演示)快手")
    with page.expect_response(re.compile("/save/")):  # the page says 已保存 from the start
        held[0].continue_()
    saved(page)
    page.unroute("**/js/apply*.js")
    page.reload()
    expect(page.locator("[name=name]")).to_have_value("(演示)快手")


def test_the_second_of_two_tabs_is_asked_and_neither_text_is_lost(visitor: Any, site_address: str) -> None:
    person = UserFactory()
    draft, first = begun(person), visitor()
    enter(first, site_address, person).goto(step(draft, "unit"))
    second = first.context.new_page()
    second.goto(step(draft, "unit"))
    type_name(first, "(演示)第一个窗口")
    saved(first)
    type_name(second, "(演示)第二个窗口")
    notice = second.locator("#stale-place .stale")
    expect(notice).to_contain_text("另一个窗口刚保存过这份草稿")
    expect(notice.locator("tbody td")).to_have_text(["单位名称", "(演示)第二个窗口", "(演示)第一个窗口"])
    expect(second.locator("[name=name]")).to_have_value("(演示)第二个窗口")
    draft.station.refresh_from_db()
    assert draft.station.name == "(演示)第一个窗口"
    with second.expect_response(re.compile("/save/")):
        notice.locator("[data-keep]").click()
    saved(second)
    draft.station.refresh_from_db()
    assert draft.station.name == "(演示)第二个窗口"


def test_without_scripts_the_whole_form_is_filled_and_handed_in(visitor: Any, site_address: str) -> None:
    person, page, values = UserFactory(), visitor(scripts=False), station_values()
    RoundFactory()
    enter(page, site_address, person).goto("/my/apply/")
    page.locator("form:has([name=kind][value=station]) button").click()
    for code in STEPS:
        expect(page).to_have_url(re.compile(f"/steps/{code}/"))
        if code == "evidence":
            upload_plainly(page, Application.objects.get(applicant=person))
            page.click("main .apply-bar a.btn-primary")
        else:
            fill_step(page, values)
            page.click("main .apply-bar button.btn-primary")
    page.click("main button.btn-primary")
    expect(page).to_have_url(re.compile("/receipt/"))
    application = Application.objects.get(applicant=person)
    assert (application.status, application.name) == ("submitted", values["name"])
    assert application.evidence.count() == 5
    page.go_back()
    expect(page.locator("main form[action*=submit]")).to_have_count(0)


def upload_plainly(page: Page, application: Application) -> None:
    """Two through the page, the rest, which would be the same again, through the action."""
    for kind in ("premises", "staff", "plan"):
        add_evidence(
            application=application,
            kind=kind,
            upload=upload(f"{kind}.pdf"),
            by=application.applicant,
            at=application.saved_at,
        )
    for kind in ("licence", "served"):
        form = page.locator(f"#{kind} form.uploader")
        content = upload(f"{kind}.pdf").read()
        form.locator("[name=files]").set_input_files(
            files=[{"name": f"{kind}.pdf", "mimeType": "application/pdf", "buffer": content}]
        )
        form.locator("button").click()
        expect(page.locator(f"#{kind} .filelist li")).to_have_count(1)


def test_a_session_that_ends_while_typing_loses_nothing(visitor: Any, site_address: str) -> None:
    person = UserFactory()
    draft, page = begun(person), visitor()
    enter(page, site_address, person).goto(step(draft, "unit"))
    Session.objects.all().delete()
    type_name(page, "(演示)过期时还在写")
    page.get_by_role("link", name="重新登录").click()
    come_back(page, person)
    expect(page).to_have_url(re.compile(re.escape(step(draft, "unit"))))
    expect(page.locator("[name=name]")).to_have_value("(演示)过期时还在写")
    saved(page)
    draft.station.refresh_from_db()
    assert draft.station.name == "(演示)过期时还在写"


def test_without_scripts_text_posted_too_late_comes_back(visitor: Any, site_address: str) -> None:
    person = UserFactory()
    draft, page = begun(person), visitor(390, scripts=False)
    enter(page, site_address, person).goto(step(draft, "unit"))
    Session.objects.all().delete()
    page.fill("[name=name]", "(演示)过期后才按保存")
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.locator("body")).to_contain_text("您刚才填写的内容已为您保留 30 分钟")
    come_back(page, person)
    expect(page).to_have_url(re.compile(re.escape(step(draft, "unit"))))
    expect(page.locator("[name=name]")).to_have_value("(演示)过期后才按保存")
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.locator("body")).to_contain_text("已保存。")
    draft.station.refresh_from_db()
    assert draft.station.name == "(演示)过期后才按保存"


def come_back(page: Page, person: User) -> None:
    """Through the door, from the page one was led to."""
    page.fill("[name=mobile]", person.mobile)
    page.check("[name=consent]")
    page.click("main button.btn-primary")
    code = Message.objects.filter(to=person.mobile, is_code=True).latest("id").params["code"]
    page.fill("[name=digits]", str(code))
    page.click("main button.btn-primary")


def test_a_double_click_on_submit_gives_one_receipt(visitor: Any, site_address: str) -> None:
    person, page = UserFactory(), visitor()
    draft = drafted("station", by=person)
    enter(page, site_address, person).goto(f"/my/applications/{draft.pk}/preview/")
    page.locator("form[action*=submit] button").dblclick()
    expect(page).to_have_url(re.compile("/receipt/"))
    draft.refresh_from_db()
    expect(page.locator("main")).to_contain_text(draft.number)
    assert Message.objects.filter(to=person.mobile, template__key="submitted").count() == 1
    assert draft.milestones.filter(status="submitted").count() == 1
    assert draft.number.endswith("-000001")


def test_going_back_after_submission_shows_the_frozen_application(visitor: Any, site_address: str) -> None:
    person, page = UserFactory(), visitor()
    draft = drafted("station", by=person)
    enter(page, site_address, person).goto(step(draft, "pledge"))
    page.goto(f"/my/applications/{draft.pk}/preview/")
    page.locator("form[action*=submit] button").click()
    expect(page).to_have_url(re.compile("/receipt/"))
    draft.refresh_from_db()
    for _ in range(2):  # over the preview, to the step
        page.go_back()
        expect(page.locator("main")).to_contain_text(draft.number)
        expect(page.locator("#step-form, form[action*=submit]")).to_have_count(0)


def test_signing_out_leaves_nothing_typed_on_the_device(visitor: Any, site_address: str) -> None:
    person, page = UserFactory(), visitor(390)
    draft = begun(person)
    enter(page, site_address, person).goto(step(draft, "unit"))
    page.evaluate(
        "() => { localStorage['yiqi-diary-1'] = sessionStorage['yiqi-draft-1'] = '(演示)'; localStorage.other = '1'; }"
    )
    page.goto("/accounts/logout/")
    page.get_by_role("button", name="确认退出").click()
    page.wait_for_url(re.compile("^(?!.*logout)"))
    assert page.evaluate("() => [Object.keys(localStorage), Object.keys(sessionStorage)]") == [["other"], []]
