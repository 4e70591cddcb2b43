"""A public face to measure: the demo, and a 公示 of two thousand names. Run inside a database that is thrown away."""

from datetime import timedelta
from io import StringIO
from typing import NamedTuple

from django.core.management import call_command
from django.utils import timezone

from accounts.models import User
from content.models import NoticePage, PublicityPage
from policies.enums import Kind, Province
from policies.queries import policy_in_force
from publicity.actions import create_window, open_window, prepare_window, stamp_published
from publicity.models import Window
from publicity.snapshots import EntrySnapshot

NAMES = 2000
KINDS = ("中小企业公共服务示范平台", "行业商协会", "高等院校", "投融资机构")


class Addresses(NamedTuple):
    """What is asked for, by name."""

    home: str
    notice: str
    publicity: str
    whole: str


def build() -> dict[str, str]:
    """Idempotent: the window is found again by its title."""
    call_command("demo", stage="publicity", quiet=True, stdout=StringIO())
    page = PublicityPage.objects.filter(title=_title()).first() or _published()
    notice = NoticePage.objects.live().first()
    if notice is None:
        raise RuntimeError("no notice to measure")
    return Addresses("/", notice.url, page.url, f"{page.url}?all=1")._asdict()


def _title() -> str:
    return f"(演示)公示 {NAMES} 个名称"


def _published() -> PublicityPage:
    at = timezone.now() - timedelta(hours=1)
    by = User.objects.filter(is_staff=True).order_by("pk")[0]
    snapshots = [_snapshot(number) for number in range(NAMES)]
    policy = policy_in_force(timezone.localdate())
    window = create_window(title=_title(), policy=policy, snapshots=snapshots, by=by, at=at)
    prepare_window(window=window, by=by, at=at)
    page = PublicityPage.objects.get(window=window)
    page.get_latest_revision().publish()
    stamp_published(window=Window.objects.get(pk=window.pk), at=at)
    open_window(window=Window.objects.get(pk=window.pk), at=timezone.now())
    return PublicityPage.objects.get(window=window)


def _snapshot(number: int) -> EntrySnapshot:
    provinces = list(Province)
    province = provinces[number % len(provinces)]
    return EntrySnapshot(
        kind=Kind.STATION,
        name=f"(演示){province.label}第{number + 1}高新科技园服务中心",
        province=province,
        station_kind=KINDS[number % len(KINDS)],
    )
