"""The sheet beneath certificate and letter: guilloche border, rosette and corner frets, as vectors. Drawn once a process.

Our own ornament throughout: no state emblem, no star, no round seal.
"""

import io
from collections.abc import Iterable, Sequence
from functools import cache
from math import cos, pi, sin

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

PAPER, RED, GOLD, PALE, BAND = (
    HexColor(code) for code in ("#FFFDF7", "#9B1C22", "#B8892B", "#EADFBF", "#FBF3DD")
)
WIDTH, HEIGHT = landscape(A4)
OUTER, INNER = 8 * mm, 17 * mm  # the border band lies between these distances from the edge
Point = tuple[float, float]


@cache
def sheet() -> bytes:
    """A one-page A4 landscape PDF; the same bytes in every process."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(WIDTH, HEIGHT), invariant=1, pageCompression=1)
    canvas.setFillColor(PAPER)
    canvas.rect(0, 0, WIDTH, HEIGHT, stroke=0, fill=1)
    _rosette(canvas, WIDTH / 2, HEIGHT / 2 - 8 * mm)
    _band(canvas)
    _frames(canvas)
    for right in (False, True):
        for top in (False, True):
            canvas.saveState()
            canvas.translate(WIDTH if right else 0, HEIGHT if top else 0)
            canvas.scale(-1 if right else 1, -1 if top else 1)
            _corner(canvas)
            canvas.restoreState()
    canvas.save()
    return out.getvalue()


def _curve(canvas: Canvas, points: Sequence[Point], *, is_closed: bool = False) -> None:
    """A smooth line through points (Catmull–Rom as Bézier curves)."""
    ends = [points[-2], *points, points[1]] if is_closed else [points[0], *points, points[-1]]
    path = canvas.beginPath()
    path.moveTo(*points[0])
    for before, start, end, after in zip(ends, ends[1:], ends[2:], ends[3:], strict=False):
        path.curveTo(
            start[0] + (end[0] - before[0]) / 6,
            start[1] + (end[1] - before[1]) / 6,
            end[0] - (after[0] - start[0]) / 6,
            end[1] - (after[1] - start[1]) / 6,
            *end,
        )
    canvas.drawPath(path, stroke=1, fill=0)


def _rosette(canvas: Canvas, x: float, y: float) -> None:
    """Two interwoven rings of lace around an empty middle, pale enough to read over."""
    canvas.setStrokeColor(PALE)
    canvas.setLineWidth(0.35)
    for radius, swing, petals, strands in ((45 * mm, 13 * mm, 12, 12), (33 * mm, 8 * mm, 16, 8)):
        for strand in range(strands):
            phase = 2 * pi * strand / strands
            angles = [2 * pi * n / (petals * 10) for n in range(petals * 10 + 1)]
            reach = [radius + swing * cos(petals * a + phase) for a in angles]
            points = [(x + r * cos(a), y + r * sin(a)) for r, a in zip(reach, angles, strict=True)]
            _curve(canvas, points, is_closed=True)


def _band(canvas: Canvas) -> None:
    """The border: a tinted frame with waves that cross each other."""
    canvas.setFillColor(BAND)
    path = canvas.beginPath()
    path.rect(OUTER, OUTER, WIDTH - 2 * OUTER, HEIGHT - 2 * OUTER)
    path.rect(INNER, INNER, WIDTH - 2 * INNER, HEIGHT - 2 * INNER)
    canvas.drawPath(path, stroke=0, fill=1, fillMode=0)
    canvas.setStrokeColor(GOLD)
    canvas.setLineWidth(0.3)
    middle, depth = (OUTER + INNER) / 2, (INNER - OUTER) / 2 - 1.3 * mm
    for far in (False, True):
        for wave in _waves(INNER, WIDTH - INNER, depth, 28):
            offset = HEIGHT - middle if far else middle
            _curve(canvas, [(along, offset + across) for along, across in wave])
        for wave in _waves(INNER, HEIGHT - INNER, depth, 19):
            offset = WIDTH - middle if far else middle
            _curve(canvas, [(offset + across, along) for along, across in wave])


def _waves(start: float, end: float, depth: float, periods: int) -> Iterable[list[Point]]:
    """Six sine lines a sixth of a period apart, and a finer pair in the middle."""
    steps = periods * 6
    for strand in range(6):
        phase = pi * strand / 3
        yield [
            (start + (end - start) * n / steps, depth * sin(2 * pi * periods * n / steps + phase))
            for n in range(steps + 1)
        ]
    for phase in (0.0, pi):
        yield [
            (start + (end - start) * n / steps, depth * 0.35 * sin(4 * pi * periods * n / steps + phase))
            for n in range(steps + 1)
        ]


def _frames(canvas: Canvas) -> None:
    lines = (
        (OUTER - 0.6 * mm, RED, 3.2),
        (OUTER + 0.9 * mm, GOLD, 0.5),
        (INNER - 0.6 * mm, GOLD, 1.2),
        (INNER + 1.4 * mm, RED, 0.6),
    )
    for distance, colour, width in lines:
        canvas.setStrokeColor(colour)
        canvas.setLineWidth(width)
        canvas.rect(distance, distance, WIDTH - 2 * distance, HEIGHT - 2 * distance)


def _corner(canvas: Canvas) -> None:
    """The lower left corner: a red block with a knot of diamonds, and a fret (回纹) inside the frame."""
    side, middle = INNER - OUTER, (OUTER + INNER) / 2
    canvas.setFillColor(RED)
    canvas.setStrokeColor(GOLD)
    canvas.setLineWidth(0.8)
    canvas.rect(OUTER, OUTER, side, side, stroke=1, fill=1)
    for reach, width in ((3.6, 0.9), (2.3, 0.6), (1.0, 0.6)):
        canvas.setLineWidth(width)
        _polyline(
            canvas,
            [
                (middle + dx * reach * mm, middle + dy * reach * mm)
                for dx, dy in ((-1, 0), (0, 1), (1, 0), (0, -1), (-1, 0))
            ],
        )
    canvas.setStrokeColor(RED)
    canvas.setLineWidth(1.5)
    origin, unit = INNER + 4.2 * mm, 3.1 * mm
    fret = ((0, 5), (0, 0), (5, 0), (5, 1), (1, 1), (1, 4), (4, 4), (4, 2), (2.4, 2), (2.4, 3))
    _polyline(canvas, [(origin + x * unit, origin + y * unit) for x, y in fret])


def _polyline(canvas: Canvas, points: Sequence[Point]) -> None:
    path = canvas.beginPath()
    path.moveTo(*points[0])
    for point in points[1:]:
        path.lineTo(*point)
    canvas.drawPath(path, stroke=1, fill=0)
