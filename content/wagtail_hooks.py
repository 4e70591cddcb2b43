"""What editors choose from in Wagtail's forms beyond pages, pictures and files."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.chooser import ChooserViewSet

from registry.models import Holder


class HolderChooser(ChooserViewSet):
    """A holder out of the registry, found by any part of the name."""

    model = Holder
    icon = "group"
    choose_one_text = _("从名录中选")
    choose_another_text = _("换一个")
    page_title = _("从名录中选")
    per_page = 20


@hooks.register("register_admin_viewset")
def holder_chooser() -> HolderChooser:
    return HolderChooser("holder_chooser", url_prefix="choose/holder")
