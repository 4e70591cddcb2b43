"""`manage.py load_base`: what every installation needs: the document, codes, groups, the first policy, wording.

Run again it adds what is missing and keeps what people changed: the text of a clause comes from the fixture,
its interpretation, a code's name or a message's wording belong to the staff once loaded.
"""

import json
from datetime import date, datetime, time
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from accounts.models import StaffGroup
from audit.actions import GENESIS
from audit.models import ChainHead
from messaging.models import Route, Template
from policies.content import content_hash
from policies.enums import PolicyStatus
from policies.models import Clause, CodeItem, PolicyVersion, Regulation, Stage, WorkDay
from policies.register import defaults
from policies.seeding import announced_days, provisional_days

ANNOUNCED_YEARS = range(2023, 2027)


class Command(BaseCommand):
    help = "Load the document, code lists, staff groups, first policy, message templates and work calendar (idempotent)."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        ChainHead.objects.get_or_create(pk=1, defaults={"hash": GENESIS})
        load_regulations()
        load_codes()
        load_groups()
        load_first_policy()
        load_templates()
        load_routes()
        load_calendar()
        if options["verbosity"]:
            self.stdout.write(
                f"基础数据已就绪：{Clause.objects.count()} 条条款，{WorkDay.objects.count()} 天工作日历。"
            )


def load_regulations() -> None:
    for order, row in enumerate(_fixture("regulations")):
        clauses = row.pop("clauses")
        regulation, _ = Regulation.objects.update_or_create(
            code=row["code"], defaults={**row, "order": order}
        )
        for place, clause in enumerate(clauses):
            interpretation = clause.pop("interpretation", "")
            clause.pop("lacking", None)  # read by `manage.py clauses` alone
            verbatim = {
                "carried_by": "",
                "carried_by_url": "",
                **clause,
                "regulation": regulation,
                "order": place,
            }
            Clause.objects.update_or_create(
                code=clause["code"],
                defaults=verbatim,
                create_defaults={**verbatim, "interpretation": interpretation},
            )


def load_codes() -> None:
    rows = sorted(_fixture("codes"), key=lambda row: "parent" in row)  # parents first
    for row in rows:
        if "parent" in row:
            codelist, code = row["parent"]
            row["parent"] = CodeItem.objects.get(codelist=codelist, code=code)
        CodeItem.objects.get_or_create(codelist=row["codelist"], code=row["code"], defaults=row)


def load_groups() -> None:
    for row in _fixture("groups"):
        staff = StaffGroup.objects.filter(code=row["code"]).select_related("group").first()
        group = staff.group if staff else Group.objects.get_or_create(name=row["name"])[0]
        if staff is None:
            StaffGroup.objects.create(code=row["code"], group=group)
        group.permissions.add(*_permissions(row["permissions"]))
        for permission in _permissions(row.get("page_permissions", [])):
            page = Page.objects.get(depth=1)
            GroupPagePermission.objects.get_or_create(group=group, page=page, permission=permission)
        for permission in _permissions(row.get("collection_permissions", [])):
            root = Collection.objects.get(depth=1)
            GroupCollectionPermission.objects.get_or_create(
                group=group, collection=root, permission=permission
            )


def load_first_policy() -> None:
    """Version 1 is the register's defaults; it is published by nobody, so it is written here and not by `publish_policy`."""
    row = _fixture("policy")
    if PolicyVersion.objects.filter(number=row["number"]).exists():
        return
    effective_on = date.fromisoformat(row["effective_on"])
    policy = PolicyVersion.objects.create(
        number=row["number"], title=row["title"], effective_on=effective_on, values=defaults()
    )
    for flow_kind, stages in row["stages"].items():
        for stage in stages:
            group = StaffGroup.objects.get(code=stage.pop("group")).group
            article = stage.pop("locked_by")
            locked_by = Clause.objects.get(code=article) if article else None
            Stage.objects.create(
                policy=policy, flow_kind=flow_kind, group=group, locked_by=locked_by, **stage
            )
    policy.content_hash = content_hash(policy)
    policy.published_at = timezone.make_aware(datetime.combine(effective_on, time.min))
    policy.status = PolicyStatus.PUBLISHED
    policy.save()


def load_templates() -> None:
    for row in _fixture("sms_templates"):
        Template.objects.get_or_create(key=row["key"], defaults=row)


def load_routes() -> None:
    """Who is told what at first; a row that stands is the staff's. A row without its template waits for the next load."""
    templates = {template.key: template for template in Template.objects.all()}
    for row in _fixture("routes"):
        template = templates.get(row.pop("template"))
        if template is not None:
            Route.objects.get_or_create(**row, group=None, scope="", defaults={"template": template})


def load_calendar() -> None:
    """A day that stands already is not touched: a person may have confirmed or corrected it."""
    provisional = _fixture("calendar_provisional")
    days = [day for year in ANNOUNCED_YEARS for day in announced_days(year)]
    for year, named in provisional["years"].items():
        holidays = {date.fromisoformat(day): name for day, name in named}
        days += provisional_days(int(year), holidays)
    standing = set(WorkDay.objects.values_list("date", flat=True))
    WorkDay.objects.bulk_create([day for day in days if day.date not in standing])


def _fixture(name: str) -> Any:
    return json.loads((settings.ROOT / "fixtures" / f"{name}.json").read_text(encoding="utf-8"))


def _permissions(labels: list[str]) -> list[Permission]:
    """The permissions named `app.codename`. A name without a permission stops the load and says which."""
    found = []
    for label in labels:
        app, _, codename = label.partition(".")
        permission = Permission.objects.filter(content_type__app_label=app, codename=codename).first()
        if permission is None:
            raise CommandError(f"fixtures/groups.json 中的权限不存在：{label}")
        found.append(permission)
    return found
