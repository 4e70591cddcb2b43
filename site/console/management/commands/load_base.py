"""`manage.py load_base`: what every installation needs: the document, codes, groups, the first policy, wording."""

from typing import Any

from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Load the document, code lists, staff groups, first policy, message templates and work calendar (idempotent)."

    def handle(self, *args: Any, **options: Any) -> None:
        """Filled room by room."""
