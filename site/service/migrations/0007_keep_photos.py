"""照片 of an entry."""

import accounts.storage
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("service", "0006_ask_for_correction"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DiaryPhoto",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "file",
                    models.FileField(
                        storage=accounts.storage.private_storage,
                        upload_to="diary/%Y/%m/",
                        verbose_name="文件",
                    ),
                ),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                ("width", models.PositiveSmallIntegerField(verbose_name="宽")),
                ("height", models.PositiveSmallIntegerField(verbose_name="高")),
                ("added_at", models.DateTimeField(verbose_name="添加时间")),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="添加人",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="photos",
                        to="service.diaryentry",
                        verbose_name="志愿日记",
                    ),
                ),
            ],
            options={
                "verbose_name": "志愿日记照片",
                "verbose_name_plural": "志愿日记照片",
                "ordering": ["id"],
                "constraints": [models.UniqueConstraint(fields=("entry", "sha256"), name="diary_photo_once")],
            },
        ),
    ]
