"""服务企业名单：each holder keeps a list of their own."""

import unicodedata
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from accounts.models import User
from audit.actions import record_event
from recruitment.eligibility import uscc_fault
from registry.models import Holder
from service.exceptions import AlreadyListedError, CodeFaultError, NotHolderError, WordsMissingError
from service.firm_sheet import FirmRow
from service.models import Enterprise


def name_key(name: str) -> str:
    """One name however its width, case and spaces were typed."""
    return "".join(unicodedata.normalize("NFKC", name).split()).casefold()


@transaction.atomic
def list_enterprise(
    *, holder: Holder, name: str, uscc: str = "", is_named: bool = False, by: User, at: datetime
) -> Enterprise:
    """添加企业：once by its code, or by its name where no code is known.

    Raises NotHolderError, WordsMissingError, CodeFaultError, AlreadyListedError.
    """
    row = Holder.objects.select_for_update().get(pk=holder.pk)
    if row.user_id != by.pk:
        raise NotHolderError
    name, uscc, key = " ".join(name.split()), "".join(uscc.split()).upper(), name_key(name)
    if not key:
        raise WordsMissingError
    if uscc and (fault := uscc_fault(uscc)):
        raise CodeFaultError(fault)
    same = {"uscc": uscc} if uscc else {"uscc": "", "name_key": key}
    if row.enterprises.filter(**same).exists():
        raise AlreadyListedError
    listed = Enterprise.objects.create(
        holder=row, name=name, name_key=key, uscc=uscc, is_named=is_named, added_at=at
    )
    record_event(by=by, verb="enterprise.list", target=listed, after={"holder": row.pk, "is_named": is_named})
    return listed


@transaction.atomic
def list_enterprises(*, holder: Holder, firms: Sequence[FirmRow], by: User, at: datetime) -> int:
    """导入企业：those not on the list yet, each once; one trace for all. Returns how many are new. Raises NotHolderError."""
    row = Holder.objects.select_for_update().get(pk=holder.pk)
    if row.user_id != by.pk:
        raise NotHolderError
    known = {uscc or key for uscc, key in row.enterprises.values_list("uscc", "name_key")}
    new = {}
    for firm in firms:
        key = name_key(firm.name)
        if (same := firm.uscc or key) not in known and same not in new:
            new[same] = Enterprise(holder=row, name=firm.name, name_key=key, uscc=firm.uscc, added_at=at)
    Enterprise.objects.bulk_create(new.values(), batch_size=500)
    if new:
        record_event(by=by, verb="enterprise.import", target=row, after={"listed": len(new)})
    return len(new)
