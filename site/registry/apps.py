from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RegistryConfig(AppConfig):
    name = "registry"
    verbose_name = _("名录与证书")

    def ready(self) -> None:
        from registry import receivers, recommended  # noqa: F401  they listen from here on
