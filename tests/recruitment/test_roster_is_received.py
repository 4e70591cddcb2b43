"""N-2: a table and the scan of its print become a draft roster; what cannot be read is refused, good rows are kept."""

import hashlib
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone, translation

from audit.models import Event
from policies.enums import Kind
from recruitment.actions import receive_roster, withdraw_roster
from recruitment.enums import RosterChannel, RosterFileKind, RosterStatus
from recruitment.exceptions import RoundKindError, UploadRefusedError
from recruitment.models import Roster, RosterFile
from recruitment.rosters.refusals import NotAgentError, RosterClosedError
from tests.factories import files
from tests.factories.accounts import StaffFactory, UserFactory
from tests.factories.agencies import agent_of, mandated, received, scan_file, table_file
from tests.factories.recruitment import RoundFactory
from tests.factories.rosters import EXPERT_HEADS, EXPERTS, STATION_HEADS, STATIONS

pytestmark = pytest.mark.django_db
S = [STATION_HEADS, *STATIONS]
E = [EXPERT_HEADS, *EXPERTS]


def handed_in(mandate, round_=None, **values):
    given = {"table": table_file(S), "scan": scan_file(), "by": agent_of(mandate), "at": timezone.now()}
    return receive_roster(mandate=mandate, round=round_ or RoundFactory(), **{**given, **values})


def sentences(roster):
    return [
        (row.position, told["column"], told["sentence"]) for row in roster.rows.all() for told in row.findings
    ]


def test_roster_keeps_rows_header_and_both_files_with_their_hashes() -> None:
    mandate = mandated("33")
    table, scan = table_file(S), scan_file()
    [roster] = handed_in(mandate, table=table, scan=scan)
    said = (roster.kind, roster.province, roster.channel, roster.status, roster.number)
    assert said == (Kind.STATION, "33", RosterChannel.WEB, RosterStatus.DRAFT, None)
    assert (roster.unit, roster.contact, roster.phone) == ("演示省服务中心", "周演示", "010-00000000")
    assert list(roster.rows.values_list("position", "name", "address", "contact", "phone", "mobile")) == [
        (1, "演示甲园区服务有限公司", "演示市甲路1号", "张演示", "19900000001", "19900000001"),
        (2, "演示乙商会", "演示市乙路2号", "李演示", "19900000002", "19900000002"),
    ]
    table.seek(0)
    scan.seek(0)
    assert list(roster.files.values_list("kind", "name", "sha256")) == [
        (RosterFileKind.TABLE, "汇总表.docx", hashlib.sha256(table.read()).hexdigest()),
        (RosterFileKind.SCAN, "盖章件.pdf", hashlib.sha256(scan.read()).hexdigest()),
    ]


def test_receiving_leaves_a_trace_without_personal_data() -> None:
    roster = handed_in(mandated())[0]
    event = Event.objects.get(verb="roster.receive")
    hashes = {f"{kind}_sha256": sha for kind, sha in roster.files.values_list("kind", "sha256")}
    assert event.after == {"channel": "web", "rows": 2, **hashes}


def test_file_of_both_annexes_becomes_two_rosters() -> None:
    rosters = handed_in(mandated(), table=table_file(S, E))
    assert [(roster.kind, roster.rows.count()) for roster in rosters] == [("station", 2), ("expert", 2)]
    assert rosters[1].rows.first().fields == "政策、法律"


def test_same_file_again_finds_the_draft() -> None:
    mandate, round_ = mandated(), RoundFactory()
    first, second = handed_in(mandate, round_), handed_in(mandate, round_)
    assert first == second
    assert (Roster.objects.count(), RosterFile.objects.count()) == (1, 2)


def test_same_file_after_withdrawal_begins_anew() -> None:
    mandate, round_ = mandated(), RoundFactory()
    [first] = handed_in(mandate, round_)
    withdraw_roster(roster=first, reason="", by=agent_of(mandate), at=timezone.now())
    assert handed_in(mandate, round_) != [first]


def test_good_rows_of_a_half_broken_file_are_kept_beside_the_faulty() -> None:
    roster = received(mandated(), RoundFactory(), ["1", "", "甲路", "张演示", "1990000001"], STATIONS[1])
    assert [(row.position, row.name, row.phone, row.errors) for row in roster.rows.all()] == [
        (1, "", "1990000001", 2),
        (2, "演示乙商会", "19900000002", 0),
    ]
    assert sentences(roster) == [
        (1, "name", "未填写“单位名称”。"),
        (1, "phone", "含有无法识别的内容，请只填电话号码（手机为 11 位）。"),
    ]


def test_column_the_file_lacks_is_an_error_of_every_row() -> None:
    heads, row = STATION_HEADS[:4], STATIONS[0][:4]
    roster = received(mandated(), RoundFactory(), row, heads=heads)
    assert sentences(roster) == [(1, "phone", "未填写“联系电话”。")]
    assert "缺少“联系电话”一列。" in roster.notes


