"""What the desk leaves out of Wagtail's own frame."""

from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.menu import DismissibleMenuItem, MenuItem


@hooks.register("construct_help_menu")
def keep_help_to_the_desk(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """Release notes and guides of the CMS are English pages elsewhere, and their count looks like waiting work."""
    menu_items[:] = [item for item in menu_items if not isinstance(item, DismissibleMenuItem)]
