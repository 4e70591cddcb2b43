"""Doors of the matrix: who is told what. A change holds for the occasions of the future; what is queued stays queued."""

from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import StaffGroup, User
from audit.actions import record_event
from messaging.enums import Audience
from messaging.events import EVENTS
from messaging.models import Route, Template


class RouteRefused(Exception):
    """A row that would leave somebody untold whom the document wants told, or that cannot work; the sentence says why."""


@transaction.atomic
def change_route(
    *, route: Route, template: Template, is_on: bool, people: Collection[User], seen: int, by: User
) -> Route:
    """改一格：other words, other people, on or off. `seen` is the revision the person looked at. Raises RouteRefused."""
    row = Route.objects.select_for_update(of=("self",)).select_related("template").get(pk=route.pk)
    if row.revision != seen:
        raise RouteRefused(_("保存前已有人修改了这一格，您的修改没有写入。请核对现行设置后重试。"))
    if row.is_locked and not is_on:
        raise RouteRefused(
            _("%(article)s 要求以短信告知申报人，这一格不能停用。") % {"article": row.occasion.article}
        )
    _check(row.event, row.audience, template, people, is_on=is_on)
    before = said_of(row)
    row.template, row.is_on, row.revision = template, is_on, row.revision + 1
    row.save(update_fields=["template", "is_on", "revision"])
    row.people.set(people if row.audience == Audience.PEOPLE else [])
    record_event(by=by, verb="route.change", target=row, before=before, after=said_of(row))
    return row


@transaction.atomic
def add_route(
    *,
    event: str,
    audience: str,
    channel: str,
    template: Template,
    by: User,
    group: StaffGroup | None = None,
    people: Collection[User] = (),
    scope: str = "",
) -> Route:
    """加一格：one more audience or channel for an occasion. Raises RouteRefused."""
    if event not in EVENTS or audience not in EVENTS[event].audiences:
        raise RouteRefused(_("这件事不能告知这类对象。"))
    _check(event, audience, template, people, is_on=True)
    row = Route(event=event, audience=audience, channel=channel, template=template, group=group, scope=scope)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise RouteRefused(_("这一格已经有了，请直接修改它。")) from error
    if audience == Audience.PEOPLE:
        row.people.set(people)
    record_event(by=by, verb="route.add", target=row, after=said_of(row))
    return row


def fitting_templates(event: str) -> list[Template]:
    """The wordings that need nothing this occasion does not offer. A code is nobody's news."""
    offered = EVENTS[event].variables
    rows = Template.objects.exclude(key="code")
    return [row for row in rows if row.variable_names <= offered]


@translation.override(settings.LANGUAGE_CODE)  # the record is Chinese, whatever the actor reads
def said_of(row: Route) -> dict[str, Any]:
    """The row as the record keeps it; names of staff, no contact data."""
    state = _("启用") if row.is_on else _("停用")
    names = "、".join(str(person) for person in row.people.order_by("pk"))
    said = "，".join(filter(None, [state, _("模板“%(name)s”") % {"name": row.template.name}, names]))
    return {"said": said, "template": row.template.key, "is_on": row.is_on}


def _check(event: str, audience: str, template: Template, people: Collection[User], *, is_on: bool) -> None:
    if lacking := template.variable_names - EVENTS[event].variables:
        names = "、".join(sorted(lacking))
        raise RouteRefused(
            _("这件事给不出模板“%(name)s”需要的变量：%(names)s。") % {"name": template.name, "names": names}
        )
    if audience == Audience.PEOPLE and is_on and not people:
        raise RouteRefused(_("请至少指定一个人。"))
