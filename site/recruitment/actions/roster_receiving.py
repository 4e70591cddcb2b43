"""收到汇总表：the table read, both files kept, every row kept with what is wrong about it (N-2)."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.models import AgentMandate, User
from audit.actions import record_event
from recruitment.actions.roster_twins import tell_twins
from recruitment.enums import RosterChannel, RosterFileKind, RosterStatus
from recruitment.exceptions import RoundKindError, UploadRefusedError
from recruitment.models import Roster, RosterFile, RosterRow, Round
from recruitment.queries import is_open, mandates_of
from recruitment.rosters import RosterTable, read_tables
from recruitment.rosters.grids import Progress
from recruitment.rosters.judging import findings_of_row, texts_of
from recruitment.rosters.reading import MAX_BYTES
from recruitment.rosters.refusals import NotAgentError, RosterClosedError
from recruitment.uploads import PDF, Inspected, inspect, safe_name


@dataclass(frozen=True)
class Received:
    """What came: the mandate and the round it comes under, how and when, from whom."""

    mandate: AgentMandate
    round: Round
    channel: str
    by: User
    at: datetime
    written: list[RosterFile] = field(default_factory=list)  # on disk by now


def receive_roster(
    *,
    mandate: AgentMandate,
    round: Round,
    table: UploadedFile,
    scan: UploadedFile,
    by: User,
    at: datetime,
    channel: str = RosterChannel.WEB,
    tables: list[RosterTable] | None = None,
) -> list[Roster]:
    """A draft for each 汇总表 of the file, one for stations and one for experts at most. The same file again finds its drafts.

    Read and inspected outside the transaction, so that a slow file holds no lock; `tables` were read already by `read_ahead`.
    """
    received = Received(mandate, round, channel, by, at)
    _check_may(received)
    tables = read_ahead(table) if tables is None else tables
    max_mb = int(round.policy.value("apply.max_file_mb"))
    inspected = {
        RosterFileKind.TABLE: inspect(table, max_mb=max(max_mb, MAX_BYTES // 1024 // 1024)),
        RosterFileKind.SCAN: _scan(scan, max_mb),
    }
    kinds = {each.kind: [one for one in tables if one.kind == each.kind and one.rows] for each in tables}
    if round.kind != "both" and any(of_kind for kind, of_kind in kinds.items() if kind != round.kind):
        raise RoundKindError
    try:
        return _keep(received, {kind: of_kind for kind, of_kind in kinds.items() if of_kind}, inspected)
    except BaseException:
        for kept in received.written:  # no file without its row
            kept.file.delete(save=False)
        raise


def _check_may(received: Received) -> None:
    """On the site a member of the agency, while the round is open; what came by e-mail is keyed in by staff."""
    on = timezone.localdate(received.at)
    if received.channel == RosterChannel.EMAIL:
        if not received.by.has_perm("recruitment.add_roster"):
            raise NotAgentError
        return
    if not mandates_of(received.by, on).filter(pk=received.mandate.pk).exists():
        raise NotAgentError
    if not is_open(received.round, received.at):
        raise RosterClosedError


def read_ahead(table: UploadedFile, progress: Progress | None = None) -> list[RosterTable]:
    """What is kept is Chinese, whatever the agent reads; a refusal is told to the agent, in their language."""
    content, name = _head(table), safe_name(table.name or "")
    try:
        with translation.override(settings.LANGUAGE_CODE):
            return read_tables(content, name, progress)
    except UploadRefusedError:
        return read_tables(content, name)


def _head(upload: UploadedFile) -> bytes:
    """Never more in memory than the reader takes; one byte above and it refuses with its own sentence."""
    upload.seek(0)
    return upload.read(MAX_BYTES + 1)


def _scan(upload: UploadedFile, max_mb: int) -> Inspected:
    inspected = inspect(upload, max_mb=max_mb)
    if inspected.content_type != PDF:
        raise UploadRefusedError(
            _("“%(name)s”不是 PDF。请上传打印盖章后扫描的 PDF 文件。") % {"name": inspected.name}
        )
    return inspected


@transaction.atomic
def _keep(
    received: Received, kinds: dict[str, list[RosterTable]], files: dict[RosterFileKind, Inspected]
) -> list[Roster]:
    AgentMandate.objects.select_for_update().get(pk=received.mandate.pk)  # two clicks at once wait here
    return [_known(received, kind, files) or _begin(received, kind, kinds[kind], files) for kind in kinds]


def _known(received: Received, kind: str, files: dict[RosterFileKind, Inspected]) -> Roster | None:
    standing = Roster.objects.exclude(status=RosterStatus.WITHDRAWN).filter(
        mandate=received.mandate, round=received.round, kind=kind
    )
    return standing.filter(
        files__kind=RosterFileKind.TABLE, files__sha256=files[RosterFileKind.TABLE].sha256
    ).first()


def _begin(
    received: Received, kind: str, tables: Sequence[RosterTable], files: dict[RosterFileKind, Inspected]
) -> Roster:
    roster = Roster.objects.create(
        mandate=received.mandate,
        round=received.round,
        province=received.mandate.province,
        kind=kind,
        channel=received.channel,
        received_at=received.at,
        received_by=received.by,
        notes=[sentence for table in tables for sentence in (*table.errors, *table.warnings)],
        **{
            key: next((table.header[key] for table in tables if table.header.get(key)), "")[:200]
            for key in ("unit", "contact", "phone")
        },
    )
    _keep_rows(roster, tables)
    tell_twins(roster)
    record_event(
        by=received.by,
        verb="roster.receive",
        target=roster,
        after={
            "channel": roster.channel,
            "rows": sum(len(table.rows) for table in tables),
            **{f"{kind}_sha256": file.sha256 for kind, file in files.items()},
        },
        policy=roster.round.policy,
    )
    for file_kind, inspected in files.items():
        _keep_file(received, roster, file_kind, inspected)
    return roster


@translation.override(settings.LANGUAGE_CODE)
def _keep_rows(roster: Roster, tables: Sequence[RosterTable]) -> None:
    rows: list[RosterRow] = []
    for table in tables:
        for read in table.rows:
            findings = findings_of_row(read, roster.kind)
            rows.append(
                RosterRow(
                    roster=roster,
                    position=len(rows) + 1,
                    place=table.place[:200],
                    line=read.position,
                    mobile=read.mobile,
                    as_read={key: cell.raw for key, cell in read.cells.items()},
                    findings=findings,
                    errors=sum(finding["is_error"] for finding in findings),
                    **texts_of(read),
                )
            )
    RosterRow.objects.bulk_create(rows, batch_size=500)


def _keep_file(received: Received, roster: Roster, kind: RosterFileKind, inspected: Inspected) -> None:
    kept = RosterFile(
        roster=roster,
        kind=kind,
        name=inspected.name,
        content_type=inspected.content_type,
        size=len(inspected.content),
        sha256=inspected.sha256,
    )
    # the stored name is ours: nothing of the uploader's reaches the file system
    kept.file.save(f"{uuid.uuid4().hex}{inspected.extension}", ContentFile(inspected.content), save=False)
    received.written.append(kept)
    kept.save()
