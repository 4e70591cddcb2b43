"""Released applications, holders and certificates that went through the real doors."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from accounts.models import User
from messaging.models import Template
from policies.enums import Kind
from publicity.models import Entry, EntryStatus, Window
from recruitment.actions import begin_review, list_application, pass_application
from recruitment.models import Application
from registry.actions import recognize
from registry.models import Certificate
from tests.factories.accounts import UserFactory
from tests.factories.recruitment import submitted_expert, submitted_station

INCLUDED = "恭喜！经公示无异议，您已纳入中小企业志愿服务${pool}，电子证书已授予，请登录志愿平台查看。"


def listed_application(kind: str = Kind.STATION, **given: Any) -> Application:
    """An application in a publicity window; its entry still stands as listed."""
    Template.objects.get_or_create(key="included", defaults={"text": INCLUDED})
    application = (submitted_station if kind == Kind.STATION else submitted_expert)(**given)
    officer, at = UserFactory(), timezone.now()
    begin_review(application=application, by=officer, at=at)
    pass_application(application=application, by=officer, at=at)
    window = Window.objects.create(title="公示", policy=application.round.policy, days=5, created_by=officer)
    entry = Entry.objects.create(window=window, kind=kind, order=1, **_snapshot(application))
    return list_application(application=application, entry=entry, by=officer, at=at)


def _snapshot(application: Application) -> dict[str, str]:
    shown = {"name": application.name, "province": application.province}
    if application.kind == Kind.STATION:
        return {**shown, "station_kind": "中小企业园区"}
    return {**shown, "employer": application.expert.employer, "field_names": "政策解读、信贷融资"}


def released_application(kind: str = Kind.STATION, **given: Any) -> Application:
    """An application whose publicity ended without objection. Takes `round by at` and any dossier column."""
    application = listed_application(kind, **given)
    Entry.objects.filter(pk=application.entry_id).update(status=EntryStatus.RELEASED)
    return Application.objects.get(pk=application.pk)


def issued_certificate(
    kind: str = Kind.STATION, *, on: datetime | None = None, by: User | None = None, **given: Any
) -> Certificate:
    """A certificate without its file, recognized at `on`."""
    holder = recognize(application=released_application(kind, **given), by=by, at=on or timezone.now())
    return Certificate.objects.get(term__holder=holder)
