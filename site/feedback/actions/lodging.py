"""提出举报：about a holder, on a ground of the list, with or without a name as the rules have it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from feedback.actions.filing import keep
from feedback.actions.moving import record, tell
from feedback.exceptions import (
    AlreadyComplainedError,
    GroundError,
    NameMissingError,
    OwnTitleError,
    TooManyComplaintsError,
    WordsMissingError,
)
from feedback.models import Complaint, ComplaintCounter
from feedback.queries import lodged_today, running_of
from objections.actions.filing import inspected
from objections.queries import text_hash
from policies.enums import CodeList
from policies.models import PolicyVersion
from policies.queries import codes_on, policy_in_force
from registry.models import Holder

MOST_A_DAY = 5
LEAST_WORDS = 20  # characters


@dataclass(frozen=True)
class Said:
    """What the complainant wrote."""

    ground: str
    words: str
    real_name: str = ""
    uploads: Sequence[UploadedFile] = field(default_factory=list)


@transaction.atomic
def lodge_complaint(*, holder: Holder, said: Said, by: User, at: datetime) -> Complaint:
    """提出举报：numbered and told. Nothing happens to the holder until somebody accepts it.

    Raises OwnTitleError, AlreadyComplainedError, TooManyComplaintsError, NameMissingError, GroundError,
    WordsMissingError, TooManyFilesError, UploadRefusedError.
    """
    User.objects.select_for_update().get(pk=by.pk)  # two tabs of one person: the day's number is counted once
    today = timezone.localdate(at)
    policy = policy_in_force(today)
    if holder.user_id == by.pk:
        raise OwnTitleError
    name, words = _checked_words(said, policy, at)
    if earlier := running_of(by, holder.pk, said.ground):
        raise AlreadyComplainedError(earlier.number)
    if lodged_today(by, at) >= MOST_A_DAY:
        raise TooManyComplaintsError(MOST_A_DAY)
    files = inspected(said.uploads, max_mb=int(policy.value("apply.max_file_mb")))
    row = Complaint.objects.create(
        holder=holder,
        policy=policy,
        number=_next_number(at),
        complainant=by,
        real_name=name,
        ground=said.ground,
        words=words,
        words_hash=text_hash(words),
        lodged_at=at,
    )
    keep(files, complaint=row, at=at)
    # The trace has no actor: the log is read by more people than may know who complains.
    record(row, "lodge", by=None, after={"status": row.status, "holder": holder.pk, "ground": row.ground, "files": len(files)})  # fmt: skip
    tell(row, "complaint.lodged", at=at, occasion="lodged")
    return row


def _checked_words(said: Said, policy: PolicyVersion, at: datetime) -> tuple[str, str]:
    name, words = " ".join(said.real_name.split()), said.words.strip()
    if not name and not policy.value("complaint.anonymous"):
        raise NameMissingError
    if said.ground not in {item.code for item in codes_on(CodeList.COMPLAINT_GROUND, timezone.localdate(at))}:
        raise GroundError
    if len(words) < LEAST_WORDS:
        raise WordsMissingError(LEAST_WORDS)
    return name, words


def _next_number(at: datetime) -> str:
    """JB-2026-000001. The counter row stays locked until commit: neither gaps nor doubles."""
    year = timezone.localdate(at).year
    ComplaintCounter.objects.get_or_create(year=year)
    counter = ComplaintCounter.objects.select_for_update().get(year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return f"JB-{year}-{counter.last:06d}"
