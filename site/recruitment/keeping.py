"""A step posted after the session expired: kept until the applicant is signed in again, for half an hour at most.

It waits in the visitor's new anonymous session, on the server. Only that browser's cookie leads to it, and signing in changes
the cookie. Who typed it is not known while signed out: it is shown to the applicant of that application, dropped for others.
"""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.contrib.sessions.models import Session
from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.limits import Rate, spend
from accounts.models import User
from recruitment.models import Application

KEPT = "kept_step"  # session key
LIFE = timedelta(minutes=30)
MOST = 60_000  # characters; the longest step has some ten thousand
RATES = (Rate(30, 3600),)  # by address: nobody fills the disk with what they never sign in for

View = Callable[..., HttpResponseBase]


def kept_through_sign_in(view: View) -> View:
    """Around a guarded view of a step: what a signed-out visitor posts is kept before the guard sends them to sign in."""

    @wraps(view)
    def keeping(request: HttpRequest, pk: int, code: str) -> HttpResponseBase:
        if request.method != "POST" or request.user.is_authenticated:
            return view(request, pk, code)
        _keep(request, pk, code)
        return redirect_to_login(reverse("recruitment:step", args=[pk, code]))

    return keeping


def _keep(request: HttpRequest, pk: int, code: str) -> None:
    posted = request.POST.copy()
    posted.pop("csrfmiddlewaretoken", None)
    text = posted.urlencode(safe="")
    if sum(len(value) for values in posted.lists() for value in values[1]) > MOST:
        return
    spend(("draft.kept", get_adapter().get_client_ip(request), RATES))
    until = (timezone.now() + LIFE).timestamp()
    request.session[KEPT] = {"pk": pk, "code": code, "text": text, "until": until}
    request.session.set_expiry(int(LIFE.total_seconds()))
    messages.info(request, _("登录已过期。您刚才填写的内容已为您保留 30 分钟，重新登录后会恢复在原处。"))


def kept_step(request: HttpRequest, pk: int, code: str) -> QueryDict | None:
    """What was kept of this step and is still fresh. It stays until the step is saved."""
    kept = request.session.get(KEPT)
    if not kept or (kept["pk"], kept["code"]) != (pk, code):
        return None
    if timezone.now().timestamp() > kept["until"]:
        forget_step(request)
        return None
    return QueryDict(kept["text"])


def forget_step(request: HttpRequest) -> None:
    request.session.pop(KEPT, None)


def drop_if_anothers(request: HttpRequest, user: User) -> None:
    """At sign-in: whoever is not the applicant does not take the text into their session."""
    kept: dict[str, Any] | None = request.session.get(KEPT)
    if kept and not Application.objects.filter(pk=kept["pk"], applicant=user).exists():
        forget_step(request)


def forget_expired_sessions() -> int:
    """Sessions past their time, with whatever was kept in them."""
    deleted, _by_model = Session.objects.filter(expire_date__lt=timezone.now()).delete()
    return deleted
