"""Indexes the task table lacks for group queues, personal lists, archives and sweeps. The table is Viewflow's, so by SQL."""

from django.db import migrations

INDEXES = {
    "workflows_task_group_queue": "viewflow_task (owner_permission, created DESC) WHERE status = 'NEW' AND flow_task_type = 'HUMAN'",
    "workflows_task_mine": "viewflow_task (owner_id, created DESC) WHERE status = 'ASSIGNED'",
    "workflows_task_archive": "viewflow_task (owner_id, created DESC) WHERE finished IS NOT NULL AND flow_task_type = 'HUMAN'",
    "workflows_task_waiting": "viewflow_task (flow_task, created DESC) WHERE finished IS NULL",
    "workflows_process_list": "viewflow_process (flow_class, status, created DESC)",
}


class Migration(migrations.Migration):
    dependencies = [("workflows", "0001_initial"), ("viewflow", "0015_task_scheduled")]

    operations = [
        migrations.RunSQL(f"CREATE INDEX {name} ON {columns}", f"DROP INDEX {name}")
        for name, columns in INDEXES.items()
    ]
