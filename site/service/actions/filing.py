"""One page, one act: the firms named in a form are put on the list, and the service is reported or corrected."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import transaction

from accounts.models import User
from registry.models import Holder
from service.actions.listing import list_enterprise, name_key
from service.actions.reporting import Told, correct_entry, report_entry
from service.models import DiaryEntry, Enterprise


class Firm(NamedTuple):
    """A firm as typed: its code may be unknown."""

    name: str
    uscc: str = ""


@transaction.atomic
def file_entry(
    *, holder: Holder, told: Told, firms: Sequence[Firm], form_key: UUID, by: User, at: datetime
) -> DiaryEntry:
    """填报一页：all of it or nothing. Raises what `list_enterprise` and `report_entry` raise."""
    return report_entry(
        holder=holder, told=_with(holder, told, firms, by, at), form_key=form_key, by=by, at=at
    )


@transaction.atomic
def amend_entry(
    *, entry: DiaryEntry, told: Told, firms: Sequence[Firm], reason: str, by: User, at: datetime
) -> DiaryEntry:
    """更正一页：all of it or nothing. Raises what `list_enterprise` and `correct_entry` raise."""
    return correct_entry(
        entry=entry, told=_with(entry.holder, told, firms, by, at), reason=reason, by=by, at=at
    )


def _with(holder: Holder, told: Told, firms: Sequence[Firm], by: User, at: datetime) -> Told:
    named = [_listed(holder, firm, by, at) for firm in firms]
    return replace(told, enterprises=[*told.enterprises, *named])


def _listed(holder: Holder, firm: Firm, by: User, at: datetime) -> Enterprise:
    """The firm of the list, put there when it is new: a form sent again finds what it listed before."""
    same = {"uscc": firm.uscc} if firm.uscc else {"uscc": "", "name_key": name_key(firm.name)}
    known = Enterprise.objects.filter(holder=holder, holder__user=by, **same).first()
    return known or list_enterprise(holder=holder, name=firm.name, uscc=firm.uscc, by=by, at=at)
