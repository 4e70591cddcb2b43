"""S-5-3、E-4-3：an objection holds its own entry only, is heard on both sides, and its end decides about the entry."""

from datetime import date, timedelta

import pytest

from audit.models import Event
from messaging.models import Message
from objections.actions import (
    accept_objection,
    answer_inquiry,
    ask,
    decline_objection,
    dismiss_objection,
    uphold_objection,
    withdraw_objection,
)
from objections.enums import Asked
from objections.exceptions import (
    NotAskedError,
    NotObjectorError,
    ObjectionStatusError,
    PartyError,
    ReasonMissingError,
    StillObjectedError,
    UnhandledObjectionsError,
)
from objections.queries import inquiries_for, outcome_counts
from publicity.actions import close_window, confirm_window, drop_entry, release_entry
from publicity.models import EntryStatus
from tests.factories.accounts import UserFactory, staff_in_group
from tests.factories.objections import DURING, accepted, lodged
from tests.factories.publicity import OVER, gathered_window, opened

pytestmark = pytest.mark.django_db
LATER = OVER + timedelta(days=20)


@pytest.fixture
def window():
    return opened(gathered_window())


def statuses(window) -> list[str]:
    return list(window.entries.order_by("order").values_list("status", flat=True))


def ended(window):
    """Its last day is over and a person has confirmed it."""
    window = close_window(window=window, at=OVER)
    return confirm_window(window=window, by=staff_in_group("decision_maker"), at=OVER)


def test_accepting_holds_its_own_entry_and_tells_until_when(window):
    row = accepted(window.entries.first())
    assert statuses(window) == [EntryStatus.HELD, EntryStatus.LISTED]
    assert row.due_on == date(
        2026, 10, 12
    )  # ten working days after 21 September: 中秋, 国庆, a working Saturday
    last = Message.objects.filter(recipient=row.objector, channel="sms").order_by("pk").last()
    assert last.text == f"您的异议{row.number}已受理，将于2026年10月12日前办结并答复。"


def test_declining_needs_a_reason_and_holds_nobody(window):
    row = lodged(window.entries.first())
    with pytest.raises(ReasonMissingError):
        decline_objection(objection=row, by=UserFactory(), at=DURING, reason=" ")
    row = decline_objection(objection=row, by=UserFactory(), at=DURING, reason="未列明具体事实。")
    assert (row.status, row.reason) == ("declined", "未列明具体事实。")
    assert statuses(window) == [EntryStatus.LISTED, EntryStatus.LISTED]


def test_neither_side_handles_its_own_case(window):
    row = lodged(window.entries.first())
    for party in (row.objector, row.entry.application.applicant):
        with pytest.raises(PartyError):
            accept_objection(objection=row, by=party, at=DURING)
        with pytest.raises(PartyError):
            decline_objection(objection=row, by=party, at=DURING, reason="无依据。")


def test_upheld_drops_the_entry_and_settles_whoever_said_the_same(window):
    entry = window.entries.first()
    row, other, waiting = accepted(entry), accepted(entry), lodged(entry)
    uphold_objection(objection=row, by=UserFactory(), at=LATER, reason="成立日期不实。")
    for one in (row, other, waiting):
        one.refresh_from_db()
        assert (one.status, one.reason) == ("upheld", "成立日期不实。")
    assert statuses(window) == [EntryStatus.DROPPED, EntryStatus.LISTED]
    assert outcome_counts(window) == {
        "lodged": 0, "handling": 0, "declined": 0, "upheld": 3, "dismissed": 0, "withdrawn": 0, "moot": 0,
    }  # fmt: skip


def test_entry_goes_on_with_the_last_of_its_objections_however_late(window):
    entry = window.entries.first()
    first, second = accepted(entry), accepted(entry)
    ended(window)
    dismiss_objection(objection=first, by=UserFactory(), at=LATER, reason="经查符合条件。")
    assert statuses(window) == [EntryStatus.HELD, EntryStatus.RELEASED]
    dismiss_objection(objection=second, by=UserFactory(), at=LATER, reason="经查符合条件。")
    assert statuses(window) == [EntryStatus.RELEASED, EntryStatus.RELEASED]


