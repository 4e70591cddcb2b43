"""Wagtail's own admin tags, with the menu kept (`console.sidebar`); the settings put this library in their place."""

from typing import Any

from django import template
from wagtail.admin.templatetags import wagtailadmin_tags as wagtails

from console.sidebar import menu_of

register = template.Library()
register.tags.update(wagtails.register.tags)
register.filters.update(wagtails.register.filters)


@register.simple_tag(takes_context=True)
def sidebar_props(context: template.Context) -> Any:
    return menu_of(context["request"], lambda: wagtails.sidebar_props(context))
