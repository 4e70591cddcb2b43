"""The message desk: what was sent to whom, and in which words."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from django_tables2 import RequestConfig

from accounts.access import desk
from accounts.models import User
from console.messaging.filters import MessageFilter
from console.messaging.route_views import route_urls
from console.messaging.sentence_views import sentence_urls
from console.messaging.tables import MessageTable
from console.messaging.wording_views import wording_urls
from messaging.actions import reveal_number
from messaging.models import Message

PAGE = 50


@desk("messaging.view_message")
@never_cache
def outbox(request: HttpRequest) -> HttpResponse:
    narrowed = MessageFilter(request.GET, queryset=Message.objects.select_related("template").order_by("-id"))
    table = MessageTable(narrowed.qs)
    RequestConfig(request, paginate={"per_page": PAGE, "silent": True}).configure(table)
    is_narrowed = any(request.GET.get(name) for name in narrowed.filters)
    return render(
        request,
        "console/messaging/outbox.html",
        {"table": table, "filter": narrowed, "is_narrowed": is_narrowed, "tab": "outbox"},
    )


@desk("messaging.view_message")
@never_cache
def one(request: HttpRequest, pk: int) -> HttpResponse:
    message = get_object_or_404(Message.objects.select_related("template"), pk=pk)
    return render(request, "console/messaging/message.html", {"message": message})


@desk("messaging.reveal_message")
@require_POST
@never_cache
def reveal(request: HttpRequest, pk: int) -> HttpResponse:
    """The answer to the POST carries the number: no address and no stored page ever does."""
    assert isinstance(request.user, User)  # noqa: S101  what @desk promises
    message = get_object_or_404(Message.objects.select_related("template"), pk=pk)
    number = reveal_number(message=message, by=request.user)
    return render(request, "console/messaging/message.html", {"message": message, "number": number})


def message_urls() -> list[URLPattern]:
    return [
        path("", outbox, name="outbox"),
        path("<int:pk>/", one, name="one"),
        path("<int:pk>/reveal/", reveal, name="reveal"),
        *wording_urls(),
        *route_urls(),
        *sentence_urls(),
    ]
