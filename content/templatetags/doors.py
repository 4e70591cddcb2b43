"""Doors that open only while what is behind them is installed."""

from django import template
from django.urls import Resolver404, resolve
from wagtail.views import serve as wagtail_serve

register = template.Library()


@register.simple_tag
def place_or_blank(path: str) -> str:
    """A path while some part of the platform answers there; Wagtail's catch-all does not count."""
    try:
        return "" if resolve(path).func is wagtail_serve else path
    except Resolver404:
        return ""
