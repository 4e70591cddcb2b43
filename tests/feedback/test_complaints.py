"""举报: lodged with bounds, looked into by one, decided by another, answered to both."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction

from audit.models import Event
from feedback import exceptions
from feedback.actions import (
    accept_complaint,
    answer_inquiry,
    ask,
    decline_complaint,
    dismiss_complaint,
    uphold_complaint,
)
from feedback.enums import Asked
from feedback.models import Complaint
from feedback.reminding import mind_complaints
from feedback.signals import complaint_upheld
from messaging.models import Message
from policies.register import defaults
from tests.factories.accounts import UserFactory, staff_in_group
from tests.factories.feedback import MONDAY, WORDS, complained, taken_on, titled
from tests.factories.files import named, pdf
from tests.factories.policies import PolicyFactory
from tests.factories.publicity import shanghai

pytestmark = pytest.mark.django_db
REASON = "经核查，该工作站确有收费，已责令退还。"


@pytest.fixture
def holder():
    return titled()


@pytest.fixture
def decider():
    return staff_in_group("decision_maker")


def told(template):
    rows = Message.objects.filter(template__key=template).order_by("pk")
    return {(row.recipient, row.text) for row in rows}


@pytest.mark.clause("S-7-4")
@pytest.mark.clause("E-6-4")
def test_complaint_is_numbered_and_names_nobody_in_its_trace(holder):
    row = complained(holder, uploads=[named("转账.pdf", pdf())])
    assert (row.number, row.status, row.files.get().name) == ("JB-2026-000001", "lodged", "转账.pdf")
    event = Event.objects.get(verb="complaint.lodge")
    assert (event.actor, WORDS in str(event.after)) == (None, False)
    assert told("complaint_lodged") == {
        (
            row.complainant,
            "您的举报已提交，受理编号JB-2026-000001。是否受理将短信告知，您的身份只有经办人员可见。",
        )
    }


def test_name_may_be_left_out_unless_the_rules_ask_for_it(holder, monkeypatch):
    assert complained(holder, name=" ").real_name == ""
    named_only = PolicyFactory(values={**defaults(), "complaint.anonymous": False})
    monkeypatch.setattr("feedback.actions.lodging.policy_in_force", lambda on: named_only)
    with pytest.raises(exceptions.NameMissingError, match="举报须实名提出"):
        complained(holder, name=" ")


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"words": "太短了，不到二十个字。"}, exceptions.WordsMissingError),
        ({"ground": "unheard_of"}, exceptions.GroundError),
    ],
)
def test_complaint_without_its_words_or_ground_is_refused(holder, changed, refusal):
    with pytest.raises(refusal):
        complained(holder, **changed)
    assert not Complaint.objects.exists()


def test_nobody_complains_of_oneself_twice_at_once_or_six_times_a_day(holder):
    with pytest.raises(exceptions.OwnTitleError):
        complained(holder, by=holder.user)
    person = UserFactory()
    complained(holder, by=person)
    with pytest.raises(exceptions.AlreadyComplainedError, match="JB-2026-000001"):
        complained(holder, by=person)
    for ground in ("name_misuse", "secrets", "false_report", "other"):
        complained(holder, by=person, ground=ground)
    with pytest.raises(exceptions.TooManyComplaintsError, match="每人每天最多提交 5 件举报"):
        complained(titled(), by=person)


@pytest.mark.clause("S-7-4")
def test_founded_complaint_is_answered_to_both_and_calls_for_revocation(holder, decider):
    heard = []
    complaint_upheld.connect(lambda **kwargs: heard.append(kwargs["complaint"]), weak=False, dispatch_uid="t")
    row = taken_on(holder)
    assert row.due_on == date(2026, 10, 26)  # twenty working days over 中秋 and 国庆
    question = ask(
        complaint=row, asked=Asked.HOLDER, question="请说明收费情况。", by=row.accepted_by, at=MONDAY
    )
    answer_inquiry(inquiry=question, answer="系工本费。", by=holder.user, at=MONDAY)
    row = uphold_complaint(complaint=row, by=decider, at=MONDAY, reason=REASON, calls_for_revocation=True)
    complaint_upheld.disconnect(dispatch_uid="t")
    assert (row.status, row.calls_for_revocation, row.settled_by) == ("upheld", True, decider)
    assert heard == [row]
    assert (row.complainant, f"您的举报{row.number}已办结：举报成立。理由请登录志愿平台查看。") in told(
        "complaint_settled"
    )
    assert (holder.user, "对您的反映已有决定：举报成立。理由请登录志愿平台查看。") in told(
        "complaint_decided"
    )
    assert all(
        row.number not in text for _person, text in told("complaint_statement") | told("complaint_decided")
    )


def test_unfounded_complaint_calls_for_nothing(holder, decider):
    row = dismiss_complaint(complaint=taken_on(holder), by=decider, at=MONDAY, reason="查无实据。")
    assert (row.status, row.calls_for_revocation) == ("dismissed", False)


def test_whoever_accepted_it_does_not_decide(holder):
    row = taken_on(holder)
    with pytest.raises(exceptions.SamePersonError):
        dismiss_complaint(complaint=row, by=row.accepted_by, at=MONDAY, reason="查无实据。")
    settled = {
        "status": "dismissed",
        "settled_at": MONDAY,
        "settled_by": row.accepted_by,
        "reason": "查无实据。",
    }
    with pytest.raises(IntegrityError, match="complaint_decided_by_another"), transaction.atomic():
        Complaint.objects.filter(pk=row.pk).update(**settled)


def test_parties_keep_out(holder, decider):
    row = complained(holder)
    for party in (row.complainant, holder.user):
        with pytest.raises(exceptions.PartyError):
            accept_complaint(complaint=row, by=party, at=MONDAY)


def test_declined_complaint_is_not_told_to_the_holder(holder, decider):
    row = decline_complaint(complaint=complained(holder), by=decider, at=MONDAY, reason="与服务无关。")
    assert (row.status, row.reason) == ("declined", "与服务无关。")
    assert not Message.objects.filter(recipient=holder.user, template__key__startswith="complaint").exists()
    with pytest.raises(exceptions.ComplaintStatusError, match="不予受理"):
        accept_complaint(complaint=row, by=decider, at=MONDAY)


def test_inquiry_is_answered_once_by_whom_it_asks(holder):
    row = taken_on(holder)
    question = ask(
        complaint=row, asked=Asked.COMPLAINANT, question="请补充日期。", by=row.accepted_by, at=MONDAY
    )
    with pytest.raises(exceptions.NotAskedError):
        answer_inquiry(inquiry=question, answer="……", by=holder.user, at=MONDAY)
    answer_inquiry(inquiry=question, answer="九月一日。", by=row.complainant, at=MONDAY)
    with pytest.raises(exceptions.NotAskedError):
        answer_inquiry(inquiry=question, answer="九月二日。", by=row.complainant, at=MONDAY)
    assert Event.objects.get(verb="complaint.answer").actor is None


def minded(at):
    with time_machine.travel(at, tick=False):
        return mind_complaints()


def test_complaint_that_lies_is_brought_up_once_a_working_day(holder):
    officer = staff_in_group("publicity_officer")
    row = complained(holder)  # five working days after Monday the 21st: the 29th, for the 25th is 中秋节
    assert (minded(shanghai(2026, 9, 29, 9)), minded(shanghai(2026, 9, 30, 9))) == (0, 1)
    assert minded(shanghai(2026, 9, 30, 9) + timedelta(hours=1)) == 0
    text = f"举报{row.number}应于2026年9月29日前受理或不予受理，至今未办，请尽快办理。"
    assert (officer, text) in told("complaint_waiting")


def test_whoever_took_it_on_is_told_before_its_limit(holder):
    row = taken_on(holder)
    assert minded(shanghai(2026, 10, 21, 9)) == 0
    assert minded(shanghai(2026, 10, 22, 9)) == 1
    assert {person for person, _text in told("complaint_due")} == {row.accepted_by}
