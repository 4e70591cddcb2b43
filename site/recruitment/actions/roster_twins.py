"""重复：the same unit or person twice in a roster, in another one, or with an application already; told, never merged."""

from collections.abc import Iterator
from typing import NamedTuple

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from recruitment.enums import RosterRowStatus
from recruitment.models import Roster, RosterRow
from recruitment.queries.rosters import Twin, applied_already, recommended_already
from recruitment.rosters.judging import Told, told


class Elsewhere(NamedTuple):
    """Who of the rows stands in an application, or in another roster and where."""

    applied: set[Twin]
    recommended: dict[Twin, tuple[str, int]]


@translation.override(settings.LANGUAGE_CODE)
def tell_twins(roster: Roster) -> None:
    """Writes the findings about repeated rows anew; a row that is left out repeats nothing."""
    rows = list(roster.rows.order_by("position"))
    kept = [row for row in rows if row.status == RosterRowStatus.KEPT]
    codes, names = [row.uscc for row in kept], [row.name for row in kept]
    elsewhere = Elsewhere(applied_already(roster, codes, names), recommended_already(roster, codes, names))
    first: dict[Twin, RosterRow] = {}
    for row in kept:
        for twin in _twins(row):
            first.setdefault(twin, row)
    changed = []
    for row in rows:
        own = [found for found in row.findings if not found["is_twin"]]
        found = [*own, *(_told_of(row, first, elsewhere) if row.status == RosterRowStatus.KEPT else [])]
        if found != row.findings:
            row.findings = found
            changed.append(row)
    RosterRow.objects.bulk_update(changed, ["findings"])


def _twins(row: RosterRow) -> Iterator[Twin]:
    """By what two rows are the same: the credit code; the name with the mobile number."""
    yield from filter(all, [(row.uscc,), (row.name, row.mobile)])


def _told_of(row: RosterRow, first: dict[Twin, RosterRow], elsewhere: Elsewhere) -> list[Told]:
    found = []
    for twin in _twins(row):
        by = _("统一社会信用代码") if len(twin) == 1 else _("名称和手机号码")
        if first[twin].pk != row.pk:
            sentence = _("与第 %(number)d 条的%(what)s相同，请核对是否重复推荐。")
            found.append(sentence % {"number": first[twin].position, "what": by})
        if twin in elsewhere.recommended:
            number, position = elsewhere.recommended[twin]
            sentence = _("与汇总表 %(roster)s 第 %(number)d 条的%(what)s相同，请核对是否重复推荐。")
            found.append(sentence % {"roster": number, "number": position, "what": by})
        if twin in elsewhere.applied:
            found.append(_("与一份已提交申报的%(what)s相同，请核对是否重复。") % {"what": by})
    return [told("", sentence, is_twin=True) for sentence in found]
