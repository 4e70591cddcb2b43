"""批次：when one may apply, and which notice says so."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import Query, Router

from content.api.answers import Listed, RoundShown
from content.api.asking import RoundsAsked
from content.api.listing import listed, named
from content.api.page_fields import page_address
from content.front import round_seen
from content.models import NoticePage
from recruitment.enums import RoundKind
from recruitment.models import Round

router = Router(tags=["招募批次"])
PHASES = {"ahead": _("尚未开始"), "open": _("申报中"), "over": _("已截止")}


@router.get("/", response=Listed[RoundShown], summary="招募批次", operation_id="rounds")
def rounds(request: HttpRequest, asked: Query[RoundsAsked]) -> Any:
    """各批次的招募对象、起止时间、阶段和通知页面。"""
    found = in_phase(Round.objects.order_by(asked.order, "-pk"), asked.phase)
    if asked.kind:
        found = found.filter(kind=asked.kind)
    return listed(request, found, asked, lambda rows: _shown(request, rows))


def in_phase(rounds: QuerySet[Round], phase: str | None) -> QuerySet[Round]:
    """Rounds that stand there at this moment; all of them when no phase is named."""
    now = timezone.now()
    if phase == "ahead":
        return rounds.filter(opens_at__gt=now)
    if phase == "open":
        return rounds.filter(opens_at__lte=now, closes_at__gte=now)
    return rounds.filter(closes_at__lt=now) if phase == "over" else rounds


def _shown(request: HttpRequest, rows: list[Round]) -> list[dict[str, Any]]:
    now = timezone.now()
    notices = NoticePage.objects.live().public().filter(round__in=rows).order_by("first_published_at", "pk")
    urls = {notice.round_id: page_address(notice, request) for notice in notices}
    return [
        {
            "id": one.pk,
            "title": one.title,
            "kind": named(RoundKind(one.kind)),
            "phase": {"code": phase, "name": str(PHASES[phase])},
            "opens_at": timezone.localtime(one.opens_at),
            "closes_at": timezone.localtime(one.closes_at),
            "notice_url": urls.get(one.pk),
        }
        for one in rows
        for phase in [round_seen(one, now).phase]
    ]
