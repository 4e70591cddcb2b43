"""`manage.py load_content`: the page tree with the notice and the 办法; run `load_base` first."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import transaction

from content.planting import plant_pages


class Command(BaseCommand):
    help = "Plant the home page, the columns, the notice and the rules where they are missing (idempotent)."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        home = plant_pages()
        call_command("update_index", verbosity=0)  # what an older index kept is not what is asked now
        if options["verbosity"]:
            self.stdout.write(f"{home.get_descendants(inclusive=True).live().count()} 个页面已就绪。")
