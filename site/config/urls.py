"""All URLs, by room. Wagtail's pages come last: they take whatever is left."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from accounts.access import public
from console.account import own_account
from content.api.pages import urlpatterns as api_pages

# Wagtail's own sign-in would go around the second factor and the limits: there is one front door.
to_front_door = public(RedirectView.as_view(pattern_name="account_login", query_string=True))

# Wagtail's pages for users and groups know neither the last administrator nor our audit: the desk has its own.
to_staff_desk = public(RedirectView.as_view(pattern_name="staff:groups"))


@public
def closed(request: HttpRequest, **kwargs: str) -> HttpResponse:
    raise Http404


urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/", include("accounts.urls")),
    path("admin/login/", to_front_door),
    path("admin/password_reset/", to_front_door),
    path("admin/password_reset/<path:rest>", public(RedirectView.as_view(url="/accounts/staff/"))),
    path("admin/users/", to_staff_desk),
    path("admin/groups/", to_staff_desk),
    path("admin/users/<path:rest>", closed),
    path("admin/groups/<path:rest>", closed),
    path("admin/bulk/accounts/<path:rest>", closed),
    path("admin/bulk/auth/<path:rest>", closed),
    path("admin/account/", own_account),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("api/v2/", include((api_pages, "api_v2"), namespace="api_v2")),
    path("api/", include("content.api.urls")),
    path("", include("messaging.urls")),
    path("", include("recruitment.urls")),
    path("", include("matters.urls")),
    path("", include("objections.urls")),
    path("", include("registry.urls")),
    path("", include("feedback.urls")),
    path("", include("activities.urls")),
    path("", include("service.urls")),
    path("", include("needs.urls")),
    path("", include("content.urls")),
    path("", include(wagtail_urls)),
]
