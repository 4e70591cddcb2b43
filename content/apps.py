from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContentConfig(AppConfig):
    name = "content"
    verbose_name = _("内容")

    def ready(self) -> None:
        from wagtail.signals import page_published

        from content.cache.freshness import watch
        from content.publicity_drafts import draft_page, stamp_window
        from publicity.signals import window_prepared

        window_prepared.connect(draft_page, dispatch_uid="content.draft_page")
        page_published.connect(stamp_window, dispatch_uid="content.stamp_window")
        watch()
