"""Which changes the public can see. Drafts of pages are none; a write past the models has to say so itself."""

from typing import Any

from django.apps import apps
from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from content.cache.generation import changed
from publicity import signals as publicity

# Nouns the public reads about. Holders and certificates are written by the thousand in one recognition:
# the generation is read once a second, so that costs one drawing a second, not a thousand.
READ_BY_THE_PUBLIC = (
    "objections.Objection",
    "policies.Regulation",
    "policies.Clause",
    "policies.PolicyVersion",
    "policies.WorkDay",
    "publicity.Window",
    "publicity.Entry",
    "recruitment.Round",
    "registry.Holder",
    "registry.Term",
    "registry.Certificate",
    "registry.Listing",
    "wagtailimages.Image",
    "wagtaildocs.Document",
    "wagtailredirects.Redirect",
)


def watch() -> None:
    """Connect once, when the apps are ready."""
    for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
        signal.connect(_something_changed, dispatch_uid="content.cache")
    post_delete.connect(_page_deleted, dispatch_uid="content.cache")
    for model in (*map(apps.get_model, READ_BY_THE_PUBLIC), Site, PageViewRestriction):
        for signal in (post_save, post_delete):
            signal.connect(_something_changed, sender=model, dispatch_uid="content.cache")
    for signal in (
        publicity.window_opened,
        publicity.window_confirmed,
        publicity.entry_held,
        publicity.entry_released,
        publicity.entry_dropped,
        publicity.entry_withdrawn,
    ):
        signal.connect(_something_changed, dispatch_uid="content.cache")


def _something_changed(sender: Any, **kwargs: Any) -> None:
    if not kwargs.get("raw"):
        changed()


def _page_deleted(sender: Any, instance: Any, **kwargs: Any) -> None:
    if isinstance(instance, Page):
        changed()
