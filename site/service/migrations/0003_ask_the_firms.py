"""企业确认: the firms of what was reported until now are asked as well."""

from typing import Any

import django.core.serializers.json
import django.db.models.deletion
from django.db import migrations, models

from service.codes import new_code

FACTS = ("served_on", "starts_half", "half_hours", "form", "kind", "field")


def ask(apps: Any, _editor: Any) -> None:
    """One asking for each firm of each entry, about what the entry says."""
    confirmation = apps.get_model("service", "Confirmation")
    served = apps.get_model("service", "EnterpriseServed").objects.select_related("entry")
    confirmation.objects.bulk_create(
        (
            confirmation(
                entry=line.entry,
                enterprise_id=line.enterprise_id,
                code=new_code(),
                facts={
                    **{name: getattr(line.entry, name) for name in FACTS},
                    "served_on": line.entry.served_on.isoformat(),
                },
                asked_at=line.entry.reported_at,
            )
            for line in served.iterator(chunk_size=1000)
        ),
        batch_size=500,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("service", "0002_keep_the_year"),
    ]

    operations = [
        migrations.AddField(
            model_name="yeartally",
            name="confirmed",
            field=models.PositiveIntegerField(default=0, verbose_name="企业确认（家次）"),
        ),
        migrations.AddField(
            model_name="yeartally",
            name="denied",
            field=models.PositiveIntegerField(default=0, verbose_name="企业否认（家次）"),
        ),
        migrations.AddField(
            model_name="yeartally",
            name="score_total",
            field=models.PositiveIntegerField(default=0, verbose_name="评分合计"),
        ),
        migrations.AddField(
            model_name="yeartally",
            name="scores",
            field=models.PositiveIntegerField(default=0, verbose_name="评分次数"),
        ),
        migrations.AddField(
            model_name="yeartally",
            name="uncounted_half_hours",
            field=models.PositiveIntegerField(default=0, verbose_name="未计入的时长（半小时数）"),
        ),
        migrations.AlterField(
            model_name="yeartally",
            name="firms",
            field=models.PositiveIntegerField(verbose_name="计入的服务企业（家）"),
        ),
        migrations.AlterField(
            model_name="yeartally",
            name="half_hours",
            field=models.PositiveIntegerField(verbose_name="计入的时长（半小时数）"),
        ),
        migrations.CreateModel(
            name="Confirmation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ordinal", models.PositiveSmallIntegerField(default=1, verbose_name="第几次询问")),
                ("code", models.CharField(editable=False, max_length=10, unique=True, verbose_name="确认码")),
                (
                    "facts",
                    models.JSONField(
                        encoder=django.core.serializers.json.DjangoJSONEncoder,
                        verbose_name="请企业确认的内容",
                    ),
                ),
                ("is_current", models.BooleanField(default=True, verbose_name="是否现行")),
                (
                    "answer",
                    models.CharField(
                        choices=[("awaited", "待确认"), ("confirmed", "已确认"), ("denied", "已否认")],
                        default="awaited",
                        max_length=9,
                        verbose_name="答复",
                    ),
                ),
                ("score", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="评分")),
                ("words", models.TextField(blank=True, verbose_name="意见")),
                ("asked_at", models.DateTimeField(verbose_name="询问时间")),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="答复时间")),
                (
                    "enterprise",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="confirmations",
                        to="service.enterprise",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="confirmations",
                        to="service.diaryentry",
                    ),
                ),
            ],
            options={
                "verbose_name": "企业确认",
                "verbose_name_plural": "企业确认",
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("entry", "enterprise", "ordinal"), name="confirmation_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_current", True)),
                        fields=("entry", "enterprise"),
                        name="confirmation_current_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", "awaited"), ("answered_at", None)),
                            models.Q(
                                models.Q(("answer", "awaited"), _negated=True), ("answered_at__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="confirmation_answered_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", "confirmed"), ("score__gte", 1), ("score__lte", 5)),
                            models.Q(models.Q(("answer", "confirmed"), _negated=True), ("score", None)),
                            _connector="OR",
                        ),
                        name="confirmation_scores_what_is_confirmed",
                    ),
                ],
            },
        ),
        migrations.RunPython(ask, migrations.RunPython.noop),
    ]
