from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MessagingConfig(AppConfig):
    name = "messaging"
    verbose_name = _("消息")

    def ready(self) -> None:
        from messaging import receivers  # noqa: F401  connects to the signals of accounts
