from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ObjectionsConfig(AppConfig):
    name = "objections"
    verbose_name = _("异议")

    def ready(self) -> None:
        from objections import receivers  # noqa: F401  they listen from here on
