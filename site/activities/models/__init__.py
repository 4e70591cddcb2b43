"""Nouns of activities."""

from activities.models.activity import Activity
from activities.models.signup import Signup

__all__ = ["Activity", "Signup"]
