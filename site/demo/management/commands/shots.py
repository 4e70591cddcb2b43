"""`manage.py shots`: a picture of every main page of the demo, on the desktop and on a phone, in `build/shots/`."""

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from accounts.models import User
from demo.pages import MainPage, main_pages

WIDTHS = {"1440": (1440, 900), "390": (390, 844)}
START_SECONDS = 60
# A bar that sticks to the screen would lie across the middle of a page drawn to its full length.
UNSTICK = "document.querySelectorAll('body *').forEach(e => getComputedStyle(e).position === 'sticky' && (e.style.position = 'static'))"


class Command(BaseCommand):
    help = "Write screenshots of the main pages (1440 and 390 px) to build/shots/."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("names", nargs="*", help="only pages whose name begins so")

    def handle(self, *args: Any, **options: Any) -> None:
        browser_path = shutil.which("chromium") or shutil.which("chromium-browser")
        if browser_path is None:
            raise CommandError("没有找到 Chromium，无法截图：请先安装 chromium。")
        _refuse_stale_database()
        out = settings.ROOT / "build" / "shots"
        out.mkdir(parents=True, exist_ok=True)
        wanted = tuple(options["names"])
        pages = [page for page in main_pages() if not wanted or page.name.startswith(wanted)]
        with _server() as address:
            cookies = {
                page.username: _session_cookie(page.username, address) for page in pages if page.username
            }
            with _browser(browser_path) as browser:
                for page in pages:
                    for label, size in WIDTHS.items():
                        target = out / f"{page.name}-{label}.png"
                        status = _draw(browser, address, page, cookies.get(page.username), size, target)
                        self.stdout.write(f"{status} {target.relative_to(settings.ROOT)}")


def _refuse_stale_database() -> None:
    """One sentence instead of a page of SQL when the database is behind the code."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise CommandError("数据库落后于代码：请先运行 manage.py prepare --demo，再截图。")


def _draw(
    browser: Any,
    address: str,
    page: MainPage,
    cookie: dict[str, Any] | None,
    size: tuple[int, int],
    target: Path,
) -> str:
    """Draw one page at one size; returns the HTTP status, and a note when the page is wider than the screen."""
    width, height = size
    context = browser.new_context(
        viewport={"width": width, "height": height}, locale="zh-CN", timezone_id="Asia/Shanghai"
    )
    if cookie:
        context.add_cookies([cookie])
    tab = context.new_page()
    response = tab.goto(address + page.path, wait_until="load")
    if page.is_full:
        tab.evaluate(UNSTICK)
    tab.screenshot(path=target, full_page=page.is_full)
    needed = tab.evaluate("document.documentElement.scrollWidth")
    context.close()
    status = str(response.status) if response else "---"
    return status if needed <= width else f"{status} 宽 {needed} px"


@contextmanager
def _browser(path: str) -> Iterator[Any]:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  a development package, needed here alone

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@contextmanager
def _server() -> Iterator[str]:
    """The site of this checkout on a free port, ended afterwards."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    command = [str(Path(sys.executable).parent / "gunicorn"), "--pythonpath", "site", "--threads", "4", "-b", f"127.0.0.1:{port}", "config.wsgi"]  # fmt: skip
    process = subprocess.Popen(  # noqa: S603  our own server
        command, cwd=settings.ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait_for(address)
        yield address
    finally:
        process.terminate()
        process.wait(30)


def _wait_for(address: str) -> None:
    give_up = time.monotonic() + START_SECONDS
    while time.monotonic() < give_up:
        try:
            urlopen(address + "/verify/", timeout=20)  # noqa: S310  our own address
        except OSError:
            time.sleep(0.3)
        else:
            return
    raise CommandError("网站没有在 60 秒内启动，无法截图。")


def _session_cookie(username: str, address: str) -> dict[str, Any]:
    """A signed-in session for one demo login."""
    user = User.objects.get(username=username)
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return {"name": settings.SESSION_COOKIE_NAME, "value": session.session_key, "url": address}
