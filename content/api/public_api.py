"""Our own read-only API: its endpoints by room, and what every one of them says of a question it cannot answer."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import ValidationError
from ninja.renderers import JSONRenderer

from content.api import certificates, figures, holders, regulations, rounds, windows
from content.api.asking import fault_sentence
from content.api.door import fault


class ChineseJson(JSONRenderer):
    """Chinese as Chinese: a third of the bytes, and a person can read it."""

    charset = "utf-8"
    json_dumps_params = {"ensure_ascii": False}


api = NinjaAPI(
    title=f"{settings.WAGTAIL_SITE_NAME} 公开数据接口",
    version="1.0",
    urls_namespace="api",
    docs_url=None,
    openapi_url=None,
    renderer=ChineseJson(),
)
api.add_router("/rounds", rounds.router)
api.add_router("/windows", windows.router)
api.add_router("/holders", holders.router)
api.add_router("/certificates", certificates.router)
api.add_router("/figures", figures.router)
api.add_router("", regulations.router)


@api.exception_handler(ValidationError)
def refuse_question(request: HttpRequest, refused: ValidationError) -> HttpResponse:
    """422: which parameter, what is wrong with it, and what would be right."""
    errors = [{"parameter": _parameter(error), "message": fault_sentence(error)} for error in refused.errors]
    return fault(422, _("参数有误：") + "".join(_line(error) for error in errors), errors=errors)


def _parameter(error: dict[str, Any]) -> str:
    return "" if error["type"] == "unknown_parameter" else str(error["loc"][-1])


def _line(error: dict[str, str]) -> str:
    return f"{error['parameter']} {error['message']}".strip()
