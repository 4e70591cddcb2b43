"""`manage.py bench_world …`: fills a database that is thrown away with what one question of `bench` asks for."""

import json
from importlib import import_module
from typing import Any

from django.core.management.base import BaseCommand, CommandParser


class Command(BaseCommand):
    help = "Used by `bench`: builds the world of one question (`demo.benches.<question>_world`); prints what it has to know as JSON."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("question")

    def handle(self, *args: Any, question: str, **options: Any) -> None:
        self.stdout.write(json.dumps(import_module(f"demo.benches.{question}_world").build()))
