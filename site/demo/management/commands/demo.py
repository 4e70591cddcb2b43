"""`manage.py demo --stage …`: an invented world at a stage, relative to today."""

import sys
from datetime import date
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from demo.people import LOGINS, PASSWORD
from demo.world import STAGES, World


class Command(BaseCommand):
    help = "Build the demo world up to a stage (idempotent, fictional data)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--stage", choices=STAGES, default="certified")
        parser.add_argument("--today", type=date.fromisoformat, help="the day the world is relative to")
        parser.add_argument("--logins", action="store_true", help="only print the demo logins")

        parser.add_argument("--quiet", action="store_true", help="do not print the demo logins")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("这里不是演示环境，不载入演示数据。")
        if not options["logins"]:
            call_command("load_base", verbosity=0)
            World(today=options["today"] or timezone.localdate(), tick=self._tick).build(options["stage"])
            self._tick("演示数据就绪")
            self.stdout.write("")
        if options["quiet"]:
            return
        for login in LOGINS:
            secret = f"口令 {PASSWORD}" if login.group else "验证码见 /demo/outbox/"
            self.stdout.write(f"  {login.role}：{login.mobile or login.username}（{secret}）")

    def _tick(self, what: str) -> None:
        """One line that is written over, where there is somebody to see it."""
        if sys.stdout.isatty():
            self.stdout.write(f"\r\033[K  {what}", ending="")
            self.stdout.flush()