REFUSED = [
    ({"table": lambda: SimpleUploadedFile("空.xlsx", b"")}, "“空.xlsx”是空文件"),
    ({"table": lambda: SimpleUploadedFile("炸弹.docx", files.bomb())}, "“炸弹.docx”"),
    ({"table": lambda: SimpleUploadedFile("宏.docx", files.macro_renamed())}, "含有宏"),
    ({"table": lambda: SimpleUploadedFile("扫描.pdf", files.pdf())}, "是扫描件或图片"),
    ({"table": lambda: SimpleUploadedFile("大.xlsx", b"PK\x03\x04" + bytes(10 * 1024 * 1024))}, "超过 10 MB"),
    ({"scan": lambda: SimpleUploadedFile("照片.png", files.picture())}, "“照片.png”不是 PDF"),
    ({"scan": lambda: SimpleUploadedFile("空.pdf", b"")}, "“空.pdf”是空文件"),
]


@pytest.mark.parametrize(("given", "sentence"), REFUSED, ids=[said for _given, said in REFUSED])
def test_hostile_or_unreadable_file_is_refused_and_nothing_kept(given, sentence) -> None:
    with pytest.raises(UploadRefusedError) as refused:
        handed_in(mandated(), **{key: make() for key, make in given.items()})
    assert sentence in str(refused.value)
    assert (Roster.objects.count(), RosterFile.objects.count()) == (0, 0)


SCANS = [
    ("图片改名.pdf", files.picture, "“图片改名.pdf”"),
    (
        "带脚本.pdf",
        files.pdf_with_script,
        "“带脚本.pdf”含有脚本、自动执行动作或内嵌文件，请用“打印为 PDF”另存后上传。",
    ),
    ("加密.pdf", files.pdf_with_password, "“加密.pdf”设有密码或加密，请取消加密后再上传。"),
    ("截断.pdf", lambda: files.pdf()[:60], "“截断.pdf”已损坏，无法读取，请重新导出 PDF 后上传。"),
    ("无页.pdf", files.pdf_without_pages, "“无页.pdf”没有页面，请重新导出 PDF 后上传。"),
]


@pytest.mark.parametrize(("name", "make", "sentence"), SCANS, ids=[name for name, _make, _said in SCANS])
def test_hostile_scan_is_refused_with_advice(name, make, sentence) -> None:
    with pytest.raises(UploadRefusedError) as refused:
        handed_in(mandated(), scan=SimpleUploadedFile(name, make()))
    assert str(refused.value).startswith(sentence)
    assert Roster.objects.count() == 0


@pytest.mark.parametrize("fails_at", [1, 2])
def test_failed_upload_leaves_no_file_on_disk(fails_at, monkeypatch) -> None:
    """The second file fails once the first is kept: the rows go back, and so do both files."""
    saved, written = RosterFile.save, []

    def fails(self, *args, **kwargs) -> None:
        written.append(Path(self.file.path))
        if len(written) == fails_at:
            raise OSError("disk full")
        saved(self, *args, **kwargs)

    monkeypatch.setattr(RosterFile, "save", fails)
    with pytest.raises(OSError, match="disk full"):
        handed_in(mandated())
    assert len(written) == fails_at
    assert not any(path.exists() for path in written)
    assert (Roster.objects.count(), RosterFile.objects.count()) == (0, 0)


def test_agent_who_reads_english_is_refused_in_english_and_what_is_kept_is_chinese() -> None:
    with translation.override("en"):
        with pytest.raises(UploadRefusedError) as refused:
            handed_in(mandated(), table=SimpleUploadedFile("empty.xlsx", b""))
        roster = received(mandated(), RoundFactory(), ["1", "", *STATIONS[0][2:]])
    assert "是空文件" not in str(refused.value)
    assert sentences(roster) == [(1, "name", "未填写“单位名称”。")]


@pytest.mark.parametrize(
    "values",
    [
        {"approved_at": None, "approved_by": None},
        {"ends_on": timezone.localdate() - timedelta(days=1)},
        {"starts_on": timezone.localdate() + timedelta(days=1)},
    ],
    ids=["unapproved", "over", "not begun"],
)
def test_mandate_out_of_force_lets_nobody_hand_in(values) -> None:
    with pytest.raises(NotAgentError):
        handed_in(mandated(**values))


def test_stranger_and_agent_of_another_agency_are_refused() -> None:
    mandate = mandated("33")
    for stranger in (UserFactory(), agent_of(mandated("33"))):
        with pytest.raises(NotAgentError):
            handed_in(mandate, by=stranger)


def test_closed_round_takes_no_upload_but_what_came_by_email() -> None:
    mandate = mandated()
    at = timezone.now()
    closed = RoundFactory(opens_at=at - timedelta(days=9), closes_at=at - timedelta(days=2))
    with pytest.raises(RosterClosedError):
        handed_in(mandate, closed)
    keyed = handed_in(mandate, closed, by=StaffFactory(is_superuser=True), channel=RosterChannel.EMAIL)
    assert [roster.channel for roster in keyed] == ["email"]


def test_staff_without_the_permission_key_in_nothing() -> None:
    with pytest.raises(NotAgentError):
        handed_in(mandated(), by=StaffFactory(), channel=RosterChannel.EMAIL)


def test_round_for_experts_takes_no_stations() -> None:
    with pytest.raises(RoundKindError):
        handed_in(mandated(), RoundFactory(kind="expert"))
