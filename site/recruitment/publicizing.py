"""公示名单：from passed applications and activated recommendations to a publicity window, and how many of its released ones are recognized."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from policies.enums import CodeList, Kind
from policies.models import PolicyVersion
from policies.queries import code_names
from publicity.actions import create_window, prepare_window
from publicity.models import EntryStatus, Window
from publicity.snapshots import EntrySnapshot
from recruitment.actions import list_application, list_recommendation
from recruitment.enums import RecommendationStatus, Status
from recruitment.exceptions import RefusedError
from recruitment.models import Application, Recommendation, Round

Listed = Application | Recommendation
LISTABLE = frozenset({Status.PASSED, RecommendationStatus.LISTABLE})


class NotPassedError(RefusedError):
    """Only an application that passed its review and is in no window yet is publicized."""

    def __init__(self, numbers: Iterable[str]) -> None:
        super().__init__(
            _("以下各件不在待公示之列，可能已列入其他公示，请刷新名单后重选：%(numbers)s。")
            % {"numbers": "、".join(numbers)}
        )


class MixedPoliciesError(RefusedError):
    """A window has one set of rules; so have all who stand in it."""

    def __init__(self) -> None:
        super().__init__(_("所选各件适用的规则版本不同，请按批次分别公示。"))


class NobodyChosenError(RefusedError):
    """A list without names is not shown to the public."""

    def __init__(self) -> None:
        super().__init__(_("请至少选择一件。"))


def recommended_candidates(kind: str | None = None) -> QuerySet[Recommendation]:
    """Who was recommended, activated, and by the rules of the roster waits for a window."""
    waiting = Recommendation.objects.filter(status=RecommendationStatus.LISTABLE)
    if kind:
        waiting = waiting.filter(kind=kind)
    return waiting.select_related("row__roster__round").order_by("-kind", "province", "pk")


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
def gather_window(
    *,
    applications: Iterable[Application],
    recommendations: Iterable[Recommendation] = (),
    title: str,
    by: User,
    at: datetime,
) -> Window:
    """列入公示：a window of these, its list in the order of `candidates`, ready for its page.

    Raises NobodyChosenError, NotPassedError, MixedPoliciesError; then nothing has changed.
    """
    rows: list[Listed] = [
        *_locked([application.pk for application in applications]),
        *_locked_recommended([recommendation.pk for recommendation in recommendations]),
    ]
    if not rows:
        raise NobodyChosenError
    if unfit := [_number(row) for row in rows if row.status not in LISTABLE]:
        raise NotPassedError(unfit)
    if len({_policy(row) for row in rows}) > 1:
        raise MixedPoliciesError
    rows.sort(
        key=lambda row: (row.kind != Kind.STATION, row.province, isinstance(row, Recommendation), row.pk)
    )
    window = create_window(title=title, policy=_policy(rows[0]), snapshots=_snapshots(rows), by=by, at=at)
    for row, entry in zip(rows, window.entries.order_by("order"), strict=True):
        if isinstance(row, Application):
            list_application(application=row, entry=entry, by=by, at=at)
        else:
            list_recommendation(recommendation=row, entry=entry, by=by, at=at)
    return prepare_window(window=window, by=by, at=at)


def recognition_progress(window: Window) -> Progress:
    """Of the entries released without standing objection, how many are recognized (“已认定 n / m”)."""
    released = Q(status=EntryStatus.RELEASED)
    done = Q(application__status=Status.RECOGNIZED) | Q(recommendation__status=RecommendationStatus.ACTIVATED)
    whose = Q(application__isnull=False) | Q(recommendation__isnull=False)
    return Progress(
        **window.entries.filter(released & whose).aggregate(
            recognized=Count("pk", filter=done), released=Count("pk")
        )
    )


def _number(row: Listed) -> str:
    return row.number or "" if isinstance(row, Application) else row.name


def _policy(row: Listed) -> PolicyVersion:
    return row.round.policy if isinstance(row, Application) else row.policy


def _locked_recommended(pks: list[int]) -> list[Recommendation]:
    chosen = Recommendation.objects.filter(pk__in=pks).select_related("policy")
    return list(chosen.select_for_update(of=("self",)).order_by("pk"))


def _locked(pks: list[int]) -> list[Application]:
    """In the order of their keys: two who gather the same names at once wait, they do not deadlock."""
    chosen = Application.objects.filter(pk__in=pks).select_related("round__policy", "station", "expert")
    locked = chosen.prefetch_related("expert__expert_fields").select_for_update(of=("self",))
    return list(locked.order_by("pk"))


def _snapshots(rows: Sequence[Listed]) -> list[EntrySnapshot]:
    kinds, fields = code_names(CodeList.STATION_KIND), code_names(CodeList.FIELD)
    titles = code_names(CodeList.PRIORITY_TITLE)
    return [
        _recommended(row)
        if isinstance(row, Recommendation)
        else _station(row, kinds, titles)
        if row.kind == Kind.STATION
        else _expert(row, fields)
        for row in rows
    ]


def _recommended(row: Recommendation) -> EntrySnapshot:
    """What the checked table said, completed by whoever activated it."""
    return EntrySnapshot(
        kind=row.kind,
        name=row.name,
        province=row.province,
        station_kind=row.station_kind,
        employer=row.employer,
        field_names=row.field_names,
    )


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
