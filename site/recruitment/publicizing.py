"""公示名单：from passed applications to a publicity window, and how many of its released ones are recognized."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from policies.enums import CodeList, Kind
from policies.queries import code_names
from publicity.actions import create_window, prepare_window
from publicity.models import EntryStatus, Window
from publicity.snapshots import EntrySnapshot
from recruitment.actions import list_application
from recruitment.enums import Status
from recruitment.exceptions import RefusedError
from recruitment.models import Application, Round


class NotPassedError(RefusedError):
    """Only an application that passed its review and is in no window yet is publicized."""

    def __init__(self, numbers: Iterable[str]) -> None:
        super().__init__(
            _("以下申报不是“审核通过”状态，可能已列入其他公示，请刷新名单后重选：%(numbers)s。")
            % {"numbers": "、".join(numbers)}
        )


class MixedPoliciesError(RefusedError):
    """A window has one set of rules; so have all who stand in it."""

    def __init__(self) -> None:
        super().__init__(_("所选申报适用的规则版本不同，请按批次分别公示。"))


class NobodyChosenError(RefusedError):
    """A list without names is not shown to the public."""

    def __init__(self) -> None:
        super().__init__(_("请至少选择一件申报。"))


class Progress(NamedTuple):
    """How many of the released are recognized."""

    recognized: int
    released: int


def candidates(kind: str | None = None, round: Round | None = None) -> QuerySet[Application]:
    """Who has passed review and waits for a window: stations before experts, by province."""
    passed = Application.objects.filter(status=Status.PASSED).select_related("round")
    if kind:
        passed = passed.filter(kind=kind)
    if round:
        passed = passed.filter(round=round)
    return passed.order_by("-kind", "province", "pk")


@transaction.atomic
def gather_window(*, applications: Iterable[Application], title: str, by: User, at: datetime) -> Window:
    """列入公示：a window of these applications, its list in the order of `candidates`, ready for its page.

    Raises NobodyChosenError, NotPassedError, MixedPoliciesError; then nothing has changed.
    """
    rows = _locked([application.pk for application in applications])
    if unfit := [row.number or "" for row in rows if row.status != Status.PASSED]:
        raise NotPassedError(unfit)
    if len({row.round.policy_id for row in rows}) > 1:
        raise MixedPoliciesError
    rows.sort(key=lambda row: (row.kind != Kind.STATION, row.province, row.pk))
    window = create_window(title=title, policy=rows[0].round.policy, snapshots=_snapshots(rows), by=by, at=at)
    for row, entry in zip(rows, window.entries.order_by("order"), strict=True):
        list_application(application=row, entry=entry, by=by, at=at)
    return prepare_window(window=window, by=by, at=at)


def recognition_progress(window: Window) -> Progress:
    """Of the entries released without standing objection, how many are recognized (“已认定 n / m”)."""
    released = Application.objects.filter(entry__window=window, entry__status=EntryStatus.RELEASED)
    return Progress(
        **released.aggregate(recognized=Count("pk", filter=Q(status=Status.RECOGNIZED)), released=Count("pk"))
    )


def _locked(pks: list[int]) -> list[Application]:
    """In the order of their keys: two who gather the same names at once wait, they do not deadlock."""
    if not pks:
        raise NobodyChosenError
    chosen = Application.objects.filter(pk__in=pks).select_related("round__policy", "station", "expert")
    locked = chosen.prefetch_related("expert__expert_fields").select_for_update(of=("self",))
    return list(locked.order_by("pk"))


def _snapshots(rows: list[Application]) -> list[EntrySnapshot]:
    kinds, fields = code_names(CodeList.STATION_KIND), code_names(CodeList.FIELD)
    titles = code_names(CodeList.PRIORITY_TITLE)
    return [
        _station(row, kinds, titles) if row.kind == Kind.STATION else _expert(row, fields) for row in rows
    ]


def _station(row: Application, kinds: dict[str, str], titles: dict[str, str]) -> EntrySnapshot:
    station = row.station
    return EntrySnapshot(
        kind=row.kind,
        name=station.name,
        province=station.province,
        station_kind=kinds.get(station.station_kind, station.station_kind),
        priority_title=titles.get(station.priority_title, station.priority_title),
    )


def _expert(row: Application, fields: dict[str, str]) -> EntrySnapshot:
    expert = row.expert
    codes = {field.code for field in expert.expert_fields.all()}
    return EntrySnapshot(
        kind=row.kind,
        name=expert.name,
        province=expert.province,
        employer=expert.employer,
        field_names="、".join(name for code, name in fields.items() if code in codes),
    )
