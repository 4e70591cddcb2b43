"""The matrix of who is told what, laid out for the page: events by section, a line an audience, a cell a channel."""

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import groupby
from urllib.parse import urlencode

from django.urls import reverse

from accounts.models import StaffGroup
from messaging.enums import Audience, Channel
from messaging.events import EVENTS, Event
from messaging.models import Route
from messaging.wording import sms_length, sms_segments, with_signature


@dataclass
class Cell:
    """One audience over one channel: its rows, and where another is added."""

    channel: Channel
    add_url: str
    routes: list[Route] = field(default_factory=list)


@dataclass
class Line:
    """One audience of one event."""

    label: str
    cells: list[Cell]

    @property
    def is_told(self) -> bool:
        return any(route.is_on for cell in self.cells for route in cell.routes)


@dataclass
class Block:
    """One event."""

    event: Event
    lines: list[Line]

    @property
    def silent(self) -> bool:
        return not any(line.is_told for line in self.lines)


def matrix() -> list[tuple[str, list[Block]]]:
    """Every event of the register with its rows, in the order of the register. Two statements, however many rows."""
    rows: dict[tuple[str, str, int | None], list[Route]] = defaultdict(list)
    groups: dict[int, StaffGroup] = {}
    for route in Route.objects.select_related("template", "group__group").prefetch_related("people"):
        rows[route.event, route.audience, route.group_id].append(route)
        if route.group:
            groups[route.group.pk] = route.group
    blocks = [Block(event, _lines(event, rows, groups)) for event in EVENTS.values()]
    return [
        (str(section), list(part)) for section, part in groupby(blocks, lambda block: block.event.section)
    ]


def _lines(
    event: Event, rows: dict[tuple[str, str, int | None], list[Route]], groups: dict[int, StaffGroup]
) -> list[Line]:
    lines = []
    for audience in event.audiences:
        lines.append(_line(event, audience, None, str(audience.label), rows))
        if audience == Audience.GROUP:
            chosen = [pk for (code, _audience, pk) in rows if code == event.code and pk]
            lines += [_line(event, audience, pk, str(groups[pk]), rows) for pk in sorted(set(chosen))]
    return lines


def _line(
    event: Event,
    audience: Audience,
    group: int | None,
    label: str,
    rows: dict[tuple[str, str, int | None], list[Route]],
) -> Line:
    cells = []
    for channel in (Channel.SMS, Channel.SITE, Channel.EMAIL):
        asked = {"event": event.code, "audience": audience.value, "channel": channel.value}
        routes = [row for row in rows.get((event.code, audience, group), []) if row.channel == channel]
        url = f"{reverse('desk_messages:add_route')}?{urlencode(asked)}"
        cells.append(Cell(channel, "" if group else url, routes))
    return Line(label, cells)


def preview_of_route(route: Route) -> dict[str, object]:
    """What the row would send, with the longest values."""
    text = route.template.sample
    shown = with_signature(text) if route.channel == Channel.SMS else text
    return {"text": shown, "length": sms_length(text), "segments": sms_segments(text)}
