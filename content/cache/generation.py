"""The generation of the public face: read at most once a second by a process, raised after a commit."""

import logging
import time

from django.db import DatabaseError, connection, transaction
from django.db.models import F

from content.cache.models import PublicState

READ_EVERY = 1.0  # seconds: how long another process may show what was true before a change

_log = logging.getLogger(__name__)


class Generation:
    """What this process knows of the number; the last known one while the database does not answer."""

    def __init__(self) -> None:
        self._known = 0
        self._read_at = float("-inf")

    def now(self) -> int:
        moment = time.monotonic()
        if moment - self._read_at >= READ_EVERY:
            self._read_at = moment  # others go on with the known one meanwhile
            self._read()
        return self._known

    def forget(self) -> None:
        """Read anew at the next request."""
        self._read_at = float("-inf")

    def _read(self) -> None:
        try:
            row = PublicState.objects.filter(pk=1).values_list("generation", flat=True).first()
        except DatabaseError as error:
            _log.warning("the generation of the public face cannot be read: %s", type(error).__name__)
            if not connection.in_atomic_block:
                connection.close()
        else:
            self._known = row or 0


public_face = Generation()


def changed() -> None:
    """What the public reads has changed: after the commit every page is drawn again. Once for a transaction."""
    if _raise not in (hook[1] for hook in connection.run_on_commit):
        transaction.on_commit(_raise)


def _raise() -> None:
    if not PublicState.objects.filter(pk=1).update(generation=F("generation") + 1):
        PublicState.objects.get_or_create(pk=1, defaults={"generation": 1})
    public_face.forget()
