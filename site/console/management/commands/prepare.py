"""`manage.py prepare`: migrate, load what every installation needs, and if asked a demo world; one process, any number of times."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand

LOADERS = ("load_base", "load_content")


class Command(BaseCommand):
    help = "Bring the database up to date: migrations, base data, pages; with --demo a demo world as well."
    requires_system_checks: list[str] = []  # they ask the database that is about to be made

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--demo", action="store_true", help="build the demo world (stage certified)")

    def handle(self, *args: Any, demo: bool, **options: Any) -> None:
        call_command("migrate", verbosity=0, interactive=False)
        for name in LOADERS:
            call_command(name)
        if demo and "demo" in get_commands():
            call_command("demo", stage="certified", quiet=True)
