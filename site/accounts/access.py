"""Who may use a URL, said at the view. The access-matrix test reads `view.access` of every URL of ours."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from accounts.returning import page_to_return_to

View = Callable[..., HttpResponseBase]


def public(view: View) -> View:
    """Everybody, signed in or not."""
    view.access = "public"  # type: ignore[attr-defined]
    return view


def shared(view: View) -> View:
    """The page is the same for every visitor who is not signed in: it may be kept whole (content.cache)."""
    view.is_shared = True  # type: ignore[attr-defined]
    return view


def member(view: View) -> View:
    """Whoever is signed in; the view scopes its queries to `request.user`."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return sign_in_first(request)
        return view(request, *args, **kwargs)

    guarded.access = "member"  # type: ignore[attr-defined]
    return guarded


def desk(permission: str) -> Callable[[View], View]:
    """Staff with one permission (`recruitment.view_application`); others get 403, visitors the sign-in page."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return sign_in_first(request)
            if not request.user.has_perm(permission):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.access = f"desk:{permission}"  # type: ignore[attr-defined]
        return guarded

    return decorate


def sign_in_first(request: HttpRequest) -> HttpResponse:
    """To the sign-in page, and back to the page the visitor was on; htmx is told to move the whole page."""
    response: HttpResponse = redirect_to_login(page_to_return_to(request))
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": response["Location"]})
    return response
