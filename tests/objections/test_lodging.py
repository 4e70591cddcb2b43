"""S-5-3、E-4-3：an objection is lodged by name, with grounds, while the list is shown, and its author is kept secret."""

from datetime import timedelta

import pytest

from audit.models import Event
from messaging.models import Message
from objections.actions import Said, lodge_objection
from objections.exceptions import (
    AlreadyObjectedError,
    EntrySettledError,
    GroundsMissingError,
    NotShownError,
    OwnEntryError,
    RealNameMissingError,
    TooManyFilesError,
    TooManyObjectionsError,
)
from objections.models import Objection
from objections.queries import same_texts
from publicity.actions import drop_entry
from publicity.models import Entry, EntryStatus
from recruitment.exceptions import UploadRefusedError
from tests.factories.accounts import UserFactory
from tests.factories.files import named, pdf
from tests.factories.objections import DURING, GROUNDS, lodged
from tests.factories.publicity import OVER, bare_window, closed, gathered_window, opened

pytestmark = pytest.mark.django_db


def entry_of(window) -> Entry:
    return window.entries.order_by("order").first()


def test_objection_gets_number_files_and_message_and_changes_nothing_on_the_list():
    entry = entry_of(opened(gathered_window()))
    row = lodged(entry, uploads=[named("证据.pdf", pdf()), named("又一份.pdf", pdf())])
    assert row.number == "YY-2026-000001"
    assert list(row.files.values_list("name", "content_type")) == [("证据.pdf", "application/pdf")]
    entry.refresh_from_db()
    assert (row.status, entry.status) == ("lodged", EntryStatus.LISTED)
    told = Message.objects.filter(recipient=row.objector).order_by("channel")
    assert [(one.channel, row.number in one.text) for one in told] == [("site", True), ("sms", True)]


def test_trace_names_neither_the_objector_nor_what_they_wrote():
    row = lodged(entry_of(opened(gathered_window())))
    event = Event.objects.get(verb="objection.lodge")
    assert event.actor_id is None
    assert GROUNDS not in str(event.after)
    assert row.real_name not in str(event.after)


@pytest.mark.parametrize("at", [OVER, OVER + timedelta(days=30)])
def test_after_the_last_day_it_is_too_late(at):
    entry = entry_of(opened(gathered_window()))
    with pytest.raises(NotShownError, match="公示期已于2026年9月24日届满，不再受理公示异议。"):
        lodge_objection(entry=entry, said=Said("演示甲", GROUNDS), by=UserFactory(), at=at)


def test_last_second_of_the_last_day_is_in_time():
    row = lodged(entry_of(opened(gathered_window())), at=OVER - timedelta(seconds=1))
    assert row.number == "YY-2026-000001"


def test_list_nobody_has_seen_and_list_that_is_over_take_none():
    with pytest.raises(NotShownError, match="该名单不在公示期内"):
        lodged(entry_of(bare_window()))
    with pytest.raises(NotShownError, match="届满"):
        lodged(entry_of(closed(gathered_window())))


def test_nobody_objects_to_their_own_entry():
    entry = entry_of(opened(gathered_window()))
    with pytest.raises(OwnEntryError):
        lodged(entry, by=entry.application.applicant)


def test_one_person_has_one_running_objection_to_an_entry():
    entry = entry_of(opened(gathered_window()))
    first = lodged(entry)
    with pytest.raises(AlreadyObjectedError, match=first.number):
        lodged(entry, by=first.objector)
    assert lodged(entry).number == "YY-2026-000002"  # somebody else may


def test_five_a_day_are_enough():
    window, by = opened(gathered_window(count=6)), UserFactory()
    entries = list(window.entries.order_by("order"))
    for entry in entries[:5]:
        lodged(entry, by=by)
    with pytest.raises(TooManyObjectionsError, match="最多提出 5 件"):
        lodged(entries[5], by=by)
    assert lodged(entries[5], by=by, at=DURING + timedelta(days=1)).number == "YY-2026-000006"


def test_entry_off_the_list_takes_none():
    entry = entry_of(opened(gathered_window()))
    drop_entry(entry=entry, by=UserFactory(), at=DURING, reason="材料不实")
    with pytest.raises(EntrySettledError):
        lodged(entry)


@pytest.mark.parametrize(
    ("name", "grounds", "error"),
    [
        ("  ", GROUNDS, RealNameMissingError),
        ("演示甲", "不行。", GroundsMissingError),
        ("演示甲", " " * 400, GroundsMissingError),
    ],
)
def test_name_and_grounds_are_asked_for(name, grounds, error):
    entry = entry_of(opened(gathered_window()))
    with pytest.raises(error):
        lodge_objection(entry=entry, said=Said(name, grounds), by=UserFactory(), at=DURING)
    assert not Objection.objects.exists()


def test_what_is_no_evidence_is_refused_and_nothing_is_kept():
    entry = entry_of(opened(gathered_window()))
    with pytest.raises(UploadRefusedError):
        lodged(entry, uploads=[named("好.pdf", pdf()), named("坏.pdf", b"MZ\x90\x00")])
    with pytest.raises(TooManyFilesError):
        lodged(entry, uploads=[named(f"{n}.pdf", pdf()) for n in range(11)])
    assert not Objection.objects.exists()


def test_same_words_in_another_dress_are_recognised():
    first, second, third = opened(gathered_window(count=3)).entries.order_by("order")
    said = lodged(first, grounds="该单位成立不满两年，2024 年才登记，不符合申报条件。")
    again = lodged(second, grounds=" 该单位成立不满两年,２０２４年才登记,不符合申报条件 ! ")
    lodged(third, grounds="该单位的服务场所并不存在，地址处是一家超市，已拍照为证。")
    assert list(same_texts(said)) == [again]
