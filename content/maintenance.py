"""Closed for maintenance: while a file lies in the data folder every page says so, and says until when."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

RETRY_AFTER = "600"  # seconds; search engines come back and forget nothing


class MaintenanceMiddleware:
    """`echo 预计 22:00 恢复。 > var/maintenance` closes the platform, removing the file opens it. Static files stay."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info.startswith(settings.STATIC_URL) or not settings.MAINTENANCE_FILE.exists():
            return self.get_response(request)
        words = settings.MAINTENANCE_FILE.read_text("utf-8", errors="replace").strip()[:200]
        response = render(request, "503.html", {"words": words}, status=503)
        response["Retry-After"], response["Cache-Control"] = RETRY_AFTER, "no-store"
        return response
