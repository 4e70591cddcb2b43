from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkflowsConfig(AppConfig):
    name = "workflows"
    verbose_name = _("流程")

    def ready(self) -> None:
        """Flows are imported here so that their permissions exist and their receivers listen."""
        from recruitment.history import read_runs_with
        from recruitment.showing import read_hidden_with
        from workflows import failures  # noqa: F401
        from workflows.application import flow, receivers, rows  # noqa: F401
        from workflows.application.showing import hidden_columns
        from workflows.objection import flow as objection_flow  # noqa: F401
        from workflows.objection import receivers as objection_receivers  # noqa: F401
        from workflows.objection import rows as objection_rows  # noqa: F401
        from workflows.publicity import flow as publicity_flow  # noqa: F401
        from workflows.publicity import receivers as publicity_receivers  # noqa: F401
        from workflows.recommendation import flow as recommendation_flow  # noqa: F401
        from workflows.recommendation import receivers as recommendation_receivers  # noqa: F401
        from workflows.request import flow as request_flow  # noqa: F401
        from workflows.request import receivers as request_receivers  # noqa: F401
        from workflows.request import rows as request_rows  # noqa: F401
        from workflows.review import receivers as review_receivers  # noqa: F401
        from workflows.whatif.runs import runs_of

        read_runs_with(runs_of)
        read_hidden_with(hidden_columns)
