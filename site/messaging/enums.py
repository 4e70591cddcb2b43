"""Over which channel, and to whom."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Channel(TextChoices):
    SMS = "sms", _("短信")
    EMAIL = "email", _("电子邮件")
    SITE = "site", _("站内信")


class Audience(TextChoices):
    """Whom an occasion can concern; who that is in one case, the room says that announces it."""

    APPLICANT = "applicant", _("申报人")
    HOLDER = "holder", _("持有人")
    AGENCY = "agency", _("本省受委托机构")
    PERSON = "person", _("有关经办人")
    GROUP = "group", _("工作组")
    PEOPLE = "people", _("指定人员")
