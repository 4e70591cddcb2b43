"""我的账号：what a member of staff may change about himself in the desk.

Name, e-mail and password are no such thing: the name stands in records and is the administrators',
an address nobody has checked tells nobody anything, and the password has one door, behind the second factor.
"""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.views.account import AccountView, LocaleSettingsPanel, ThemeSettingsPanel
from wagtail.users.models import UserProfile

from accounts.access import desk


class OwnAccount(AccountView):
    page_title = gettext_lazy("我的账号")

    def get_panels(self) -> list[Any]:
        profile = UserProfile.get_for_user(self.request.user)
        panels = [
            kind(self.request, self.request.user, profile)
            for kind in (LocaleSettingsPanel, ThemeSettingsPanel)
        ]
        return [panel for panel in panels if panel.is_active()]

    def get_menu_items(self) -> list[dict[str, str]]:
        return [
            {
                "url": reverse("account_change_password"),
                "label": _("修改口令"),
                "help_text": _("需输入现用口令。姓名由系统管理员在“工作组与人员”中修改。"),
            }
        ]


own_account = desk("wagtailadmin.access_admin")(OwnAccount.as_view())
