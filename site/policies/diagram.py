"""The effective flow as a drawing: the stages of a version between the steps that every case takes. Pure geometry.

A line of boxes from left to right; below it the way back to the applicant (退回补正), above it the ways back to an
earlier stage and past a stage that does not apply. The editor draws it as SVG; nothing here knows colours.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from policies.tally import ALL, ANY, IN_TURN, SignRule

STAGE, FIXED, AUTOMATIC = "stage", "fixed", "automatic"
BOX_WIDTH, BOX_HEIGHT, GAP, MARGIN = 112, 52, 26, 12
LANE = 22
TITLE_LENGTH, NOTE_LENGTH = 7, 16


@dataclass(frozen=True)
class Station:
    """One step of the flow. `applies_when` is empty for a step everybody takes; the two ways back say where to."""

    key: str
    title: str
    note: str = ""
    kind: str = STAGE
    is_locked: bool = False
    applies_when: str = ""
    asks_back: bool = False
    returns_to: str = ""


@dataclass(frozen=True)
class Box:
    """A station where it is drawn: its left upper corner, in user units."""

    station: Station
    x: int
    y: int

    @property
    def middle(self) -> int:
        return self.x + BOX_WIDTH // 2

    @property
    def bottom(self) -> int:
        return self.y + BOX_HEIGHT

    @property
    def centre(self) -> int:
        return self.y + BOX_HEIGHT // 2

    @property
    def title(self) -> str:
        return _shortened(self.station.title, TITLE_LENGTH)

    @property
    def note(self) -> str:
        return _shortened(self.station.note, NOTE_LENGTH)


@dataclass(frozen=True)
class Way:
    """A line with an arrow at its end: `on`, `past` a stage, `back` to an earlier one,
    to the `applicant`, or a `stem` that runs into that one and has no arrow."""

    kind: str
    points: tuple[tuple[int, int], ...]
    label: str = ""
    label_x: int = 0
    label_y: int = 0

    @property
    def path(self) -> str:
        first, *rest = self.points
        return f"M{first[0]} {first[1]}" + "".join(f"L{x} {y}" for x, y in rest)


@dataclass(frozen=True)
class Drawing:
    """Boxes and ways in a frame of `width` × `height` user units."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    ways: tuple[Way, ...]


def sign_words(rule: SignRule) -> str:
    """签核方式 in the words that fit a box: `任一人`, `3 人会签`, `3 人中 2 人`."""
    if rule.mode == ANY:
        return "任一人"
    if rule.mode == ALL:
        return f"{rule.signers} 人会签"
    if rule.mode == IN_TURN:
        return f"{rule.signers} 人依次"
    return f"{rule.signers} 人中 {rule.needed} 人"


def drawing_of(stations: Sequence[Station], *, back_label: str) -> Drawing:
    """Lay the stations out; `back_label` stands at the way back to the applicant, the first station."""
    past = [n for n, station in enumerate(stations) if station.applies_when]
    keys = {station.key: n for n, station in enumerate(stations)}
    back = [(n, keys[s.returns_to]) for n, s in enumerate(stations) if s.returns_to in keys]
    top = MARGIN + LANE * (bool(past) + len(back)) + (12 if past or back else 0)
    boxes = tuple(Box(station, MARGIN + n * (BOX_WIDTH + GAP), top) for n, station in enumerate(stations))
    asking = [box for box in boxes if box.station.asks_back]
    ways = [
        *(_on(left, right) for left, right in itertools.pairwise(boxes)),
        *(_past(boxes, n, top - LANE) for n in past if 0 < n < len(boxes) - 1),
        *(
            _back(boxes[n], boxes[to], top - LANE * (lane + 1 + bool(past)))
            for lane, (n, to) in enumerate(back)
        ),
        *_to_applicant(boxes, asking, back_label),
    ]
    return Drawing(
        width=2 * MARGIN + len(boxes) * BOX_WIDTH + (len(boxes) - 1) * GAP,
        height=top + BOX_HEIGHT + (LANE + 26 if asking else 0) + MARGIN,
        boxes=boxes,
        ways=tuple(ways),
    )


def _on(left: Box, right: Box) -> Way:
    return Way("on", ((left.x + BOX_WIDTH, left.centre), (right.x, right.centre)))


def _past(boxes: Sequence[Box], n: int, y: int) -> Way:
    """Over a stage that does not apply to everybody, from the step before to the step after."""
    start, end = boxes[n - 1].middle + 14, boxes[n + 1].middle - 14
    points = ((start, boxes[n].y), (start, y), (end, y), (end, boxes[n].y))
    return Way("past", points, boxes[n].station.applies_when, boxes[n].middle, y - 5)


def _back(source: Box, target: Box, y: int) -> Way:
    points = ((source.middle, source.y), (source.middle, y), (target.middle, y), (target.middle, target.y))
    return Way("back", points, "退回", (source.middle + target.middle) // 2, y - 5)


def _to_applicant(boxes: Sequence[Box], asking: Sequence[Box], label: str) -> list[Way]:
    """One shared line below every stage that may ask the applicant for more."""
    if not asking:
        return []
    first, last, y = boxes[0], asking[-1], boxes[0].bottom + LANE
    stems = [Way("stem", ((box.middle, box.bottom), (box.middle, y))) for box in asking[:-1]]
    points = ((last.middle, last.bottom), (last.middle, y), (first.middle, y), (first.middle, first.bottom))
    return [*stems, Way("applicant", points, label, (last.middle + first.middle) // 2, y + 16)]


def _shortened(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[: length - 1]}…"
