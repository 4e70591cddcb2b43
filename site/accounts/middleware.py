"""Two guards around every view: staff need a second factor, and a limit is an answer, never an error page."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from allauth.core.exceptions import RateLimited
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.limits import TooManyRequests

GetResponse = Callable[[HttpRequest], HttpResponse]
ADMIN = "/admin/"


class SecondFactorMiddleware:
    """Staff without a second factor get nothing of the desk or the member area; they are led to set it up."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if not settings.STAFF_SECOND_FACTOR or not _is_inside(request, view):
            return None
        user = request.user
        if not user.is_authenticated or not user.is_staff or _has_second_factor(user.pk):
            return None
        if request.method not in ("GET", "HEAD"):
            return render(request, "account/second_factor_needed.html", status=403)
        return redirect(f"{reverse('mfa_activate_totp')}?{urlencode({'next': request.get_full_path()})}")


def _is_inside(request: HttpRequest, view: Callable[..., HttpResponse]) -> bool:
    return request.path.startswith(ADMIN) or getattr(view, "access", "").startswith(("desk", "member"))


def _has_second_factor(user: int) -> bool:
    return Authenticator.objects.filter(user_id=user, type=Authenticator.Type.TOTP).exists()


class LimitMiddleware:
    """Whatever limit a view meets becomes a polite 429."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, TooManyRequests):
            return too_many(request, exception)
        if isinstance(exception, RateLimited):
            return too_many(request, TooManyRequests(60))
        return None


def too_many(request: HttpRequest, refusal: TooManyRequests) -> HttpResponse:
    """The 429 page: one sentence, and when to come back."""
    response = render(request, "429.html", {"sentence": refusal.sentence}, status=429)
    response["Retry-After"] = str(refusal.seconds)
    return response
