"""Publicity windows at each point of their life, brought there through the real doors."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from accounts.models import User
from messaging.models import Template
from policies.enums import Kind
from policies.models import PolicyVersion
from publicity.actions import (
    close_window,
    confirm_window,
    create_window,
    open_window,
    prepare_window,
    stamp_published,
)
from publicity.models import Window
from publicity.snapshots import EntrySnapshot
from recruitment.actions import begin_review, pass_application
from recruitment.models import Application, Round
from recruitment.publicizing import gather_window
from tests.factories.accounts import UserFactory, staff_in_group
from tests.factories.recruitment import RoundFactory, base_data, submitted_expert, submitted_station

SHANGHAI = ZoneInfo("Asia/Shanghai")
PUBLICITY = "您的申请${no}已通过审核，现予公示，公示期至${date}。"
INCLUDED = "恭喜！经公示无异议，您已纳入中小企业志愿服务${pool}，电子证书已授予，请登录志愿平台查看。"


def shanghai(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=SHANGHAI)


# Friday before a working Sunday: five working days end on Thursday 24 September 2026.
PUBLISHED = shanghai(2026, 9, 18, 10)
OVER = shanghai(2026, 9, 25)


def passed_application(kind: str = Kind.STATION, **given: Any) -> Application:
    """Submitted, reviewed, passed. Takes `round by at` and any dossier column."""
    Template.objects.get_or_create(key="publicity", defaults={"text": PUBLICITY})
    Template.objects.get_or_create(key="included", defaults={"text": INCLUDED})
    application = (submitted_station if kind == Kind.STATION else submitted_expert)(**given)
    reviewer, at = UserFactory(), timezone.now()
    begin_review(application=application, by=reviewer, at=at)
    return pass_application(application=application, by=reviewer, at=at)


def passed_applications(
    count: int, kind: str = Kind.STATION, round: Round | None = None
) -> list[Application]:
    round = round or RoundFactory()
    return [passed_application(kind, round=round) for _ in range(count)]


def snapshot(name: str = "(演示)钱湾数智园中小企业服务有限公司", **changed: str) -> EntrySnapshot:
    return EntrySnapshot(
        **{"kind": Kind.STATION, "name": name, "province": "33", "station_kind": "中小企业园区", **changed}
    )


def bare_window(
    names: Sequence[str] = ("(演示)甲园区", "(演示)乙园区"),
    *,
    policy: PolicyVersion | None = None,
    published_at: datetime | None = None,
) -> Window:
    """Prepared, its entries without applications; stamped when `published_at` is given."""
    by = UserFactory()
    window = create_window(
        title="关于2026年第一批拟认定名单的公示",
        policy=policy or base_data(),
        snapshots=[snapshot(name) for name in names],
        by=by,
        at=timezone.now(),
    )
    window = prepare_window(window=window, by=by, at=timezone.now())
    if published_at:
        stamp_published(window=window, at=published_at)
    return Window.objects.get(pk=window.pk)


def gathered_window(
    applications: Sequence[Application] | None = None, *, by: User | None = None, count: int = 2
) -> Window:
    """Prepared from passed applications."""
    return gather_window(
        applications=applications or passed_applications(count),
        title="关于2026年第一批拟认定名单的公示",
        by=by or staff_in_group("publicity_officer"),
        at=timezone.now(),
    )


def opened(window: Window, published_at: datetime = PUBLISHED) -> Window:
    stamp_published(window=window, at=published_at)
    return open_window(window=window, at=published_at)


def closed(window: Window, published_at: datetime = PUBLISHED, at: datetime = OVER) -> Window:
    return close_window(window=opened(window, published_at), at=at)


def confirmed(window: Window, by: User | None = None, at: datetime = OVER) -> Window:
    return confirm_window(window=closed(window), by=by or staff_in_group("decision_maker"), at=at)
