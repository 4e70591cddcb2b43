"""我的：the doors of the member area, those a person has a use for."""

from typing import Any, NamedTuple

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from activities.queries import activities_of, signups_of, stations_of
from feedback.queries import has_business, titles_of
from feedback.queries import statements_wanted as answers_wanted
from needs.queries import needs_of, offers_to, offers_waiting
from objections.queries import statements_wanted
from recruitment.queries import mandates_of
from recruitment.queries.recommendations import recommendations_waiting
from service.queries import diary_of, holders_reporting


class MemberDoor(NamedTuple):
    """One place of the member area; `waiting` is how many things there ask for the person."""

    title: Any
    href: str
    icon: str
    waiting: int = 0
    is_current: bool = False


def member_doors(user: User, path: str) -> list[MemberDoor]:
    """Four questions to the database, whatever the person has."""
    doors = [
        MemberDoor(_("我的申报"), reverse("recruitment:home"), "card-checklist"),
        *_of_invited(user, path),
        *_of_agents(user, path),
        MemberDoor(_("申请事项"), reverse("matters:home"), "file-earmark-text"),
        MemberDoor(_("我的异议"), reverse("objections:home"), "megaphone", statements_wanted(user).count()),
        *_of_complaints(user, path),
        MemberDoor(_("我的证书"), reverse("registry:certificates"), "award"),
        *_of_holders(user, path),
        *_of_firms(user, path),
        *_of_activities(user, path),
        *_of_writers(user, path),
        MemberDoor(_("消息"), reverse("messaging:inbox"), "envelope"),
    ]
    nearest = max((door.href for door in doors if path.startswith(door.href)), key=len, default="")
    return [door._replace(is_current=door.href == nearest) for door in doors]


def _of_invited(user: User, path: str) -> list[MemberDoor]:
    """Whoever holds the number of a recommendation that waits for them."""
    waiting = recommendations_waiting(user).count()
    door = MemberDoor(_("推荐激活"), reverse("recruitment:activations"), "patch-check", waiting)
    return [door] if waiting or path.startswith(door.href) else []


def _of_agents(user: User, path: str) -> list[MemberDoor]:
    door = MemberDoor(_("省级推荐"), reverse("recruitment:agency"), "people")
    is_shown = path.startswith(door.href) or mandates_of(user, timezone.localdate()).exists()
    return [door] if is_shown else []


def _of_complaints(user: User, path: str) -> list[MemberDoor]:
    """Whoever complained, or holds a title somebody complained of."""
    href = reverse("feedback:home")
    if not path.startswith(href) and not has_business(user):
        return []
    return [MemberDoor(_("举报"), href, "shield-check", answers_wanted(user).count())]


def _of_holders(user: User, path: str) -> list[MemberDoor]:
    """Whoever may report, or has reported once, keeps the diary in sight."""
    door = MemberDoor(_("志愿日记"), reverse("service:home"), "pencil")
    is_shown = path.startswith(door.href) or holders_reporting(user).exists() or diary_of(user).exists()
    return [door] if is_shown else []


def _of_writers(user: User, path: str) -> list[MemberDoor]:
    """Whoever holds a title may suggest, and ask for support."""
    door = MemberDoor(_("意见与支持"), reverse("feedback:suggestions"), "info-circle")
    return [door] if path.startswith(door.href) or titles_of(user).exists() else []


def _of_firms(user: User, path: str) -> list[MemberDoor]:
    """Whoever asked for something, holds a title, or was ever offered a need."""
    href, waiting = reverse("needs:home"), offers_waiting(user).count()
    is_shown = path.startswith(href) or waiting or needs_of(user).exists() or offers_to(user).exists()
    return (
        [MemberDoor(_("企业需求"), href, "building", waiting)] if is_shown or titles_of(user).exists() else []
    )


def _of_activities(user: User, path: str) -> list[MemberDoor]:
    """Whoever signed up once, or may publish or has published."""
    href = reverse("activities:home")
    is_shown = path.startswith(href) or signups_of(user).exists() or activities_of(user).exists()
    if not is_shown and not stations_of(user, timezone.localdate()).exists():
        return []
    return [MemberDoor(_("志愿活动"), href, "calendar3")]
