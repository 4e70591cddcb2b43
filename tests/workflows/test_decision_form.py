"""The decision at the desk: what the stage asks for beyond an answer and its reason."""

import re

import pytest
from django.urls import reverse

from policies.models import StageCheck
from tests.factories.accounts import staff_in_group
from tests.factories.recruitment import RoundFactory
from tests.factories.workflows import policy_with, signed, started, taken
from workflows.review.models import StageRun, Vote

pytestmark = pytest.mark.django_db


def case_url(task):
    return reverse("tasks:open", args=[task.process_id, task.pk])


@pytest.fixture
def checked():
    """A policy whose first stage has a checklist of one required and one optional line."""
    policy = policy_with()
    stage = policy.stages.get(flow_kind="station_application", order=1)
    StageCheck.objects.create(stage=stage, order=1, text="核对证照原件")
    StageCheck.objects.create(stage=stage, order=2, text="电话回访", is_required=False)
    return policy


def test_approval_names_the_required_checks_that_are_open(client, checked):
    reviewer = staff_in_group("first_review")
    client.force_login(reviewer)
    task = taken(started(round=RoundFactory(policy=checked)), reviewer)
    response = client.post(case_url(task), {"choice": "approve", "opinion": "同意。"})
    assert response.status_code == 422
    assert response.context["form"].errors == {"ticked": ["通过前请核对：核对证照原件。"]}
    assert not Vote.objects.exists()


def test_ticked_checks_are_kept_with_the_vote(client, checked):
    reviewer = staff_in_group("first_review")
    client.force_login(reviewer)
    task = taken(started(round=RoundFactory(policy=checked)), reviewer)
    first = StageCheck.objects.get(text="核对证照原件")
    response = client.post(case_url(task), {"choice": "approve", "opinion": "同意。", "ticked": [first.pk]})
    assert response.status_code == 302
    assert [tick.check_line.text for tick in Vote.objects.get().ticks.all()] == ["核对证照原件"]


def test_check_of_another_stage_is_refused(client, checked):
    reviewer = staff_in_group("first_review")
    client.force_login(reviewer)
    other = checked.stages.get(flow_kind="expert_application", order=1)
    foreign = StageCheck.objects.create(stage=other, order=1, text="他处事项")
    task = taken(started(round=RoundFactory(policy=checked)), reviewer)
    response = client.post(case_url(task), {"choice": "refuse", "opinion": "不符。", "ticked": [foreign.pk]})
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["ticked"])


@pytest.fixture
def returnable():
    policy = policy_with()
    policy.stages.filter(flow_kind="station_application", order=2).update(may_return=True)
    return policy


def test_return_needs_its_target_and_goes_there(client, returnable):
    process = started(round=RoundFactory(policy=returnable))
    signed(process, staff_in_group("first_review"))
    second = staff_in_group("second_review")
    client.force_login(second)
    task = taken(process, second)
    page = client.get(case_url(task))
    assert [value for value, _label in page.context["form"].fields["choice"].choices] == [
        "approve", "supplement", "return", "refuse",
    ]  # fmt: skip
    refused = client.post(case_url(task), {"choice": "return", "opinion": "请重新核对。"})
    assert refused.context["form"].errors == {"return_to": ["请选择退回到哪一环节。"]}
    target = returnable.stages.get(flow_kind="station_application", order=1)
    done = client.post(
        case_url(task), {"choice": "return", "opinion": "请重新核对。", "return_to": target.pk}
    )
    assert done.status_code == 302
    runs = StageRun.objects.filter(process_id=process.pk).order_by("pk")
    assert list(runs.values_list("stage__order", "round_no", "outcome")) == [
        (1, 1, "approve"), (2, 1, "return"), (1, 2, ""),
    ]  # fmt: skip


def test_first_stage_offers_no_return(client):
    reviewer = staff_in_group("first_review")
    client.force_login(reviewer)
    page = client.get(case_url(taken(started(), reviewer)))
    assert "return" not in dict(page.context["form"].fields["choice"].choices)
    assert "desk-target" not in page.content.decode()


def test_empty_answer_is_told_what_is_missing(client):
    reviewer = staff_in_group("first_review")
    client.force_login(reviewer)
    response = client.post(case_url(taken(started(), reviewer)))
    assert response.status_code == 422
    page = response.content.decode()
    said = re.findall(r'<p class="desk-error" role="alert">(.*?)</p>', page)
    assert said == ["请选择审核结论。", "请填写审核意见。"]
