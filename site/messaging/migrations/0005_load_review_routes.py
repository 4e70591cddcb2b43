"""The same for what the review loop tells its people."""

from django.db import migrations

TODAY = [
    (f"review.{what}", "person", "site", f"review_{what}")
    for what in (
        "transferred",
        "added",
        "removed",
        "copied",
        "urged",
        "mentioned",
        "deputy",
        "overdue",
        "escalated",
        "reassigned",
        "lent",
    )
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
    dependencies = [("messaging", "0004_load_routes")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
