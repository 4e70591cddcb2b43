"""数字：counted, never typed in."""

from typing import Any

from django.db.models import Count
from django.http import HttpRequest
from django.utils import timezone
from ninja import Router

from content.api.answers import Figures
from content.api.listing import named
from content.api.rounds import in_phase
from content.api.windows import pages_shown
from policies.enums import Kind, Province
from publicity.models import WindowStatus
from recruitment.models import Round
from registry.models import Holder, HolderStatus

router = Router(tags=["数字"])


@router.get("/", response=Figures, summary="数字", operation_id="figures")
def figures(request: HttpRequest) -> Any:
    """在册工作站和志愿专家的数目及其省份分布，申报中的批次数和公示中的名单数。"""
    active = Holder.objects.filter(status=HolderStatus.ACTIVE).order_by()
    rows = list(
        active.values_list("kind", "province").annotate(number=Count("pk")).order_by("-number", "province")
    )
    return {
        "day": timezone.localdate(),
        "registry": [_of_kind(kind, [row[1:] for row in rows if row[0] == kind]) for kind in Kind],
        "rounds_open": in_phase(Round.objects.all(), "open").count(),
        "windows_open": pages_shown().filter(window__status=WindowStatus.OPEN).count(),
    }


def _of_kind(kind: Kind, provinces: list[Any]) -> dict[str, Any]:
    return {
        "kind": named(kind),
        "count": sum(count for _province, count in provinces),
        "provinces": [{"province": named(Province(code)), "count": count} for code, count in provinces],
    }
