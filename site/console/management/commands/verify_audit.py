"""`manage.py verify_audit`: recompute the chain of events; exit 1 and name the first broken link when it does not hold."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from audit.verification import verify_chain


class Command(BaseCommand):
    help = "Recompute the audit chain; name the first broken link and exit 1 when it does not hold."

    def handle(self, *args: Any, **options: Any) -> None:
        verdict = verify_chain()
        self.stdout.write(str(verdict))
        if verdict.broken:
            sys.exit(1)
