"""The door of the columns of public lists: what a list must show stays, what is not in the register cannot come."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.actions import record_event
from publicity.columns import REGISTER, demanded
from publicity.exceptions import ColumnsRefusedError
from publicity.models import PublicColumns


@transaction.atomic
def choose_columns(*, kind: str, codes: Sequence[str], seen: int, by: User) -> PublicColumns:
    """公示列：for the windows opened from now on. `seen` is the revision the person began with.

    Raises ColumnsRefusedError; then nothing has changed.
    """
    PublicColumns.objects.get_or_create(kind=kind, defaults={"codes": demanded(kind)})
    row = PublicColumns.objects.select_for_update().get(kind=kind)
    if row.revision != seen:
        raise ColumnsRefusedError(_("保存前已有人修改了公示列，您的修改没有写入。请核对现行的列后重试。"))
    check_columns(kind, codes)
    before, row.codes = row.codes, list(codes)
    row.revision += 1
    row.save(update_fields=["codes", "revision"])
    record_event(
        by=by, verb="publiccolumns.change", target=row, before={"codes": before}, after={"codes": row.codes}
    )
    return row


def check_columns(kind: str, codes: Sequence[str]) -> None:
    """Raises ColumnsRefusedError."""
    register = REGISTER[kind]
    if len(set(codes)) != len(codes) or not set(codes) <= set(register):
        raise ColumnsRefusedError(_("所选的列不在可公开的列之内，请刷新页面后重选。"))
    for code in demanded(kind):
        if code not in codes:
            column = register[code]
            raise ColumnsRefusedError(
                _("“%(column)s”是公示名单的必列项（%(rule)s），不能去掉。")
                % {"column": column.label, "rule": column.demanded_by}
            )
