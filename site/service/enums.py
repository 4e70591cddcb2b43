"""How a service was given, and where a diary entry stands."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Form(TextChoices):
    """E-7"""

    ONLINE = "online", _("线上")
    OFFLINE = "offline", _("线下")


class DiaryStatus(TextChoices):
    REPORTED = "reported", _("已填报")
    CORRECTED = "corrected", _("已更正")
