"""提出异议：while the list is shown, by name, with grounds."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from objections.actions.filing import inspected, keep
from objections.actions.moving import lock_shown, record, tell
from objections.exceptions import (
    AlreadyObjectedError,
    EntrySettledError,
    GroundsMissingError,
    NotShownError,
    OwnEntryError,
    RealNameMissingError,
    TooManyObjectionsError,
)
from objections.models import Objection, ObjectionCounter
from objections.queries import applicant_of, lodged_today, running_at, text_hash
from objections.signals import objection_lodged
from policies.models import PolicyVersion
from publicity.models import Entry, EntryStatus, WindowStatus

MOST_A_DAY = 5
LEAST_GROUNDS = 20  # characters


@dataclass(frozen=True)
class Said:
    """What the objector wrote."""

    real_name: str
    grounds: str
    uploads: Sequence[UploadedFile] = field(default_factory=list)


@transaction.atomic
def lodge_objection(*, entry: Entry, said: Said, by: User, at: datetime) -> Objection:
    """提出异议：numbered and told. The list goes on, and so does the entry until somebody accepts the objection.

    Raises NotShownError, EntrySettledError, OwnEntryError, AlreadyObjectedError, TooManyObjectionsError,
    RealNameMissingError, GroundsMissingError, TooManyFilesError, UploadRefusedError.
    """
    User.objects.select_for_update().get(pk=by.pk)  # two tabs of one person: the day's number is counted once
    shown = lock_shown(entry)
    policy = shown.window.policy
    check_lodging(shown, by, at)
    name, grounds = _checked_words(said, policy)
    files = inspected(said.uploads, max_mb=int(policy.value("apply.max_file_mb")))
    row = Objection.objects.create(
        entry=shown,
        policy=policy,
        number=_next_number(at),
        objector=by,
        real_name=name,
        grounds=grounds,
        grounds_hash=text_hash(grounds),
        lodged_at=at,
    )
    keep(files, objection=row, at=at)
    # The trace has no actor: the log is read by more people than may know who objects.
    record(row, "lodge", by=None, after={"status": row.status, "entry": shown.pk, "files": len(files)})
    tell(row, "objection.lodged", at=at, occasion="lodged")
    objection_lodged.send(Objection, objection=row, by=by, at=at)
    return row


def check_lodging(shown: Entry, by: User, at: datetime) -> None:
    """Whether this person may object to this entry now. Raises what `lodge_objection` raises before it reads a word."""
    window = shown.window
    is_over = window.closes_at is None or at >= window.closes_at
    if window.status != WindowStatus.OPEN or (is_over and not window.is_provisional):
        raise NotShownError(window.last_day)
    if shown.status not in {EntryStatus.LISTED, EntryStatus.HELD}:
        raise EntrySettledError
    applicant = applicant_of(shown)
    if applicant is not None and applicant.pk == by.pk:
        raise OwnEntryError
    if earlier := running_at(shown).filter(objector=by).first():
        raise AlreadyObjectedError(earlier.number)
    if lodged_today(by, at) >= MOST_A_DAY:
        raise TooManyObjectionsError(MOST_A_DAY)


def _checked_words(said: Said, policy: PolicyVersion) -> tuple[str, str]:
    name, grounds = " ".join(said.real_name.split()), said.grounds.strip()
    if not name and policy.value("objection.realname"):
        raise RealNameMissingError
    if len(grounds) < LEAST_GROUNDS:
        raise GroundsMissingError(LEAST_GROUNDS)
    return name, grounds


def _next_number(at: datetime) -> str:
    """YY-2026-000001. The counter row stays locked until commit: neither gaps nor doubles."""
    year = timezone.localdate(at).year
    ObjectionCounter.objects.get_or_create(year=year)
    counter = ObjectionCounter.objects.select_for_update().get(year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return f"YY-{year}-{counter.last:06d}"
