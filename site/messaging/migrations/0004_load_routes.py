"""A database that already tells people things tells them the same after the upgrade; `load_base` does it for a new one."""

from django.db import migrations

TODAY = [
    ("application.submitted", "applicant", "sms", "submitted"),
    ("application.supplement", "applicant", "sms", "supplement"),
    ("application.supplement_dated", "applicant", "sms", "supplement_dated"),
    ("application.rejected", "applicant", "sms", "rejected"),
    ("publicity.opened", "applicant", "sms", "publicity"),
    ("publicity.dated", "applicant", "sms", "publicity_dated"),
    ("publicity.dropped", "applicant", "sms", "dropped"),
    ("window.dated", "person", "site", "window_dated"),
    ("holder.recognized", "applicant", "sms", "included"),
]


def load(apps, schema_editor):
    templates = dict(apps.get_model("messaging", "Template").objects.values_list("key", "pk"))
    route = apps.get_model("messaging", "Route")
    for event, audience, channel, key in TODAY:
        if key in templates:
            route.objects.get_or_create(
                event=event,
                audience=audience,
                channel=channel,
                group=None,
                scope="",
                defaults={"template_id": templates[key]},
            )


class Migration(migrations.Migration):
    dependencies = [("messaging", "0003_add_routes")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
