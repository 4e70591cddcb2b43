"""委托：an absent person names who signs for him, for some days."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit.actions import record_event
from messaging.actions import announce
from messaging.audiences import Concerned
from workflows.review.exceptions import NotYoursError, PersonRefusedError, TaskTakenError
from workflows.review.models import Proxy
from workflows.review.sweeps import mind_seats
from workflows.review.trace import given_reason


@transaction.atomic
def make_proxy(
    *, absent: User, deputy: User, starts_on: date, ends_on: date, reason: str, by: User, at: datetime
) -> Proxy:
    """委托：by the absent person or a manager of one of his groups. One deputy at a time, and never in a circle."""
    reason = given_reason(reason)
    _require_may_arrange(absent, by)
    people = [absent.pk, deputy.pk]
    list(User.objects.select_for_update().filter(pk__in=people).order_by("pk"))
    _check_days(starts_on, ends_on, timezone.localdate(at))
    if absent == deputy or not (deputy.is_active and deputy.is_staff):
        raise PersonRefusedError(_("“%(name)s”不能作为代理人，请选择其他工作人员。") % {"name": deputy})
    standing = Proxy.objects.filter(ended_at=None, starts_on__lte=ends_on, ends_on__gte=starts_on)
    if standing.filter(absent=absent).exists():
        raise PersonRefusedError(_("所选日期内已有委托，请先结束原委托。"))
    if absent.pk in _deputies_from(deputy.pk, list(standing)):
        raise PersonRefusedError(_circle(absent, deputy, by))
    proxy = Proxy.objects.create(
        absent=absent, deputy=deputy, starts_on=starts_on, ends_on=ends_on, reason=reason, created_by=by, created_at=at
    )  # fmt: skip
    said = {"absent": absent.pk, "deputy": deputy.pk, "starts_on": starts_on, "ends_on": ends_on}
    record_event(by=by, verb="proxy.make", target=proxy, after={**said, "reason": reason})
    _tell(proxy, at)
    return proxy


@transaction.atomic
def end_proxy(*, proxy: Proxy, by: User, at: datetime) -> Proxy:
    """提前结束委托：what the deputy has taken and not answered goes back to the person who is there again."""
    proxy = Proxy.objects.select_for_update().get(pk=proxy.pk)
    _require_may_arrange(proxy.absent, by)
    if proxy.ended_at:
        raise TaskTakenError
    proxy.ended_at, proxy.ended_by = at, by
    proxy.save(update_fields=["ended_at", "ended_by"])
    record_event(by=by, verb="proxy.end", target=proxy)
    transaction.on_commit(mind_seats, robust=True)
    return proxy


def _circle(absent: User, deputy: User, by: User) -> str:
    if by == absent:
        return _("“%(name)s”同期已直接或间接委托给您，不能互相委托。") % {"name": deputy}
    said = {"name": deputy, "absent": absent}
    return _("“%(name)s”同期已直接或间接委托给“%(absent)s”，不能互相委托。") % said


def _require_may_arrange(absent: User, by: User) -> None:
    manages = by.managed_groups.filter(group__in=absent.groups.values("pk"))
    if by.pk != absent.pk and not manages.exists():
        raise NotYoursError(_("只有本人或组长可以设立和结束委托。"))


def _check_days(starts_on: date, ends_on: date, today: date) -> None:
    if ends_on < starts_on:
        raise PersonRefusedError(_("委托的结束日不能早于开始日。"))
    if ends_on < today:
        raise PersonRefusedError(_("委托的结束日不能早于今天。"))


def _deputies_from(start: int, standing: list[Proxy]) -> set[int]:
    """Everybody to whom absences lead from one person."""
    found: set[int] = set()
    ahead = [start]
    while ahead:
        person = ahead.pop()
        following = {proxy.deputy_id for proxy in standing if proxy.absent_id == person} - found
        found |= following
        ahead += following
    return found


def _tell(proxy: Proxy, at: datetime) -> None:
    announce(
        event="review.deputy",
        params={
            "name": str(proxy.absent),
            "from": proxy.starts_on.isoformat(),
            "to": proxy.ends_on.isoformat(),
        },
        concerned=Concerned(person=(proxy.deputy,)),
        key=f"proxy:{proxy.pk}",
        at=at,
    )
