"""A version in force stays as it is when a release brings a flow; a new draft proposes the stages it lacks, and says so."""

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.models import Event
from policies.actions import publish_policy
from policies.models import PolicyVersion
from tests.factories.accounts import StaffFactory, staff_in_group
from tests.factories.policies import PolicyFactory

pytestmark = pytest.mark.django_db
HINT = "这一版没有公示异议环节，异议由经办人直接决定"
SHOWN = ("name", "group__staff__code", "sign_mode", "quorum", "limit_days", "on_limit", "is_veto")


@pytest.fixture
def administrator(client):
    person = staff_in_group("administrator")
    client.force_login(person)
    return person


@pytest.fixture
def bare(administrator):
    """A version in force from before there were stages for objections."""
    draft, by = PolicyFactory(author=StaffFactory()), StaffFactory()
    return publish_policy(policy=draft, by=by, at=timezone.now(), effective_on=timezone.localdate())


def proposed(policy):
    return list(policy.stages.filter(flow_kind="objection").values_list(*SHOWN))


def drafted(client, source) -> PolicyVersion:
    url = reverse("rules:draft_policy", args=[source.number])
    answer = client.post(url, {"title": "下一版"}, follow=True)
    made = PolicyVersion.objects.order_by("-number")[0]
    assert ("底稿没有公示异议环节" in answer.text) is (
        source.stages.filter(flow_kind="objection").count() == 0
    )
    return made


def flow(policy, name="edit_flow"):
    return reverse(f"rules:{name}", args=[policy.number, "objection"])


def test_version_without_the_stages_says_so_and_is_left_alone(client, bare):
    assert HINT in client.get(reverse("rules:policy", args=[bare.number])).text
    drafted(client, bare)
    assert proposed(bare) == []


def test_draft_has_the_stages_a_new_installation_begins_with(client, bare):
    first = PolicyVersion.objects.get(number=1)
    made = drafted(client, bare)
    assert proposed(made) == proposed(first) == [("异议决定", "decision_maker", "any", 1, 10, "remind", True)]
    assert Event.objects.filter(verb="policy.add_stage", target_id=made.pk).count() == 1


def test_version_that_has_them_gives_its_own(client, administrator):
    assert HINT not in client.get(reverse("rules:policy", args=[1])).text
    made = drafted(client, PolicyVersion.objects.get(number=1))
    made.stages.filter(flow_kind="objection").update(name="合议")
    assert [row[0] for row in proposed(drafted(client, made))] == ["合议"]


def test_draft_without_them_takes_them_by_a_button_once(client, bare):
    made = drafted(client, bare)
    made.stages.filter(flow_kind="objection").delete()
    page = client.get(flow(made)).text
    assert flow(made, "propose_stages") in page
    for _again in range(2):
        made.refresh_from_db()
        client.post(flow(made, "propose_stages"), {"revision": made.revision})
    assert [row[0] for row in proposed(made)] == ["异议决定"]
    assert flow(made, "propose_stages") not in client.get(flow(made)).text


def test_only_the_flow_of_objections_is_proposed_and_only_in_a_draft(client, bare):
    made = drafted(client, bare)
    other = reverse("rules:propose_stages", args=[made.number, "station_application"])
    assert client.post(other, {"revision": made.revision}).status_code == 404
    client.post(flow(bare, "propose_stages"), {"revision": bare.revision})
    assert proposed(bare) == []
