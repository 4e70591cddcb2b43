"""The demo world: each stage is what it says, and running it again adds nothing."""

from collections import Counter
from datetime import date

import pytest

from demo.clock import clock_at
from demo.names import demo_experts, demo_stations
from demo.rounds import at_hour
from demo.world import World
from publicity.models import Window
from recruitment.models import Application, Round
from registry.models import Holder

TODAY = date(2026, 11, 22)


def build(stage: str) -> None:
    with clock_at(at_hour(TODAY, 12)):
        World(today=TODAY, tick=lambda _what: None).build(stage)


def figures() -> tuple[object, ...]:
    return (
        Counter(Application.objects.values_list("status", flat=True)),
        sorted(Window.objects.values_list("status", flat=True)),
        Holder.objects.count(),
        Round.objects.count(),
    )


@pytest.mark.slow
def test_certified_world_is_what_it_says_and_the_same_when_built_twice(committed_db):
    build("certified")
    first = figures()
    build("certified")

    assert figures() == first
    assert first == (
        Counter(submitted=10, reviewing=5, supplement=2, refused=2, publicized=7, recognized=7, draft=1),
        ["confirmed", "open"],
        272,
        3,
    )


def test_names_are_invented_and_distinct():
    stations, experts = demo_stations(60), demo_experts(240)
    assert all("（演示）" in one.name for one in (*stations, *experts))
    assert (len({one.uscc for one in stations}), len({one.name for one in experts})) == (60, 240)
