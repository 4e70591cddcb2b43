"""What Word and Excel files have in common once opened: lines of text, and grids of cells."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from recruitment.exceptions import UploadRefusedError

MAX_ROWS = 10_000  # rows with something in them, in one file
MAX_COLUMNS = 60
MAX_TEXT = 10_000_000  # characters of one file, and what keeping them costs; ten thousand honest rows have three million
COST_OF_CELL = 20  # a string, a cell or a line that is kept weighs as much as these characters
COST_OF_TABLE = 400
MAX_CELL = 1_000
MAX_PIECES = 4 * MAX_CELL  # of one text; more is too long a cell however it is cut


@dataclass(frozen=True)
class GridCell:
    """One cell: its text, how many columns it spans, and what the reader must be told about it."""

    text: str
    span: int = 1
    is_from_above: bool = False
    warnings: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()


@dataclass(frozen=True)
class GridRow:
    """One row that holds something; `number` is its place in the file, counted from 1."""

    number: int
    cells: dict[int, GridCell]
    is_hidden: bool = False

    @property
    def filled(self) -> dict[int, GridCell]:
        return {place: cell for place, cell in self.cells.items() if cell.text and not cell.is_from_above}


@dataclass
class Grid:
    """A table of a Word file or a sheet of a workbook."""

    name: str
    rows: list[GridRow] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)  # columns

    @property
    def width(self) -> int:
        return max((max(row.cells, default=-1) + 1 for row in self.rows), default=0)


@dataclass
class Opened:
    """A file as lines and grids in reading order."""

    blocks: list[str | Grid]
    has_picture: bool = False
    notes: list[str] = field(default_factory=list)


@dataclass
class Progress:
    """How far a file has been read, for whoever waits."""

    rows: int = 0


class Budget:
    """Counts what has been read, and stops a file that would never end."""

    def __init__(self, name: str, progress: Progress | None = None) -> None:
        self.name, self.rows, self.characters = name, 0, 0
        self.progress = progress or Progress()

    def row(self) -> None:
        self.rows += 1
        self.progress.rows = self.rows
        if self.rows > MAX_ROWS:
            raise UploadRefusedError(
                _("“%(name)s”超过 %(most)d 行，请分成几个文件上传。") % {"name": self.name, "most": MAX_ROWS}
            )

    def text(self, piece: str) -> None:
        self._weigh(len(piece))

    def cell(self) -> None:
        self._weigh(COST_OF_CELL)

    def table(self) -> None:
        self._weigh(COST_OF_TABLE)

    def _weigh(self, characters: int) -> None:
        self.characters += characters
        if self.characters > MAX_TEXT:
            raise UploadRefusedError(
                _("“%(name)s”中的文字过多，不像一份汇总表，请只保留汇总表后上传。") % {"name": self.name}
            )


def joined(row: GridRow) -> str:
    """The row as one line."""
    return " ".join(row.cells[place].text for place in sorted(row.filled))


def last_texts(blocks: Sequence[str | Grid], before: int) -> list[str]:
    """The lines between a grid and the grid before it."""
    lines: list[str] = []
    for block in reversed(blocks[:before]):
        if isinstance(block, Grid):
            break
        lines.append(block)
    return lines[::-1]
