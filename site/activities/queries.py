"""Questions about activities and places in them."""

from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import Consent, ConsentKind, User
from activities.enums import COMING, PUBLIC, Place, Status
from activities.models import Activity, Signup
from policies.enums import Kind
from registry.models import Holder, HolderStatus

TABS = {"waiting": _("待审核"), "published": _("已发布"), "over": _("已结束或取消"), "draft": _("中心草稿")}
_OF_TAB = {
    "waiting": Q(status=Status.WAITING),
    "published": Q(status=Status.PUBLISHED),
    "over": Q(status__in=[Status.CLOSED, Status.CANCELLED]),
    "draft": Q(status=Status.DRAFT, holder=None),
}


def stations_of(user: User, on: date) -> QuerySet[Holder]:
    """The stations a person may publish activities for: in good standing, their term covering the day."""
    standing = Holder.objects.filter(user=user, kind=Kind.STATION, status=HolderStatus.ACTIVE)
    return standing.filter(terms__starts_on__lte=on, terms__ends_on__gte=on).distinct().order_by("pk")


def has_undertaken(user: User) -> bool:
    """S-7-1: whether the undertaking stands."""
    return Consent.objects.filter(user=user, kind=ConsentKind.UNDERTAKING, withdrawn_at=None).exists()


def public_activities() -> QuerySet[Activity]:
    """What the public reads, the first first, with how many sit; never with a number of a telephone."""
    seated = Count("signups", filter=Q(signups__place=Place.SEATED))
    rows = Activity.objects.filter(status__in=sorted(PUBLIC)).select_related("holder")
    return rows.annotate(seated=seated).order_by("starts_at", "pk")


def activities_of(user: User) -> QuerySet[Activity]:
    """What the stations of a person organise."""
    seated = Count("signups", filter=Q(signups__place=Place.SEATED))
    return (
        Activity.objects.filter(holder__user=user)
        .select_related("holder", "policy")
        .annotate(seated=seated)
        .order_by("-starts_at", "-pk")
    )


def signups_of(user: User) -> QuerySet[Signup]:
    """What a person signed up for, the latest activity first."""
    rows = Signup.objects.filter(user=user).select_related("activity__holder")
    return rows.order_by("-activity__starts_at", "-pk")


def signup_of(user: User, activity: Activity) -> Signup | None:
    """A person's own place, where they have one or wait for one."""
    return Signup.objects.filter(user=user, activity=activity, place__in=sorted(COMING)).first()


def place_in_queue(signup: Signup) -> int:
    """1 for whoever is next."""
    queue = Signup.objects.filter(activity=signup.activity_id, place=Place.QUEUED)
    earlier = Q(signed_at__lt=signup.signed_at) | Q(signed_at=signup.signed_at, pk__lt=signup.pk)
    return queue.filter(earlier).count() + 1


def people_coming(activity: Activity) -> QuerySet[Signup]:
    """Everybody with a seat, then the queue in its order."""
    rows = Signup.objects.filter(activity=activity, place__in=sorted(COMING)).select_related("user")
    return rows.order_by("-place", "signed_at", "pk")  # seated before queued


def approvers() -> QuerySet[User]:
    """Everybody at the desk who may approve activities."""
    codename = "approve_activity"
    may = Q(groups__permissions__codename=codename) | Q(user_permissions__codename=codename)
    return User.objects.filter(may, is_active=True).distinct().order_by("pk")


def activities_in(tab: str) -> QuerySet[Activity]:
    """One tab of the desk."""
    seated = Count("signups", filter=Q(signups__place=Place.SEATED))
    return (
        Activity.objects.filter(_OF_TAB[tab])
        .select_related("holder")
        .annotate(seated=seated)
        .order_by("-starts_at", "-pk")
    )


def tab_counts() -> dict[str, int]:
    return Activity.objects.aggregate(**{key: Count("pk", filter=q) for key, q in _OF_TAB.items()})
