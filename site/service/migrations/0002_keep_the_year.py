"""年度累计, with what the diaries say until now."""

from collections import defaultdict
from typing import Any

import django.db.models.deletion
from django.db import migrations, models


def count(apps: Any, _editor: Any) -> None:
    entries = apps.get_model("service", "DiaryEntry").objects.prefetch_related("enterprises")
    years: defaultdict[tuple[int, int], list[Any]] = defaultdict(list)
    for entry in entries.iterator(chunk_size=1000):
        years[entry.holder_id, entry.served_on.year].append(entry)
    tally = apps.get_model("service", "YearTally")
    for (holder, year), rows in years.items():
        firms = {(firm.uscc, firm.name_key) for row in rows for firm in row.enterprises.all()}
        with_code = {name for uscc, name in firms if uscc}
        tally.objects.create(
            holder_id=holder,
            year=year,
            entries=len(rows),
            late_entries=sum(row.is_late for row in rows),
            half_hours=sum(row.half_hours for row in rows),
            firms=sum(1 for uscc, name in firms if uscc or name not in with_code),
        )


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0005_index_certificate_files"),
        ("service", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="YearTally",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("entries", models.PositiveIntegerField(verbose_name="篇数")),
                ("late_entries", models.PositiveIntegerField(verbose_name="逾期填报")),
                ("half_hours", models.PositiveIntegerField(verbose_name="时长（半小时数）")),
                ("firms", models.PositiveIntegerField(verbose_name="服务企业（家）")),
                (
                    "holder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="years",
                        to="registry.holder",
                    ),
                ),
            ],
            options={
                "verbose_name": "年度累计",
                "verbose_name_plural": "年度累计",
                "ordering": ["-year"],
                "constraints": [models.UniqueConstraint(fields=("holder", "year"), name="year_tally_once")],
            },
        ),
        migrations.RunPython(count, migrations.RunPython.noop),
    ]
