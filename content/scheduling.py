"""Scheduled publishing: pages whose hour has come go live, pages whose hour is over leave."""

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, Revision


def publish_due() -> int:
    """Idempotent and safe in parallel: each row is locked and asked again whether it is still due."""
    now = timezone.now()
    over = Page.objects.filter(live=True, expire_at__lt=now).values_list("pk", flat=True)
    due = Revision.objects.filter(approved_go_live_at__lte=now).order_by("approved_go_live_at")
    done = sum(_withdraw(pk) for pk in list(over))
    return done + sum(_publish(pk) for pk in list(due.values_list("pk", flat=True)))


@transaction.atomic
def _withdraw(pk: int) -> int:
    page = Page.objects.select_for_update().filter(pk=pk, live=True, expire_at__lt=timezone.now()).first()
    if page is None:
        return 0
    page.specific.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    return 1


@transaction.atomic
def _publish(pk: int) -> int:
    due = Revision.objects.select_for_update().filter(pk=pk, approved_go_live_at__lte=timezone.now())
    revision = due.first()
    if revision is None:
        return 0
    revision.publish(log_action="wagtail.publish.scheduled")
    return 1
