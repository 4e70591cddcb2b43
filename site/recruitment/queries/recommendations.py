"""Questions about recommendations: whose they are, which wait for the clock, what repeats them."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from publicity.models import EntryStatus
from recruitment.enums import ACTIVE, WAITING, RecommendationStatus
from recruitment.models import Application, Recommendation

PUBLICIZED = "with_publicity"  # recommend.path


def recommendations_for(user: User) -> QuerySet[Recommendation]:
    """What waits for whoever verified the number, and what the person has activated."""
    if not user.mobile_verified_at:
        return Recommendation.objects.none()
    waiting = Q(status=RecommendationStatus.INVITED, mobile=user.mobile)
    found = Recommendation.objects.filter(waiting | Q(user=user))
    return found.select_related("row__roster__mandate__organisation", "policy").order_by("-pk")


def recommendations_waiting(user: User) -> QuerySet[Recommendation]:
    return recommendations_for(user).filter(status=RecommendationStatus.INVITED)


def recommendations_for_desk() -> QuerySet[Recommendation]:
    return Recommendation.objects.select_related("row__roster__mandate__organisation", "user", "organisation")


def recommendations_due(at: datetime) -> QuerySet[Recommendation]:
    """Invitations whose last day has passed, or whose next reminder is due."""
    today = timezone.localdate(at)
    invited = Recommendation.objects.filter(status=RecommendationStatus.INVITED)
    return invited.filter(Q(due_on__lt=today) | Q(remind_on__lte=today)).order_by("pk")


def is_publicized(row: Recommendation) -> bool:
    """Whether the rules of its roster put it onto a public list before it is entered."""
    return bool(row.policy.value("recommend.path") == PUBLICIZED)


def recommendations_released() -> QuerySet[Recommendation]:
    """On a public list that was confirmed without a standing objection, and not entered yet."""
    listed = Recommendation.objects.filter(status=RecommendationStatus.LISTED)
    return listed.filter(entry__status=EntryStatus.RELEASED).order_by("pk")


def running_twins(row: Recommendation) -> list[str]:
    """Applications under way or recognized, and other recommendations, of the same unit, person, or name with number."""
    same_name = Q(name=row.name) & (Q(station__contact_mobile=row.mobile) | Q(applicant__mobile=row.mobile))
    same = Q(applicant=row.user) if row.organisation is None else Q(station__uscc=row.organisation.uscc)
    applications = Application.objects.filter(same | same_name, kind=row.kind, status__in=sorted(ACTIVE))
    numbers = applications.order_by("pk").values_list("number", flat=True).distinct()
    found = [_("与申报 %(number)s 相同。") % {"number": number} for number in numbers]
    if row.organisation and row.organisation.name != row.name:
        found.append(
            _("统一社会信用代码已登记的单位名称为“%(name)s”，与汇总表不同。")
            % {"name": row.organisation.name}
        )
    if row.organisation and row.row.uscc not in {"", row.organisation.uscc}:
        found.append(_("填写的统一社会信用代码与汇总表中的不同。"))
    return found + _other_recommendations(row)


def _other_recommendations(row: Recommendation) -> list[str]:
    same = Q(user=row.user) if row.organisation is None else Q(organisation=row.organisation)
    others = Recommendation.objects.filter(
        same | Q(name=row.name, mobile=row.mobile),
        kind=row.kind,
        status__in=sorted(WAITING | {RecommendationStatus.ACTIVATED}),
    )
    found = others.exclude(pk=row.pk).select_related("row__roster").order_by("pk")
    return [
        _("与汇总表 %(number)s 第 %(row)d 条相同。")
        % {"number": one.row.roster.number or "", "row": one.row.position}
        for one in found
    ]
