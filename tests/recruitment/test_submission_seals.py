import hashlib
import json
from datetime import date

import pytest

from accounts.models import Consent, Membership
from audit.models import Event
from messaging.models import Message
from recruitment.enums import Status
from recruitment.signals import application_submitted
from tests.factories.recruitment import submitted_expert, submitted_station

pytestmark = pytest.mark.django_db


@pytest.mark.clause("S-5-1")
def test_a_station_gets_its_number_and_is_sealed():
    row = submitted_station()
    assert row.status == Status.SUBMITTED
    assert row.number == f"ZY-{row.submitted_at.year}-000001"
    snapshot = row.snapshots.get()
    text = json.dumps(snapshot.content, ensure_ascii=False, sort_keys=True)
    assert row.snapshot_hash == snapshot.hash == hashlib.sha256(text.encode()).hexdigest()
    assert snapshot.content["dossier"]["founded_on"] == date(2019, 6, 18).isoformat()
    assert len(snapshot.content["evidence"]) == 5


def test_an_expert_is_submitted_with_three_consents():
    row = submitted_expert()
    kinds = set(Consent.objects.filter(user=row.applicant).values_list("kind", flat=True))
    assert kinds == {"undertaking", "e_delivery", "publish_name"}


def test_a_submission_leaves_message_event_milestone_and_membership():
    row = submitted_station()
    message = Message.objects.get()
    assert message.to == row.applicant.mobile
    assert message.text == f"您的工作站申请已提交，受理编号{row.number}。审核结果将短信通知，请保持手机畅通。"
    assert Event.objects.filter(verb="application.submit", target_id=row.pk).count() == 1
    assert [m.status for m in row.milestones.all()] == ["submitted"]
    assert Membership.objects.get().organisation == row.organisation


def test_the_signal_comes_inside_the_transaction_and_undoes_it_by_failing():
    def refuse(**_kwargs):
        raise RuntimeError("no process")

    application_submitted.connect(refuse)
    try:
        with pytest.raises(RuntimeError):
            submitted_station()
    finally:
        application_submitted.disconnect(refuse)
    assert Message.objects.count() == 0
