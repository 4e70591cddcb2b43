from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("needs", "0001_initial")]

    operations = [
        # Until now the form took no need without this consent: every row there is has it.
        migrations.AddField(
            model_name="need",
            name="is_agreed",
            field=models.BooleanField(default=True, verbose_name="同意向接受者提供联系方式"),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name="need",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_agreed", True)), name="need_contact_agreed"
            ),
        ),
    ]
