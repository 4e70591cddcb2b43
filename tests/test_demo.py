"""The demo world: each stage is what it says, and running it again adds nothing."""

from collections import Counter
from datetime import date

import pytest

from accounts.models import StaffGroup, User
from console.policies.whatif_models import Trial
from demo.clock import clock_at
from demo.names import demo_experts, demo_stations
from demo.rounds import at_hour
from demo.world import World
from feedback.models import Complaint, Suggestion
from needs.models import Need
from objections.models import Objection
from publicity.models import Window
from recruitment.models import Application, Round
from registry.models import Holder
from service.models import Confirmation, DiaryEntry
from workflows.inbox.deputising import principals_on
from workflows.inbox.proxies import absences_on, proxies_before
from workflows.inbox.seats import TABS, is_overdue, seats_in
from workflows.review.models import Comment, Copy

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
        Counter(Objection.objects.values_list("status", flat=True)),
        Counter(Confirmation.objects.values_list("answer", flat=True)),
        DiaryEntry.objects.filter(is_late=True).count(),
        Counter(Complaint.objects.values_list("status", flat=True)),
        Counter(Suggestion.objects.values_list("status", flat=True)),
        Counter(Need.objects.values_list("status", flat=True)),
    )


def desk_on(today: date) -> dict[str, object]:
    """What the pages of the desk show to the first reviewer."""
    with clock_at(at_hour(today, 12)):
        return _desk(User.objects.get(username="chushen"), today)


def _desk(chushen: User, today: date) -> dict[str, object]:
    trial = Trial.objects.get()
    return {
        "groups": {
            group.code: (group.group.user_set.count(), group.managers.get().username)
            for group in StaffGroup.objects.filter(code__in=["first_review", "second_review"])
        },
        "tabs": {tab: seats_in(tab, chushen).count() for tab in TABS},
        "overdue": seats_in("mine", chushen).filter(is_overdue(today)).count(),
        "absences": [
            (row.proxy.absent.username, row.state) for row in absences_on(proxies_before(chushen), chushen)
        ],
        "absent": sorted(
            person.username for person in principals_on(seats_in("group", chushen), chushen).values()
        ),
        "mentions": list(Comment.objects.values_list("mentions__username", flat=True)),
        "copies": sorted(Copy.objects.values_list("to__username", flat=True)),
        "draft": (trial.policy.status, trial.status, trial.is_stale),
        "panel": sorted(
            (stage.flow_kind, stage.signers, stage.quorum)
            for stage in trial.policy.stages.filter(sign_mode="quorum")
        ),
        "changed": trial.cases.exists(),
    }


@pytest.mark.slow
def test_certified_world_is_what_it_says_and_the_same_when_built_twice(committed_db):
    build("certified")
    first, shown = figures(), desk_on(TODAY)
    build("certified")

    assert (figures(), desk_on(TODAY)) == (first, shown)
    assert Holder.objects.get(user__username="demo-expert").name == "林望舒（演示）"
    assert shown == {
        "groups": {"first_review": (4, "hechuan"), "second_review": (4, "tangyue")},
        "tabs": {"mine": 1, "group": 11, "copied": 1, "all": 17, "done": 24},
        "overdue": 1,
        "absences": [("chenhe", "running")],
        "absent": ["chenhe"],
        "mentions": ["chushen"],
        "copies": ["chushen", "fushen"],
        "draft": ("draft", "done", False),
        "panel": [("expert_application", 3, 2), ("station_application", 3, 2)],
        "changed": True,
    }
    assert first == (
        Counter(
            submitted=8, reviewing=7, supplement=2, refused=2, publicized=6, held=1, recognized=7, draft=1
        ),
        ["confirmed", "open"],
        273,
        3,
        Counter(lodged=1, handling=1, declined=1),
        Counter(confirmed=62, denied=1, awaited=9),
        9,
        Counter(lodged=1, handling=1, upheld=1),
        Counter(waiting=1, working=1, agreed=1),
        Counter(submitted=2, open=1, offered=1, accepted=1, served=1, closed=2),
    )


def test_names_are_invented_and_distinct():
    stations, experts = demo_stations(60), demo_experts(240)
    assert all("（演示）" in one.name for one in (*stations, *experts))
    assert (len({one.uscc for one in stations}), len({one.name for one in experts})) == (60, 240)
