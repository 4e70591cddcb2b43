"""The main job, played in a browser: from registration to the checked certificate."""

import re
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from content.planting import plant_pages
from demo.clock import clock_at
from demo.dossiers import EVIDENCE, sample_file
from messaging.models import Message
from policies.enums import Kind
from publicity.models import Window
from recruitment.enums import EvidenceKind
from recruitment.models import Application
from registry.models import Certificate
from registry.rendering import render_due
from tests.factories.accounts import staff_in_group, totp_now
from tests.factories.recruitment import RoundFactory, station_values
from workflows.application.actions import advance_applications
from workflows.publicity.actions import advance_windows

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MOBILE = "19900007001"
PASSWORD = "a-long-demo-password"
STEPS = ("unit", "conditions", "narrative", "evidence", "pledge")


def sign_in(page: Page, mobile: str) -> None:
    """Registers at the first time, as the front door does."""
    page.goto("/accounts/login/?next=/my/")
    page.fill("[name=mobile]", mobile)
    page.check("[name=consent]")
    page.click("main button.btn-primary")
    page.fill(
        "[name=digits]", str(Message.objects.filter(to=mobile, is_code=True).latest("id").params["code"])
    )
    page.click("main button.btn-primary")
    expect(page).to_have_url(re.compile(r"/my/"))


def staff(visitor: Any, group: str) -> Page:
    """Somebody of a working group, signed in at the staff door."""
    person = staff_in_group(group)
    person.set_password(PASSWORD)
    person.save(update_fields=["password"])
    page = visitor()
    page.goto("/accounts/staff/")
    page.fill("[name=login]", person.username)
    page.fill("[name=password]", PASSWORD)
    page.click("main button.btn-primary")
    page.fill("[name=code]", totp_now())
    page.click("main button.btn-primary")
    expect(page).to_have_url(re.compile("/admin/|/my/"))
    return page


def fill_step(page: Page, values: dict[str, Any]) -> None:
    """Fill whatever this step asks for, as a person goes down the page."""
    for name, value in values.items():
        place = page.locator(f"#step-form [name={name}]")
        if place.count() == 0 or value in ("", None, False):
            continue
        if value is True:
            place.check()
        elif place.first.evaluate("e => e.tagName") == "SELECT":
            place.select_option(str(value))
        elif place.first.get_attribute("type") == "radio":
            page.check(f"#step-form [name={name}][value='{value}']")
        else:
            place.fill(str(value))


def upload_evidence(page: Page, name: str) -> None:
    for kind in EVIDENCE[Kind.STATION]:
        form = page.locator(f"#{kind} form.uploader")
        file = {
            "name": f"{EvidenceKind(kind).label}.pdf",
            "mimeType": "application/pdf",
            "buffer": sample_file(kind, name),
        }
        form.locator("[name=files]").set_input_files(files=[file])
        if form.locator("button").is_visible():
            form.locator("button").click()
        expect(page.locator(f"#{kind} .filelist li")).to_have_count(1)


def apply_as_station(page: Page) -> Application:
    values = station_values()
    page.goto("/my/apply/")
    page.locator("form:has([name=kind][value=station]) button").click()
    for step in STEPS:
        expect(page).to_have_url(re.compile(f"/steps/{step}/"))
        if step == "evidence":
            upload_evidence(page, values["name"])
            page.click("main .apply-bar a.btn-primary")
        else:
            fill_step(page, values)
            page.click("main .apply-bar button.btn-primary")
    expect(page).to_have_url(re.compile("/preview/"))
    page.click("main button.btn-primary")
    expect(page.locator("main")).to_contain_text("ZY-")
    return Application.objects.get(applicant__mobile=MOBILE)


def approve(page: Page) -> None:
    """Open the first case of the group, take it, approve it."""
    page.goto("/admin/inbox/?tab=group")
    page.locator("table tbody a").first.click()
    page.click("button[data-key=g]")
    page.check("[name=choice][value=approve]")
    page.fill("[name=opinion]", "材料齐全，条件符合，同意。")
    page.click("button[data-key=ctrl-enter]")


def test_from_registration_to_the_checked_certificate(visitor: Any, site_address: str) -> None:
    RoundFactory()
    plant_pages()
    applicant = visitor(390)
    sign_in(applicant, MOBILE)
    application = apply_as_station(applicant)

    for group in ("first_review", "second_review"):
        approve(staff(visitor, group))
    assert Application.objects.get(pk=application.pk).status == "passed"

    officer = staff(visitor, "publicity_officer")
    officer.goto("/admin/publicity/candidates/")
    officer.locator("table tbody input[type=checkbox]").first.check()
    officer.get_by_role("button", name="列入公示").click()
    officer.get_by_role("button", name="列入公示").click()
    window = Window.objects.get()

    editor = staff(visitor, "editor")
    editor.goto(f"/admin/pages/{window.page.pk}/edit/")
    editor.locator("footer [data-w-dropdown-target=toggle]").last.click()
    editor.get_by_role("button", name=re.compile("发布|Publish")).first.click()
    expect(editor.locator(".messages, [role=status]").first).to_be_attached()
    advance_windows()
    window.refresh_from_db()
    assert window.status == "open"

    anybody = visitor()
    anybody.goto("/publicity/")
    anybody.locator("main a", has_text=window.title).first.click()
    expect(anybody.locator("main table")).to_contain_text(application.station.name)
    expect(anybody.locator("body")).not_to_contain_text(MOBILE)

    with clock_at(window.closes_at + timedelta(hours=9)):
        advance_windows()
        decider = staff(visitor, "decision_maker")
        decider.goto(f"/admin/publicity/{window.pk}/")
        decider.get_by_role("link", name=re.compile("确认")).first.click()
        decider.get_by_role("button", name="由我确认").click()
        decider.get_by_role("button", name="确认公示结果").click()
        expect(decider.locator("main")).to_contain_text(re.compile("已确认|放行|已认定"))
        advance_windows()
        advance_applications()
    render_due()

    certificate = Certificate.objects.get()
    assert re.fullmatch(r"GZZ-\d{4}-33-00001-[0-9A-Z]", certificate.number)
    assert certificate.sha256
    anybody.goto("/verify/")
    anybody.locator("main input[type=text], main input[type=search]").first.fill(certificate.number)
    anybody.locator("main button").first.click()
    expect(anybody.locator("main")).to_contain_text("有效")
    expect(anybody.locator("main")).to_contain_text(application.station.name)

    applicant.goto("/my/certificates/")
    with applicant.expect_download() as download:
        applicant.locator("main a", has_text=re.compile("下载")).first.click()
    assert download.value.path().read_bytes().startswith(b"%PDF")
    said = (
        Message.objects.filter(to=MOBILE, is_code=False)
        .order_by("id")
        .values_list("template__key", flat=True)
    )
    assert list(said) == ["submitted", "publicity", "included"]
