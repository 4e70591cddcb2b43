"""审核工作台: the list of what is asked of a person, and the next case to take."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_tables2 import RequestConfig

from accounts.access import desk
from recruitment.exceptions import RefusedError
from workflows.inbox.batch_forms import BATCH_CHOICES, BATCH_TABS
from workflows.inbox.batch_views import batch_urls, running_batch
from workflows.inbox.case import the_calendar
from workflows.inbox.cases import may_see_any
from workflows.inbox.comments import comment_urls
from workflows.inbox.copied import COPIED
from workflows.inbox.filters import InboxFilter
from workflows.inbox.proxies import proxy_urls
from workflows.inbox.seats import TABS, SeatRows, seats_in, tab_counts, urgency, urgency_and_page
from workflows.inbox.tables import InboxTable
from workflows.requests import DeskRequest
from workflows.review.actions import take_seat
from workflows.review.batches import MOST
from workflows.review.exceptions import ReviewError
from workflows.tasks import find_task

PER_PAGE = 20
CANDIDATES = 20


@desk("wagtailadmin.access_admin")
def list_inbox(request: DeskRequest) -> HttpResponse:
    if not may_see_any(request.user):
        raise PermissionDenied
    tab = request.GET.get("tab", "mine")
    tab = tab if tab in TABS else "mine"
    today = timezone.localdate()
    narrowed = InboxFilter(request.GET, queryset=seats_in(tab, request.user), user=request.user)
    is_narrowed = any(request.GET.get(name) for name in narrowed.form.fields)
    asked, known = _asked(request, today, is_mine=tab == "mine" and not is_narrowed)
    counts = tab_counts(request.user, opened=tab, mine=asked["mine"])
    table = InboxTable(
        SeatRows(narrowed.qs, None if is_narrowed else counts[tab], known),
        reader=request.user,
        today=today,
        calendar=the_calendar(today),
        exclude=left_out(tab),
    )
    RequestConfig(request, paginate={"per_page": PER_PAGE, "silent": True}).configure(table)
    context = {
        "tab": tab,
        "tabs": [(key, label, counts[key]) for key, label in TABS.items()],
        "unread": counts["unread"],
        "urgency": asked,
        "filter": narrowed,
        "is_narrowed": is_narrowed,
        "narrowed_by": [(name, value) for name in narrowed.form.fields if (value := request.GET.get(name))],
        "table": table,
        "may_batch": tab in BATCH_TABS,
        "batch_choices": BATCH_CHOICES,
        "most": MOST,
        "running": running_batch(request.user),
    }
    return render(request, "workflows/inbox.html", context)


def _asked(
    request: DeskRequest, today: date, *, is_mine: bool
) -> tuple[dict[str, int], dict[int, list[int]]]:
    """How much is asked of the reader; with it, where 我的待办 is what is shown, the seats of its page by their start."""
    if not is_mine:
        return urgency(request.user, today), {}
    page = request.GET.get("page", "")
    number = int(page) if page.isascii() and page.isdigit() and len(page) < 6 else 1
    start = max(number - 1, 0) * PER_PAGE
    asked, seats = urgency_and_page(request.user, today, start, PER_PAGE)
    return asked, {start: seats}


def left_out(tab: str) -> tuple[str, ...]:
    """The columns a tab does not need."""
    shown_in = {"signer": ("all",), "tick": BATCH_TABS, "copied": (COPIED,)}
    return tuple(column for column, tabs in shown_in.items() if tab not in tabs)


@desk("wagtailadmin.access_admin")
@require_POST
def claim_next(request: DeskRequest) -> HttpResponse:
    """领取下一件：the most urgent case of my groups that I may sign and nobody else was faster to take."""
    waiting = seats_in("group", request.user).values_list("run__process_id", "task_id")[:CANDIDATES]
    for process_pk, task_pk in list(waiting):
        try:
            take_seat(task=find_task(process_pk, task_pk), by=request.user, at=timezone.now())
        except (ReviewError, RefusedError):
            continue
        return redirect("tasks:open", process_pk=process_pk, task_pk=task_pk)
    messages.info(request, _("本组没有您可以领取的任务。"))
    return redirect("inbox:list")


def inbox_urls() -> list[Any]:
    """New patterns at each call: Wagtail decorates the pattern objects it is given in place."""
    return [
        path("", list_inbox, name="list"),
        path("claim-next/", claim_next, name="claim_next"),
        *batch_urls(),
        *proxy_urls(),
        *comment_urls(),
    ]
