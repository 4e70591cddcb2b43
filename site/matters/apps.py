from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MattersConfig(AppConfig):
    name = "matters"
    verbose_name = _("自定义事项")

    def ready(self) -> None:
        from matters import receivers  # noqa: F401  they listen from here on
