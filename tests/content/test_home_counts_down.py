from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from content import figures
from content.figures import registry_figures
from content.front import process_steps, round_now
from content.models import HomePage
from policies.enums import Kind
from policies.models import PolicyVersion
from policies.queries import policy_in_force
from recruitment.enums import RoundKind
from recruitment.models import Round
from registry.models import Holder, HolderStatus

pytestmark = pytest.mark.django_db
OPENS = datetime(2026, 11, 12, 1, 0, tzinfo=UTC)  # 9:00 in Beijing
CLOSES = datetime(2026, 12, 6, 15, 59, 59, tzinfo=UTC)  # the last second of 6 December


@pytest.fixture
def policy() -> PolicyVersion:
    return policy_in_force(timezone.localdate())


@pytest.fixture
def round_(policy: PolicyVersion) -> Round:
    return Round.objects.create(title="2026年招募", policy=policy, opens_at=OPENS, closes_at=CLOSES)


@pytest.mark.parametrize(
    ("now", "phase", "days"),
    [
        (datetime(2026, 11, 10, 16, 0, tzinfo=UTC), "ahead", 1),
        (OPENS - timedelta(seconds=1), "ahead", 0),
        (OPENS, "open", 24),
        (datetime(2026, 11, 22, 15, 0, tzinfo=UTC), "open", 14),
        (CLOSES, "open", 0),
        (CLOSES + timedelta(seconds=1), "over", -1),
    ],
)
def test_home_counts_whole_days_to_the_next_turn(round_: Round, now: datetime, phase: str, days: int) -> None:
    current = round_now(now)

    assert current is not None
    assert (current.phase, current.days) == (phase, days)


def test_home_prefers_the_round_that_closes_first(round_: Round, policy: PolicyVersion) -> None:
    Round.objects.create(
        title="后截止",
        policy=policy,
        opens_at=OPENS,
        closes_at=CLOSES + timedelta(days=9),
        kind=RoundKind.EXPERT,
    )

    current = round_now(OPENS)

    assert current is not None
    assert current.round == round_


def test_steps_name_the_stages_of_the_policy(round_: Round) -> None:
    steps = process_steps(round_now(OPENS), OPENS)

    assert [step["title"] for step in steps] == ["网上申报", "初审", "复审", "公示", "认定发证"]
    assert steps[0]["text"] == "11月12日—12月6日"
    assert steps[3]["text"] == "5 个工作日"


def test_last_second_of_a_day_is_told_as_24_00(round_: Round, home: HomePage, client: Client) -> None:
    Round.objects.update(closes_at=timezone.now().replace(microsecond=0) + timedelta(days=3))
    Round.objects.update(
        closes_at=timezone.localtime(Round.objects.get().closes_at).replace(hour=23, minute=59, second=59)
    )

    assert "24:00</time>" in client.get("/").text


def test_home_without_a_round_says_so(home: HomePage, client: Client) -> None:
    assert "目前没有开放的招募批次" in client.get("/").text


def _hold(kind: Kind, number: int, **values: object) -> None:
    user = get_user_model().objects.create(username=f"{kind}{number}")
    Holder.objects.create(
        kind=kind, user=user, name="(演示)", province="33", recognized_at=timezone.now(), **values
    )


def test_figures_count_only_active_holders() -> None:
    _hold(Kind.STATION, 1)
    _hold(Kind.STATION, 2, status=HolderStatus.REVOKED)

    shown = {one.key: (one.label, one.number) for one in registry_figures()}
    assert shown == {"stations": ("在册工作站", 1), "months": ("近期认定", 2)}


def test_figures_name_the_fields_of_experts() -> None:
    _hold(Kind.EXPERT, 1, field_names="融资、法律")
    _hold(Kind.EXPERT, 2, field_names="法律")

    fields = next(one for one in registry_figures() if one.key == "fields")
    assert [(point.label, point.number, point.share) for point in fields.points] == [
        ("法律", 2, 100),
        ("融资", 1, 50),
    ]
    assert fields.said == "按领域，前五位（一人可选多项）：法律 2，融资 1"


def test_figures_of_another_room_come_last(
    home: HomePage, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(figures, "_providers", [])
    points = [figures.Point("2026年10月", 35, 100)]
    figures.register_figures(
        lambda: [figures.Figure("hours", "服务时长", 35, "小时", "按月", points, "column")]
    )
    _hold(Kind.STATION, 1)

    assert [one.key for one in figures.home_figures()] == ["stations", "months", "hours"]
    html = client.get("/").text
    assert '<script id="chart-hours" type="application/json">' in html
    assert 'aria-label="按月：2026年10月 35"' in html


def test_home_costs_the_same_for_one_and_thirty(round_: Round, home: HomePage, client: Client) -> None:
    _hold(Kind.STATION, 0)
    client.get("/")
    with CaptureQueriesContext(connection) as one:
        client.get("/")
    for number in range(1, 30):
        _hold(Kind.STATION, number)
        Round.objects.create(
            title="旧",
            policy=round_.policy,
            opens_at=OPENS - timedelta(days=900 + number),
            closes_at=OPENS - timedelta(days=800),
        )
    with CaptureQueriesContext(connection) as thirty:
        client.get("/")

    assert len(thirty) == len(one)
