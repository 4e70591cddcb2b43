"""Addresses of the API. Everything below `/api/` is answered in JSON, what does not exist as well."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseRedirect
from django.urls import path, re_path
from django.utils.translation import gettext as _

from content.api.document import openapi_json
from content.api.door import doors, fault, through_door
from content.api.public_api import api
from content.api.reading import docs


def unknown(request: HttpRequest) -> HttpResponse:
    """A browser of another site follows a redirect only when the redirect, too, lets it read."""
    if not request.path.endswith("/"):
        return HttpResponseRedirect(request.get_full_path().replace(request.path, f"{request.path}/", 1))
    return fault(404, _("没有这个接口。接口说明见 /api/docs/。"))


def to_docs(request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect("docs/")


app_name = "api"
urlpatterns = [
    path("", through_door(to_docs), name="api-root"),
    path("openapi.json", through_door(openapi_json), name="openapi"),
    path("docs/", docs, name="docs"),
    *doors(one for one in api.urls[0] if getattr(one, "name", "") != "api-root"),
    re_path(r"^.*$", through_door(unknown), name="unknown"),
]
