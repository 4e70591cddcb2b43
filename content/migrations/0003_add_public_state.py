from typing import Any

from django.db import migrations, models


def add_row(apps: Any, schema_editor: Any) -> None:
    apps.get_model("content", "PublicState").objects.get_or_create(pk=1)


class Migration(migrations.Migration):
    dependencies = [("content", "0002_add_publicity_page")]

    operations = [
        migrations.CreateModel(
            name="PublicState",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("generation", models.PositiveBigIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("pk", 1)), name="public_state_is_one_row")
                ],
            },
        ),
        migrations.RunPython(add_row, migrations.RunPython.noop),
    ]
