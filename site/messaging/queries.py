"""Questions about messages."""

from django.db.models import QuerySet

from accounts.models import User
from messaging.models import Channel, Message


def messages_to(user: User) -> QuerySet[Message]:
    """What somebody was told, newest first; codes are nobody's reading."""
    return Message.objects.filter(recipient=user, is_code=False).order_by("-id")


def sandbox_messages() -> QuerySet[Message]:
    """Every short message the demo would have sent, newest first."""
    return Message.objects.filter(channel=Channel.SMS).select_related("template").order_by("-id")
