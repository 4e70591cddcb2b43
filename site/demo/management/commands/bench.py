"""`manage.py bench [question …]`: how long what must be fast takes here. Nothing that is measured with stays behind."""

from importlib import import_module
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from demo.benches.servers import MissingTool

QUESTIONS = (
    "trial",
    "public",
    "directory",
    "inbox",
    "batch",
    "roster",
)  # modules of demo.benches, each with `measure(say)`


class Command(BaseCommand):
    help = "Measure what must be fast, each question beside its target; without a name, all of them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("question", nargs="*", help=", ".join(QUESTIONS))

    def handle(self, *args: Any, question: list[str], **options: Any) -> None:
        for name in question or QUESTIONS:
            if name not in QUESTIONS:
                raise CommandError(f"{name}: not among {', '.join(QUESTIONS)}")
            self.stdout.write(self.style.MIGRATE_HEADING(name))
            try:
                import_module(f"demo.benches.{name}").measure(self._say)
            except MissingTool as missing:
                self._say(f"not measured: {missing} is not on this machine")

    def _say(self, line: str) -> None:
        self.stdout.write(f"  {line}")
        self.stdout.flush()
