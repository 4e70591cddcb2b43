"""All URLs, by room. Wagtail's pages come last: they take whatever is left."""

from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from accounts.access import public

# Wagtail's own sign-in would go around the second factor and the limits: there is one front door.
to_front_door = public(RedirectView.as_view(pattern_name="account_login", query_string=True))

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/", include("accounts.urls")),
    path("admin/login/", to_front_door),
    path("admin/password_reset/", to_front_door),
    path("admin/password_reset/<path:rest>", public(RedirectView.as_view(url="/accounts/staff/"))),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("", include("messaging.urls")),
    path("", include("recruitment.urls")),
    path("", include("matters.urls")),
    path("", include("registry.urls")),
    path("", include("content.urls")),
    path("", include(wagtail_urls)),
]
