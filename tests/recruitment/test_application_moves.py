"""From review to the end: each door opens from its own state only, and tells the applicant why."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from audit.models import Event
from messaging.models import Message
from recruitment import actions
from recruitment.enums import Status
from recruitment.exceptions import (
    NotApplicantError,
    NotDueError,
    ReasonMissingError,
    SupplementsUsedUpError,
    WrongStatusError,
)
from recruitment.models import Application
from tests.factories.accounts import UserFactory
from tests.factories.recruitment import submitted_station, upload

pytestmark = pytest.mark.django_db
DUE = date(2026, 12, 4)
LAST_MINUTE = datetime(2026, 12, 4, 15, 59, tzinfo=UTC)  # 23:59 in Shanghai


def now() -> datetime:
    return timezone.now()


@pytest.fixture
def reviewing() -> Application:
    return actions.begin_review(application=submitted_station(), by=None, at=now())


@pytest.fixture
def supplement(reviewing: Application) -> Application:
    return actions.request_supplement(application=reviewing, by=None, at=now(), due_on=DUE, reason="请补盖章")


def test_retraction_is_possible_until_review_begins():
    row = submitted_station()
    assert actions.retract_application(application=row, by=row.applicant, at=now()).status == Status.RETRACTED


def test_retraction_after_review_began_is_refused(reviewing):
    with pytest.raises(WrongStatusError, match="审核中"):
        actions.retract_application(application=reviewing, by=reviewing.applicant, at=now())


def test_nobody_else_retracts():
    with pytest.raises(NotApplicantError):
        actions.retract_application(application=submitted_station(), by=UserFactory(), at=now())


def test_after_retraction_one_may_apply_again():
    row = submitted_station()
    actions.retract_application(application=row, by=row.applicant, at=now())
    again = submitted_station(round=row.round, by=row.applicant, uscc=row.station.uscc)
    assert again.number == f"ZY-{now().astimezone().year}-000002"


def test_a_second_begin_of_review_changes_nothing(reviewing):
    before = reviewing.milestones.count()
    actions.begin_review(application=reviewing, by=None, at=now())
    assert reviewing.milestones.count() == before


def test_a_supplement_tells_reason_and_day(supplement):
    message = Message.objects.get(template__key="supplement")
    assert "2026年12月4日" in message.text
    assert (supplement.supplement_reason, supplement.supplement_due_on) == ("请补盖章", DUE)


def test_a_resubmission_keeps_the_number_and_adds_a_snapshot(supplement):
    number, first = supplement.number, supplement.snapshot_hash
    by, at = supplement.applicant, LAST_MINUTE
    actions.save_draft(
        application=supplement, values={"staff_count": 21}, revision=supplement.revision, by=by, at=at
    )
    row = actions.resubmit_application(application=supplement, by=by, at=at)
    assert (row.status, row.number) == (Status.REVIEWING, number)
    assert row.snapshot_hash != first
    assert [snapshot.hash for snapshot in row.snapshots.all()] == [first, row.snapshot_hash]
    assert row.findings.get(label="专职人员").value == "21 人"


def test_the_day_after_the_limit_is_too_late(supplement):
    with pytest.raises(WrongStatusError, match="逾期未补正"):
        actions.resubmit_application(
            application=supplement, by=supplement.applicant, at=LAST_MINUTE + timedelta(minutes=1)
        )


def test_only_one_supplement_by_default(supplement):
    row = actions.resubmit_application(application=supplement, by=supplement.applicant, at=LAST_MINUTE)
    with pytest.raises(SupplementsUsedUpError):
        actions.request_supplement(application=row, by=None, at=now(), due_on=DUE, reason="再补")


def test_a_supplement_lapses_after_its_day_and_not_on_it(supplement):
    with pytest.raises(NotDueError):
        actions.lapse_application(application=supplement, at=LAST_MINUTE)
    row = actions.lapse_application(application=supplement, at=LAST_MINUTE + timedelta(minutes=1))
    assert (row.status, row.decided_by) == (Status.LAPSED, None)


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_a_refusal_needs_a_reason(reviewing, reason):
    with pytest.raises(ReasonMissingError):
        actions.refuse_application(application=reviewing, by=None, at=now(), reason=reason)
    assert Application.objects.get(pk=reviewing.pk).status == Status.REVIEWING


def test_a_refusal_is_told_and_audited(reviewing):
    row = actions.refuse_application(application=reviewing, by=None, at=now(), reason="材料不实")
    assert (row.status, row.decision_reason) == (Status.REFUSED, "材料不实")
    assert Message.objects.filter(template__key="rejected").count() == 1
    event = Event.objects.get(verb="application.refuse")
    assert (event.before, event.after) == (
        {"status": "reviewing"},
        {"status": "refused", "reason": "材料不实"},
    )


def test_no_event_holds_a_mobile_number(supplement):
    mobile = supplement.applicant.mobile
    said = "".join(f"{event.before}{event.after}{event.target_label}" for event in Event.objects.all())
    assert mobile not in said
    assert supplement.station.contact_mobile not in said


@pytest.mark.clause("S-5-1")
@pytest.mark.parametrize("door", ["save_draft", "add_evidence", "remove_evidence"])
def test_a_submitted_dossier_is_frozen(door):
    row = submitted_station()
    given = {
        "save_draft": {"application": row, "values": {"staff_count": 99}, "revision": row.revision},
        "add_evidence": {"application": row, "kind": "other", "upload": upload("新.pdf")},
        "remove_evidence": {"evidence": row.evidence.first()},
    }[door]
    with pytest.raises(WrongStatusError):
        getattr(actions, door)(**given, by=row.applicant, at=now())


@pytest.mark.parametrize(
    ("door", "extra"),
    [
        ("pass_application", {}),
        ("hold_application", {}),
        ("resume_application", {}),
        ("recognize_application", {}),
        ("drop_application", {"reason": "x"}),
        ("refuse_application", {"reason": "x"}),
        ("request_supplement", {"due_on": DUE, "reason": "x"}),
    ],
)
def test_no_door_opens_straight_from_submission(door, extra):
    with pytest.raises(WrongStatusError, match="当前状态为“已提交”"):
        getattr(actions, door)(application=submitted_station(), by=None, at=now(), **extra)
