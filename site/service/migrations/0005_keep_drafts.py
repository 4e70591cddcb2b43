"""志愿日记草稿."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("service", "0004_prove_the_service"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DiaryDraft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("form_key", models.UUIDField(editable=False, unique=True)),
                ("typed", models.JSONField(verbose_name="已填内容")),
                ("saved_at", models.DateTimeField(verbose_name="保存时间")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="填写人",
                    ),
                ),
            ],
            options={
                "verbose_name": "志愿日记草稿",
                "verbose_name_plural": "志愿日记草稿",
                "ordering": ["-saved_at", "-id"],
                "indexes": [models.Index(fields=["user", "-saved_at"], name="diary_draft_of_user")],
            },
        ),
    ]
