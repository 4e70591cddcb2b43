"""Drawn pages kept in the memory of one process, the least read leaving first; bounded in bytes."""

import gzip
import threading
from collections import OrderedDict
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import blake2b

SMALL = 1_000  # bytes below which packing costs more than it saves
LOCKS = 64


@dataclass(frozen=True)
class DrawnPage:
    """The bytes of one page, of which state of the data it is, and until when it may be shown."""

    body: bytes
    headers: tuple[tuple[str, str], ...]
    generation: int
    day: date
    until: float  # by the monotonic clock, in seconds

    @cached_property
    def etag(self) -> str:
        return f'W/"{blake2b(self.body, digest_size=12).hexdigest()}"'

    @cached_property
    def packed(self) -> bytes:
        return gzip.compress(self.body, compresslevel=6, mtime=0) if len(self.body) >= SMALL else b""


class PageStore:
    """Pages by key. Safe between threads; a page larger than a tenth of the room is not kept."""

    def __init__(self, room: int) -> None:
        self.room = room
        self._pages: OrderedDict[str, DrawnPage] = OrderedDict()
        self._used = 0
        self._guard = threading.Lock()
        self._drawing = [threading.Lock() for _ in range(LOCKS)]

    def get(self, key: str) -> DrawnPage | None:
        with self._guard:
            page = self._pages.get(key)
            if page is not None:
                self._pages.move_to_end(key)
            return page

    def put(self, key: str, page: DrawnPage) -> None:
        if len(page.body) > self.room // 10:
            return
        with self._guard:
            self._forget(key)
            self._pages[key] = page
            self._used += len(page.body)
            while self._used > self.room:
                self._forget(next(iter(self._pages)))

    def clear(self) -> None:
        with self._guard:
            self._pages.clear()
            self._used = 0

    def drawing(self, key: str) -> AbstractContextManager[object]:
        """Held while a page is drawn, so that a hundred visitors at once cost one drawing."""
        return self._drawing[hash(key) % LOCKS]

    def _forget(self, key: str) -> None:
        page = self._pages.pop(key, None)
        if page is not None:
            self._used -= len(page.body)
