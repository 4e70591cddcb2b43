"""A real Chromium before a real server in this process, on a database whose commits are real."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, Error, Page, sync_playwright

FAILURES = Path(__file__).resolve().parents[2] / "build" / "browser"


@contextmanager
def served() -> Iterator[str]:
    """The platform in a thread of this process; its address."""
    thread = LiveServerThread("127.0.0.1", StaticFilesHandler, port=0)
    thread.daemon = True
    thread.start()
    thread.is_ready.wait()
    if thread.error:
        raise thread.error
    yield f"http://127.0.0.1:{thread.port}"
    thread.terminate()


@pytest.fixture
def site_address(committed_db: None, settings: Any) -> Iterator[str]:
    """The platform, served; sweeps are called by the test, which thereby decides when time passes."""
    settings.DEMO = True
    with served() as address:
        settings.WAGTAILADMIN_BASE_URL = address
        yield address


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # playwright keeps a loop in this thread
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def visitor(chromium: Browser, site_address: str) -> Iterator[Any]:
    """Opens a window of its own for each person: `visitor(390)` is somebody with a phone."""
    contexts = []

    def open_window(width: int = 1440, *, scripts: bool = True) -> Page:
        context = chromium.new_context(
            base_url=site_address,
            viewport={"width": width, "height": 900},
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            java_script_enabled=scripts,
        )
        context.set_default_timeout(20_000)
        contexts.append(context)
        return context.new_page()

    yield open_window
    FAILURES.mkdir(parents=True, exist_ok=True)
    for number, context in enumerate(contexts):
        for page in context.pages:
            with suppress(
                Error
            ):  # Chromium sometimes cannot draw a page it is about to leave; no test hangs on it
                page.screenshot(path=FAILURES / f"last-{number}.png")
        context.close()
