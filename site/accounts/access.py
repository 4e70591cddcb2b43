"""Who may use a URL, said at the view. The access-matrix test reads `view.access` of every URL of ours."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

View = Callable[..., HttpResponse]


def public(view: View) -> View:
    """Everybody, signed in or not."""
    view.access = "public"  # type: ignore[attr-defined]
    return view


def member(view: View) -> View:
    """Whoever is signed in; the view scopes its queries to `request.user`."""
    guarded = login_required(view)
    guarded.access = "member"  # type: ignore[attr-defined]
    return guarded


def desk(permission: str) -> Callable[[View], View]:
    """Staff with one permission (`recruitment.view_application`); others get 403, visitors the sign-in page."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.has_perm(permission):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        inner = login_required(guarded)
        inner.access = f"desk:{permission}"  # type: ignore[attr-defined]
        return inner

    return decorate
