"""Messages of the tests, and gateways that misbehave on demand."""

from datetime import UTC, datetime

import factory

from messaging.models import Message, Template
from messaging.providers import Receipt


class TemplateFactory(factory.django.DjangoModelFactory[Template]):
    """The wording with this key; base data may have brought it already."""

    class Meta:
        model = Template
        django_get_or_create = ("key",)

    key = "code"
    text = "您的验证码为${code}，${min}分钟内有效，请勿告知他人。"


class MessageFactory(factory.django.DjangoModelFactory[Message]):
    """A short message that is due."""

    class Meta:
        model = Message

    template = factory.SubFactory(TemplateFactory)
    to = "19900000001"
    text = "演示短信。"
    idempotency_key = factory.Sequence(lambda n: f"test:{n}")
    next_attempt_at = datetime(2026, 1, 5, 9, tzinfo=UTC)


class Gateway:
    """Remembers every call; raises what the test puts into `failures`, answers queries from `known`."""

    def __init__(self) -> None:
        self.sent: list[str] = []
        self.asked: list[str] = []
        self.failures: list[Exception] = []
        self.known: dict[str, str] = {}

    def send(self, *, message_id: str, to: str, text: str) -> str:
        self.sent.append(message_id)
        if self.failures:
            raise self.failures.pop(0)
        return f"gw-{message_id}"

    def query(self, *, message_id: str) -> Receipt:
        self.asked.append(message_id)
        return Receipt(is_known=message_id in self.known, provider_id=self.known.get(message_id, ""))
