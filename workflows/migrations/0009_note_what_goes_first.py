"""优先办理 of a run: asked of the application whenever an inbox was put in order until now."""

from typing import Any

from django.db import migrations, models


def note(apps: Any, _editor: Any) -> None:
    """Open runs only: a closed one waits in no inbox."""
    waiting = apps.get_model("workflows", "StageRun").objects.filter(closed_at=None)
    priority = apps.get_model("workflows", "ApplicationProcess").objects.filter(application__is_priority=True)
    hidden = apps.get_model("policies", "StageField").objects.filter(access="hidden", name="priority_title")
    seen = priority.exclude(
        policy__in=hidden.filter(stage__flow_kind="station_application").values("stage__policy")
    )
    waiting.filter(process__in=seen.values("pk")).update(goes_first=True)


class Migration(migrations.Migration):
    dependencies = [
        ("policies", "0005_add_calendar_change"),
        ("recruitment", "0001_initial"),
        ("workflows", "0008_index_votes_of_a_person"),
    ]

    operations = [
        migrations.AddField(
            model_name="stagerun",
            name="goes_first",
            field=models.BooleanField(default=False, verbose_name="优先办理"),
        ),
        migrations.RunPython(note, migrations.RunPython.noop),
    ]
