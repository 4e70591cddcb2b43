"""What a browser may load: strict for the public, what Wagtail needs for the staff desk."""

from typing import Any

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase


class PolicyByRoom(CSPMiddleware):
    """Content-Security-Policy by the path: the desk's pages carry inline scripts of Wagtail, ours carry none."""

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if not report_only and parts.config is None and request.path_info.startswith("/admin/"):
            parts.config = settings.DESK_CONTENT_SECURITY_POLICY["DIRECTIVES"]
        return parts

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        # The site's policy would forbid the browser's own viewer; private files bring a sandbox of their own.
        if response.get("Content-Type", "").startswith("application/pdf"):
            marked: Any = response
            marked._csp_exempt = True  # noqa: SLF001  the package's own mark
        return super().process_response(request, response)
