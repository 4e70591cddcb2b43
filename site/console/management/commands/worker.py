"""`manage.py worker`: calls every sweep of `config.sweeps` at its interval, in one process, until told to stop."""

import logging
import signal
import threading
import time
from argparse import ArgumentParser
from collections.abc import Callable
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils.module_loading import import_string

logger = logging.getLogger("yiqi.worker")


class Turn:
    """One sweep and when it is due next."""

    def __init__(self, function: str, every_seconds: float) -> None:
        self.name = function
        self.call: Callable[[], int] = import_string(function)
        self.every_seconds = every_seconds
        self.due_at = 0.0

    def run(self) -> int:
        """Call the sweep; what goes wrong is logged by name, without a message that might quote personal data.

        A sweep that found something to do is called again in the next round: there may be more, and the others had their turn.
        """
        close_old_connections()
        done = 0
        try:
            done = self.call()
        except Exception as error:
            logger.error("sweep %s failed: %s", self.name, _where(error))  # noqa: TRY400  a traceback may quote data
        self.due_at = time.monotonic() + (0 if done else self.every_seconds)
        return done


class Command(BaseCommand):
    help = "Run the periodic sweeps (config.sweeps) until SIGTERM; --once runs each of them once."
    requires_system_checks: list[str] = []  # they cost a second or two, and ran when the data were prepared

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="run every sweep once and end")

    def handle(self, *args: Any, once: bool, **options: Any) -> None:
        turns = [Turn(sweep.function, sweep.every_seconds) for sweep in _sweeps()]
        if once:
            for turn in turns:
                self.stdout.write(f"{turn.name}: {turn.run()}")
            return
        stop = threading.Event()

        def ask_to_stop(signum: int, frame: FrameType | None) -> None:
            stop.set()

        signal.signal(signal.SIGTERM, ask_to_stop)
        signal.signal(signal.SIGINT, ask_to_stop)
        while not stop.is_set():
            for turn in turns:
                if not stop.is_set() and time.monotonic() >= turn.due_at:
                    turn.run()
            next_due = min(turn.due_at for turn in turns)
            stop.wait(max(0.05, next_due - time.monotonic()))


def _sweeps() -> list[Any]:
    """The list named by settings.SWEEPS: the console stands below config and cannot import it."""
    sweeps: list[Any] = import_string(settings.SWEEPS)
    return sweeps


def _where(error: Exception) -> str:
    """The type of an error and the line that raised it."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "?"
    return f"{type(error).__name__} at {place}"
