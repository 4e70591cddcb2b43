"""培训与活动：an event with its hours, and the calendar that lists them."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.api import APIField

from content.article_pages import Article


class EventPage(Article):
    """活动：from when to when, where or by which link, for whom, how to sign up."""

    starts_at = models.DateTimeField(_("开始"))
    ends_at = models.DateTimeField(_("结束"))
    is_all_day = models.BooleanField(_("全天"), default=False, help_text=_("只用日期，不显示时刻。"))
    place = models.CharField(_("地点"), max_length=120, blank=True)
    online_url = models.URLField(_("线上链接"), blank=True)
    audience = models.CharField(_("对象"), max_length=120, blank=True)
    organiser = models.CharField(_("主办"), max_length=80, blank=True)
    signup_url = models.URLField(_("报名链接"), blank=True)
    is_cancelled = models.BooleanField(_("已取消"), default=False)

    template = "content/event/detail.html"
    parent_page_types = ["content.CalendarPage"]
    api_fields = [
        *Article.api_fields,
        *map(
            APIField, ("starts_at", "ends_at", "is_all_day", "place", "online_url", "audience", "organiser")
        ),
        *map(APIField, ("signup_url", "is_cancelled")),
    ]
    content_panels = [
        *Article.content_panels[:1],
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
                FieldPanel("is_all_day"),
                FieldPanel("place"),
                FieldPanel("online_url"),
                FieldPanel("audience"),
                FieldPanel("organiser"),
                FieldPanel("signup_url"),
                FieldPanel("is_cancelled"),
            ],
            heading=_("时间、地点、对象"),
        ),
        *Article.content_panels[1:],
    ]

    class Meta:
        verbose_name = _("活动")
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gte=F("starts_at")), name="event_ends_after_start")
        ]

    def clean(self) -> None:
        super().clean()
        if self.starts_at and self.ends_at and self.ends_at < self.starts_at:
            raise ValidationError({"ends_at": _("结束不能早于开始。")})
        if not self.place and not self.online_url:
            raise ValidationError({"place": _("地点和线上链接至少填一项。")})

    @property
    def first_day(self) -> date:
        return timezone.localdate(self.starts_at)

    @property
    def last_day(self) -> date:
        return timezone.localdate(self.ends_at)

    @property
    def is_over(self) -> bool:
        end = self.last_day < timezone.localdate() if self.is_all_day else self.ends_at < timezone.now()
        return bool(end)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        coming = live_events().filter(ends_at__gte=timezone.now()).exclude(pk=self.pk)[:3]
        return {**super().get_context(request, *args, **kwargs), "others": coming}


def live_events() -> Any:
    """Every published event, the first first."""
    return EventPage.objects.live().order_by("starts_at", "pk")
