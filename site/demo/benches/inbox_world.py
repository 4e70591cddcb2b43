"""What the pages of a full desk cost: the server's time and the database's statements, asked as a browser asks."""

import os
import time

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from viewflow.workflow.status import STATUS

from accounts.models import User
from console.memory import settle
from demo.benches.desk_world import DeskWorld, multiplied, taken
from policies.enums import Kind
from workflows.review.models import Seat

FINISHED = 100_000  # review tasks; a finished case has two
OPEN = 5_000
SAMPLES = 15
AT_MOST = 80  # milliseconds


def build() -> dict[str, str]:
    """Each page is asked with a few cases, for its statements, and with all of them."""
    started = time.monotonic()
    world = DeskWorld()
    cases = [world.finished_cases(), world.open_cases(signed=0), world.open_cases(signed=1)]
    reviewer = world.first[0]
    taken(cases[1][::2], reviewer)
    client = Client()
    client.force_login(reviewer)
    few = {name: _statements(client, url) for name, url in _pages(reviewer).items()}
    multiplied(list(zip(cases, _copies(cases), strict=True)))
    settle()  # as the process that serves the desk
    said = {"review tasks": f"{_size()}, written in {time.monotonic() - started:.0f} s"}
    said |= {name: _cost(client, url, few[name]) for name, url in _pages(reviewer).items()}
    load = f"{os.getloadavg()[0]:.1f} (1 min), {os.cpu_count()} processors"
    return {**said, "load of the machine": load}


def _copies(cases: list[list[int]]) -> list[int]:
    finished, waiting, halfway = (len(one) for one in cases)
    still_open = OPEN // (waiting + halfway)
    return [FINISHED // 2 // finished - 1, still_open - 1, still_open - 1]


def _size() -> str:
    asked = Seat.objects.filter(task__isnull=False)
    done = asked.filter(task__finished__isnull=False).count()
    return f"{done} finished and {asked.filter(task__finished=None).count()} open"


def _pages(reviewer: User) -> dict[str, str]:
    inbox = reverse("inbox:list")
    mine = Seat.objects.filter(
        run__process__applicationprocess__application__kind=Kind.STATION,
        task__status=STATUS.ASSIGNED,
        task__owner=reviewer,
    ).select_related("run")
    seat = mine.order_by("pk")[mine.count() // 2]
    case = reverse("tasks:open", args=[seat.run.process_id, seat.task_id])
    return {
        "inbox, first page": inbox,
        "inbox, another page": f"{inbox}?tab=mine&page=20",
        "inbox, 本组待领": f"{inbox}?tab=group",
        "inbox, 已办": f"{inbox}?tab=done",
        "case": case,
        "case, from 已办": f"{case}?tab=done",
    }


def _statements(client: Client, url: str) -> int:
    client.get(url)  # fills what is kept in memory
    with CaptureQueriesContext(connection) as caught:
        if client.get(url).status_code != 200:
            raise RuntimeError(url)
    return len(caught)


def _cost(client: Client, url: str, few: int) -> str:
    """The middle of some samples; the processor's time beside it tells a slow page from a busy machine."""
    many = _statements(client, url)
    walls, computed = [], []
    for _ in range(SAMPLES):
        wall, cpu = time.perf_counter(), time.process_time()
        client.get(url)
        computed.append(time.process_time() - cpu)
        walls.append(time.perf_counter() - wall)
    wall, cpu = sorted(walls)[SAMPLES // 2] * 1000, sorted(computed)[SAMPLES // 2] * 1000
    grown = (
        f"{many} statements"
        if many == few
        else f"{many} statements, {few} with a few cases (the same is wanted)"
    )
    return f"{wall:.0f} ms (at most {AT_MOST}), of it {cpu:.0f} ms our own computing; {grown}"
