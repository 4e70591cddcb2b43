"""服务记录证明 and the counter of its numbers."""

import accounts.storage
import django.core.serializers.json
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0006_link_recommendations"),
        ("service", "0003_ask_the_firms"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="RecordCounter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(unique=True)),
                ("last", models.PositiveIntegerField(default=0)),
            ],
            options={
                "verbose_name": "证明编号计数",
                "verbose_name_plural": "证明编号计数",
            },
        ),
        migrations.CreateModel(
            name="ServiceRecord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=20, unique=True, verbose_name="证明编号")),
                ("code", models.CharField(editable=False, max_length=10, verbose_name="校验码")),
                ("starts_on", models.DateField(verbose_name="起")),
                ("ends_on", models.DateField(verbose_name="止")),
                (
                    "facts",
                    models.JSONField(
                        encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name="证明内容"
                    ),
                ),
                ("facts_hash", models.CharField(max_length=64, verbose_name="内容哈希")),
                ("issued_on", models.DateField(verbose_name="出具日期")),
                ("issued_at", models.DateTimeField(verbose_name="出具时间")),
                (
                    "pdf",
                    models.FileField(
                        blank=True,
                        storage=accounts.storage.private_storage,
                        upload_to="records/%Y/",
                        verbose_name="证明文件",
                    ),
                ),
                ("sha256", models.CharField(blank=True, max_length=64, verbose_name="SHA-256")),
                (
                    "holder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="records",
                        to="registry.holder",
                        verbose_name="持有人",
                    ),
                ),
                (
                    "issued_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="申请人",
                    ),
                ),
            ],
            options={
                "verbose_name": "服务记录证明",
                "verbose_name_plural": "服务记录证明",
                "ordering": ["-id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("holder", "starts_on", "ends_on", "facts_hash", "issued_on"),
                        name="service_record_once_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                        name="service_record_ends_after_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("pdf", ""), ("sha256", "")),
                            models.Q(
                                models.Q(("pdf", ""), _negated=True), models.Q(("sha256", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="service_record_file_has_sha256",
                    ),
                ],
            },
        ),
    ]
