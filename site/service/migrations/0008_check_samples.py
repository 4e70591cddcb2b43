"""抽查 of entries no firm has answered."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("service", "0007_keep_photos"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="diaryentry",
            name="is_struck",
            field=models.BooleanField(default=False, verbose_name="经抽查不属实，不计入"),
        ),
        migrations.CreateModel(
            name="SpotCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                (
                    "province",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("11", "北京市"),
                            ("12", "天津市"),
                            ("13", "河北省"),
                            ("14", "山西省"),
                            ("15", "内蒙古自治区"),
                            ("21", "辽宁省"),
                            ("22", "吉林省"),
                            ("23", "黑龙江省"),
                            ("31", "上海市"),
                            ("32", "江苏省"),
                            ("33", "浙江省"),
                            ("34", "安徽省"),
                            ("35", "福建省"),
                            ("36", "江西省"),
                            ("37", "山东省"),
                            ("41", "河南省"),
                            ("42", "湖北省"),
                            ("43", "湖南省"),
                            ("44", "广东省"),
                            ("45", "广西壮族自治区"),
                            ("46", "海南省"),
                            ("50", "重庆市"),
                            ("51", "四川省"),
                            ("52", "贵州省"),
                            ("53", "云南省"),
                            ("54", "西藏自治区"),
                            ("61", "陕西省"),
                            ("62", "甘肃省"),
                            ("63", "青海省"),
                            ("64", "宁夏回族自治区"),
                            ("65", "新疆维吾尔自治区"),
                            ("2102", "大连市"),
                            ("3302", "宁波市"),
                            ("3502", "厦门市"),
                            ("3702", "青岛市"),
                            ("4403", "深圳市"),
                            ("66", "新疆生产建设兵团"),
                        ],
                        max_length=4,
                        verbose_name="省份",
                    ),
                ),
                ("seed", models.CharField(max_length=16, verbose_name="随机种子")),
                ("population", models.PositiveIntegerField(verbose_name="可抽篇数")),
                ("drawn_at", models.DateTimeField(verbose_name="抽取时间")),
                (
                    "drawn_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="抽取人",
                    ),
                ),
            ],
            options={
                "verbose_name": "抽查",
                "verbose_name_plural": "抽查",
                "ordering": ["-id"],
                "permissions": [("spot_check", "抽查志愿日记")],
            },
        ),
        migrations.CreateModel(
            name="SpotItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(verbose_name="顺序")),
                (
                    "result",
                    models.CharField(
                        blank=True,
                        choices=[("true", "属实"), ("untrue", "不属实"), ("unclear", "无法核实")],
                        max_length=7,
                        verbose_name="结果",
                    ),
                ),
                ("words", models.TextField(blank=True, verbose_name="说明")),
                ("judged_at", models.DateTimeField(blank=True, null=True, verbose_name="核查时间")),
                (
                    "check_of",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="service.spotcheck",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="spot_items",
                        to="service.diaryentry",
                    ),
                ),
                (
                    "judged_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="核查人",
                    ),
                ),
            ],
            options={
                "verbose_name": "抽查的日记",
                "verbose_name_plural": "抽查的日记",
                "ordering": ["order"],
                "constraints": [
                    models.UniqueConstraint(fields=("check_of", "entry"), name="spot_item_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("judged_at", None), ("judged_by", None), ("result", "")),
                            models.Q(
                                models.Q(("result", ""), _negated=True),
                                ("judged_at__isnull", False),
                                ("judged_by__isnull", False),
                                models.Q(("words", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="spot_item_judged_in_full",
                    ),
                ],
            },
        ),
    ]
