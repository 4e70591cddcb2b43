"""Numbers an editor may place on a page: counted at every drawing, never typed in."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy

from policies.enums import Kind
from registry.models import Certificate, Holder, HolderStatus


class LiveFigure(NamedTuple):
    """A number an editor may place on a page: what it is called, its unit, and how it is counted."""

    label: Any
    unit: Any
    counted: Callable[[], int]


def _active(kind: Kind) -> int:
    return Holder.objects.filter(kind=kind, status=HolderStatus.ACTIVE).count()


# The keys are stored in pages: a renamed one is a migration.
LIVE_FIGURES = {
    "stations": LiveFigure(gettext_lazy("在册工作站"), gettext_lazy("家"), lambda: _active(Kind.STATION)),
    "experts": LiveFigure(gettext_lazy("在册志愿专家"), gettext_lazy("人"), lambda: _active(Kind.EXPERT)),
    "provinces": LiveFigure(
        gettext_lazy("覆盖省份"),
        gettext_lazy("个"),
        lambda: (
            Holder.objects.filter(status=HolderStatus.ACTIVE).order_by().values("province").distinct().count()
        ),
    ),
    "certificates": LiveFigure(gettext_lazy("已颁发电子证书"), gettext_lazy("张"), Certificate.objects.count),
}
