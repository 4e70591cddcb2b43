"""Audit verbs in Chinese, for pages of rooms beside the console."""

from django import template

from console.policies import verbs

register = template.Library()
register.filter("verb_label", verbs.verb_label)
