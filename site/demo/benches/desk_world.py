"""A reviewers' desk to measure: a few cases taken through the real doors, and many copies of them."""

from collections.abc import Iterable
from functools import cached_property
from itertools import count

from django.db import connection, transaction
from django.utils import timezone

from accounts.models import StaffGroup, User
from demo.benches.multiply import Family
from demo.names import DemoExpert, DemoStation, demo_experts, demo_stations
from demo.rounds import Verdict, open_seat
from demo.world import REFUSAL, World
from publicity.models import Window
from recruitment.models import Application, Round
from workflows.review.actions import take_seat

REVIEWERS = 5  # of each stage
PROTOTYPES = 10  # cases of each sort, half of them stations


class DeskWorld(World):
    """The demo's people and rounds, with reviewers and cases of this bench alone."""

    def __init__(self) -> None:
        super().__init__(today=timezone.localdate(), tick=lambda _sentence: None)
        self._empty()
        self.turn = count()

    @cached_property
    def first(self) -> list[User]:
        return _reviewers("first_review")

    @cached_property
    def second(self) -> list[User]:
        return _reviewers("second_review")

    def finished_cases(self) -> list[int]:
        """Four of five recognized, the rest refused; each was signed twice."""
        round_ = self._earlier_round()
        verdicts = [Verdict(2)] * (PROTOTYPES * 4 // 5) + [REFUSAL] * (PROTOTYPES // 5)
        found = self._cases(round_, verdicts, days_ago=100)
        self._show(round_, "第一批", published=self._workday(self.ago(85)))
        for window in Window.objects.filter(status__in=Window.OPEN_STATES):
            self._finish(window)
        return found

    def open_cases(self, *, signed: int) -> list[int]:
        """Waiting for their first signer, or for the second."""
        return self._cases(self._current_round(), [Verdict(signed)] * PROTOTYPES, days_ago=10)

    def _cases(self, round_: Round, verdicts: list[Verdict], *, days_ago: int) -> list[int]:
        """A case for each verdict, each with the next reviewer, handed in over a few days."""
        before = set(round_.applications.values_list("pk", flat=True))
        for n, (one, verdict) in enumerate(zip(_applicants(next(self.turn)), verdicts, strict=True)):
            self.people |= {"chushen": self.first[n % REVIEWERS], "fushen": self.second[n % REVIEWERS]}
            self._judge(round_, one, verdict, handed_in=self.ago(days_ago - n % 6))
        return sorted(set(round_.applications.values_list("pk", flat=True)) - before)


def taken(applications: Iterable[int], by: User) -> None:
    """Each of them is this person's to answer."""
    for application in Application.objects.filter(pk__in=applications):
        task = open_seat(application)
        if task is not None:
            take_seat(task=task, by=by, at=timezone.now())


def multiplied(cases: list[tuple[list[int], int]]) -> None:
    """Each sort of cases so many times more; the database then knows how much there is of everything."""
    families = [(Family(applications), copies) for applications, copies in cases]
    step = 1 + max(family.highest for family, _copies in families)
    with transaction.atomic():
        for family, copies in families:
            family.write(copies, step=step)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _reviewers(group: str) -> list[User]:
    found = []
    for n in range(REVIEWERS):
        person, _is_new = User.objects.get_or_create(
            username=f"{group}-{n}", defaults={"name": f"审核人员{n}（演示）", "is_staff": True}
        )
        person.groups.add(StaffGroup.objects.get(code=group).group)
        found.append(person)
    return found


def _applicants(nth: int) -> list[DemoStation | DemoExpert]:
    """Others each time."""
    half = PROTOTYPES // 2
    first = nth * half
    return [*demo_stations(first + half)[first:], *demo_experts(first + half)[first:]]
