"""What a person was told, and the demo's sandbox."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from accounts.access import member, public
from accounts.models import User
from messaging.queries import messages_to, sandbox_messages

SANDBOX_ROWS = 50
PAGE = 20


@public
@never_cache
def outbox(request: HttpRequest) -> HttpResponse:
    """The demo's outbox: what would have been sent. It does not exist outside the demo."""
    if not settings.DEMO:
        raise Http404
    return render(request, "messaging/sandbox.html", {"sms": sandbox_messages()[:SANDBOX_ROWS]})


@member
@never_cache
def inbox(request: HttpRequest) -> HttpResponse:
    """The messages of whoever is signed in."""
    assert isinstance(request.user, User)  # noqa: S101  what @member promises
    page_obj = Paginator(messages_to(request.user), PAGE).get_page(request.GET.get("page"))
    return render(request, "messaging/inbox.html", {"page_obj": page_obj})
