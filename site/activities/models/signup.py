"""报名：one person's place in an activity, or in its queue."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from activities.enums import Place
from activities.models.activity import Activity


class Signup(models.Model):
    """报名：a seat is a number from 1 to the capacity, and no two people sit on one."""

    activity = models.ForeignKey(
        Activity, on_delete=models.PROTECT, related_name="signups", verbose_name=_("志愿活动")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="signups", verbose_name=_("报名人")
    )
    place = models.CharField(_("报名状态"), max_length=10, choices=Place)
    seat = models.PositiveSmallIntegerField(_("席位"), null=True, blank=True)
    signed_at = models.DateTimeField(_("报名时间"))
    given_up_at = models.DateTimeField(_("取消报名的时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("活动报名")
        verbose_name_plural = _("活动报名")
        ordering = ["signed_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["activity", "user"], name="signup_once"),
            models.UniqueConstraint(
                fields=["activity", "seat"], condition=Q(seat__isnull=False), name="signup_seat_once"
            ),
            models.CheckConstraint(
                condition=Q(place=Place.SEATED, seat__gte=1) | (~Q(place=Place.SEATED) & Q(seat=None)),
                name="signup_seated_has_seat",
            ),
            models.CheckConstraint(
                condition=Q(place=Place.GIVEN_UP, given_up_at__isnull=False)
                | (~Q(place=Place.GIVEN_UP) & Q(given_up_at=None)),
                name="signup_given_up_at",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.activity} {self.get_place_display()}"
