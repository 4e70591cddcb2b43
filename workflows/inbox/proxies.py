"""委托：who is away, who signs for him meanwhile. One's own, what one stands for, and the members' for whom one answers."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Case, Q, QuerySet, Value, When
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from accounts.access import desk
from accounts.models import User
from workflows.dispatch import politely
from workflows.inbox.cases import KINDS, may_see_any
from workflows.inbox.operation_forms import PersonField, ReasonForm
from workflows.inbox.standing import staff_holding
from workflows.requests import DeskRequest
from workflows.review.actions import end_proxy, make_proxy
from workflows.review.exceptions import NotYoursError, ReviewError, TaskTakenError
from workflows.review.models import Proxy

PER_PAGE = 25
STATES = {
    "running": (gettext_lazy("进行中"), "ok"),
    "coming": (gettext_lazy("未开始"), "info"),
    "over": (gettext_lazy("已结束"), "idle"),
}


@dataclass(frozen=True)
class Absence:
    """One row: the proxy, where it stands today, and whether the reader may end it."""

    proxy: Proxy
    state: str
    label: str
    tone: str
    may_end: bool


def _day(label: Any, missing: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"required": missing, "invalid": gettext_lazy("请填写有效的日期。")},
    )


class ProxyForm(ReasonForm):
    absent = PersonField(
        User.objects.none(),
        label=gettext_lazy("委托人"),
        empty_label=None,
        error_messages={
            "required": gettext_lazy("请选择委托人。"),
            "invalid_choice": gettext_lazy("只有本人或组长可以设立和结束委托。"),
        },
    )
    deputy = PersonField(
        User.objects.none(),
        label=gettext_lazy("代理人"),
        empty_label=gettext_lazy("请选择"),
        error_messages={
            "required": gettext_lazy("请选择代理人。"),
            "invalid_choice": gettext_lazy("所选人员不能作为代理人，请重新选择。"),
        },
    )
    starts_on = _day(gettext_lazy("开始日期"), gettext_lazy("请填写开始日期。"))
    ends_on = _day(gettext_lazy("结束日期（含当天）"), gettext_lazy("请填写结束日期。"))
    field_order = ["absent", "deputy", "starts_on", "ends_on", "reason"]

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        absent, deputy = self.fields["absent"], self.fields["deputy"]
        absent.queryset = _arranged_by(user).prefetch_related("groups").order_by("name", "pk")  # type: ignore[attr-defined]
        deputies = staff_holding(*(kind.permission for kind in KINDS.values()))
        deputy.queryset = deputies.prefetch_related("groups").order_by("name", "pk")  # type: ignore[attr-defined]
        absent.initial, self.fields["starts_on"].initial = user.pk, timezone.localdate()
        if not _members_of(user).exists():
            deputy.queryset = deputy.queryset.exclude(pk=user.pk)  # type: ignore[attr-defined]
            absent.widget, absent.required = forms.HiddenInput(), False
        self.user = user

    def clean_absent(self) -> User:
        return self.cleaned_data["absent"] or self.user


@desk("wagtailadmin.access_admin")
def list_proxies(request: DeskRequest) -> HttpResponse:
    _require_reviewer(request)
    page = Paginator(proxies_before(request.user), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "absences": absences_on(page.object_list, request.user),
        "has_members": _members_of(request.user).exists(),
    }
    return render(request, "workflows/inbox/proxies.html", context)


@desk("wagtailadmin.access_admin")
@politely
def add_proxy(request: DeskRequest) -> HttpResponse:
    _require_reviewer(request)
    is_sent = request.method == "POST"
    form = ProxyForm(request.POST if is_sent else None, user=request.user)
    if is_sent and form.is_valid():
        try:
            proxy = make_proxy(**form.cleaned_data, by=request.user, at=timezone.now())
        except ReviewError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("已委托%(deputy)s代办，对方将收到通知。") % {"deputy": proxy.deputy})
            return redirect("inbox:proxies")
    return render(request, "workflows/inbox/proxy_add.html", {"form": form}, status=422 if is_sent else 200)


@desk("wagtailadmin.access_admin")
@require_POST
@politely
def finish_proxy(request: DeskRequest, pk: int) -> HttpResponse:
    """提前结束. Whoever is neither the absent nor his manager is refused by the action."""
    _require_reviewer(request)
    proxy = get_object_or_404(Proxy, pk=pk)
    try:
        end_proxy(proxy=proxy, by=request.user, at=timezone.now())
    except NotYoursError:
        raise
    except TaskTakenError:
        messages.info(request, _("该委托此前已结束。"))
    else:
        messages.success(request, _("委托已结束，代理人尚未签署的任务退回委托人。"))
    return redirect("inbox:proxies")


def proxies_before(user: User) -> QuerySet[Proxy]:
    """What concerns this person, running first, then coming, then over, the latest first."""
    today = timezone.localdate()
    state = Case(
        When(Q(ended_at__isnull=False) | Q(ends_on__lt=today), then=Value("over")),
        When(starts_on__lte=today, then=Value("running")),
        default=Value("coming"),
    )
    place = Case(*(When(state=name, then=place) for place, name in enumerate(STATES)))
    found = Proxy.objects.filter(Q(absent__in=_arranged_by(user)) | Q(deputy=user)).annotate(state=state)
    people = found.select_related("absent", "deputy", "created_by", "ended_by")
    return people.order_by(place, "-starts_on", "-pk")


def absences_on(proxies: Iterable[Any], user: User) -> list[Absence]:
    arranged = set(_arranged_by(user).values_list("pk", flat=True))
    return [
        Absence(
            proxy,
            proxy.state,
            str(STATES[proxy.state][0]),
            STATES[proxy.state][1],
            may_end=proxy.absent_id in arranged and proxy.state != "over",
        )
        for proxy in proxies
    ]


def _members_of(user: User) -> QuerySet[User]:
    """The active people of the groups a person answers for, without himself."""
    return User.objects.filter(
        groups__in=user.managed_groups.values("group"), is_active=True, is_staff=True
    ).exclude(pk=user.pk)


def _arranged_by(user: User) -> QuerySet[User]:
    """Whose absences a person arranges: his own, and those of the members he answers for."""
    return User.objects.filter(Q(pk=user.pk) | Q(pk__in=_members_of(user).values("pk")))


def _require_reviewer(request: DeskRequest) -> None:
    if not may_see_any(request.user):
        raise PermissionDenied


def proxy_urls() -> list[Any]:
    """New patterns at each call: Wagtail decorates the pattern objects it is given in place."""
    return [
        path("proxies/", list_proxies, name="proxies"),
        path("proxies/add/", add_proxy, name="proxy_add"),
        path("proxies/<int:pk>/end/", finish_proxy, name="proxy_end"),
    ]
