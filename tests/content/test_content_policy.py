import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from config.security import PolicyByRoom

HEADER = "Content-Security-Policy"


def _answered(path: str, content_type: str = "text/html") -> HttpResponse:
    middleware = PolicyByRoom(lambda request: HttpResponse("", content_type=content_type))
    return middleware(RequestFactory().get(path))


@pytest.mark.parametrize("path", ["/", "/my/", "/administration/", "/accounts/login/"])
def test_public_pages_run_no_inline_script(path: str) -> None:
    assert "unsafe" not in _answered(path)[HEADER]


def test_desk_allows_what_the_editor_needs_and_no_eval() -> None:
    policy = _answered("/admin/pages/3/edit/")[HEADER]

    assert "script-src 'self' 'unsafe-inline'" in policy
    assert "unsafe-eval" not in policy


@pytest.mark.parametrize("path", ["/", "/admin/"])
def test_no_page_loads_plugins_or_is_framed_elsewhere(path: str) -> None:
    policy = _answered(path)[HEADER]

    assert "object-src 'none'" in policy
    assert "frame-ancestors 'self'" in policy


def test_pdf_is_left_to_the_browsers_viewer() -> None:
    assert HEADER not in _answered("/publicity/1/list.pdf", "application/pdf")
