from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RecruitmentConfig(AppConfig):
    name = "recruitment"
    verbose_name = _("招募申报")

    def ready(self) -> None:
        from recruitment import receivers  # noqa: F401  they listen from here on