def test_nobody_releases_an_entry_past_an_objection(window):
    row = accepted(window.entries.first())
    with pytest.raises(StillObjectedError, match=row.number):
        release_entry(entry=row.entry, by=UserFactory(), at=DURING, reason="没有问题。")
    assert statuses(window) == [EntryStatus.HELD, EntryStatus.LISTED]


def test_list_is_not_confirmed_while_an_objection_waits_to_be_accepted(window):
    row = lodged(window.entries.first())
    with pytest.raises(UnhandledObjectionsError, match="有 1 件异议尚未受理"):
        ended(window)
    decline_objection(objection=row, by=UserFactory(), at=OVER, reason="与申报条件无关。")
    window.refresh_from_db()
    confirm_window(window=window, by=staff_in_group("decision_maker"), at=OVER)
    assert statuses(window) == [EntryStatus.RELEASED, EntryStatus.RELEASED]


def test_entry_dropped_at_the_desk_settles_its_objections(window):
    row = accepted(window.entries.first())
    drop_entry(entry=row.entry, by=UserFactory(), at=DURING, reason="申报人承认材料不实。")
    row.refresh_from_db()
    assert (row.status, row.reason) == ("upheld", "申报人承认材料不实。")


def test_withdrawn_objection_lets_the_entry_go_on_and_no_trace_names_its_author(window):
    row = accepted(window.entries.first())
    with pytest.raises(NotObjectorError):
        withdraw_objection(objection=row, by=UserFactory(), at=DURING)
    withdraw_objection(objection=row, by=row.objector, at=DURING)
    assert statuses(window) == [EntryStatus.LISTED, EntryStatus.LISTED]
    assert not Event.objects.filter(actor=row.objector).exists()
    with pytest.raises(ObjectionStatusError, match="已撤回"):
        uphold_objection(objection=row, by=UserFactory(), at=DURING, reason="成立。")


def test_each_side_is_asked_and_answers_once(window):
    row = accepted(window.entries.first())
    handler, applicant = UserFactory(), row.entry.application.applicant
    statement = ask(objection=row, asked=Asked.APPLICANT, question="请说明成立日期。", by=handler, at=DURING)
    more = ask(objection=row, asked=Asked.OBJECTOR, question="请补充证据。", by=handler, at=DURING)
    assert statement.due_on == date(2026, 9, 29)  # five working days after Monday; Friday 25 is 中秋
    assert (list(inquiries_for(applicant)), list(inquiries_for(row.objector))) == ([statement], [more])
    told = Message.objects.filter(recipient=applicant, channel="sms").order_by("pk").last()
    assert row.real_name not in told.text
    assert row.number not in told.text
    with pytest.raises(NotAskedError):
        answer_inquiry(inquiry=statement, answer="我来说。", by=row.objector, at=DURING)
    said = answer_inquiry(inquiry=statement, answer="营业执照载明 2019 年成立。", by=applicant, at=DURING)
    assert (said.answer, said.answered_at) == ("营业执照载明 2019 年成立。", DURING)
    with pytest.raises(NotAskedError):
        answer_inquiry(inquiry=statement, answer="再说一遍。", by=applicant, at=DURING)


def test_settled_objection_is_neither_asked_about_nor_settled_again(window):
    row = accepted(window.entries.first())
    row = dismiss_objection(objection=row, by=UserFactory(), at=DURING, reason="经查符合条件。")
    for act in (
        lambda: ask(objection=row, asked=Asked.OBJECTOR, question="还有吗？", by=UserFactory(), at=DURING),
        lambda: dismiss_objection(objection=row, by=UserFactory(), at=DURING, reason="再次。"),
        lambda: accept_objection(objection=row, by=UserFactory(), at=DURING),
        lambda: withdraw_objection(objection=row, by=row.objector, at=DURING),
    ):
        with pytest.raises(ObjectionStatusError, match="异议不成立"):
            act()
