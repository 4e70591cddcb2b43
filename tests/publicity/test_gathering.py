"""A window from passed applications: the public columns, one policy, once."""

import pytest
from django.utils import timezone

from messaging.models import Message
from policies.enums import Kind
from publicity.models import Entry, Window, WindowStatus
from publicity.signals import window_opened
from recruitment.enums import Status
from recruitment.models import Application
from recruitment.publicizing import (
    MixedPoliciesError,
    NobodyChosenError,
    NotPassedError,
    Progress,
    candidates,
    gather_window,
    recognition_progress,
)
from tests.factories.accounts import UserFactory
from tests.factories.policies import PolicyFactory
from tests.factories.publicity import (
    confirmed,
    gathered_window,
    opened,
    passed_application,
    passed_applications,
    shanghai,
)
from tests.factories.recruitment import RoundFactory, submitted_station

pytestmark = pytest.mark.django_db


def gather(applications):
    return gather_window(applications=applications, title="公示", by=UserFactory(), at=timezone.now())


def test_gathered_window_lists_stations_before_experts_by_province():
    round_ = RoundFactory()
    expert = passed_application(Kind.EXPERT, round=round_)
    south = passed_application(round=round_, province="44")
    north = passed_application(round=round_, province="11")
    window = gather([expert, south, north])
    names = list(window.entries.order_by("order").values_list("order", "name"))
    assert names == [(1, north.name), (2, south.name), (3, expert.name)]
    assert window.status == WindowStatus.PREPARED
    applications = Application.objects.filter(entry__window=window)
    assert {row.name: row.status for row in applications} == {
        name: Status.PUBLICIZED for _order, name in names
    }
    assert all(row.entry.name == row.name for row in applications)


@pytest.mark.clause("S-5-3")
def test_station_entry_shows_name_province_and_kind():
    station = passed_application(province="33", station_kind="park")
    entry = gather([station]).entries.get()
    assert (entry.name, entry.province, entry.employer, entry.field_names) == (station.name, "33", "", "")
    assert "园区" in entry.station_kind


@pytest.mark.clause("E-4-3")
def test_expert_entry_shows_employer_and_fields_and_no_contact():
    expert = passed_application(Kind.EXPERT)
    entry = gather([expert]).entries.get()
    assert entry.employer == "(演示)临川大学中小企业研究中心"
    assert len(entry.field_names.split("、")) == 2
    shown = " ".join(str(value) for value in Entry.objects.filter(pk=entry.pk).values_list()[0])
    assert expert.applicant.mobile not in shown
    assert "@" not in shown


def test_application_is_gathered_once():
    chosen = passed_applications(2)
    gather(chosen[:1])
    with pytest.raises(NotPassedError, match=chosen[0].number):
        gather(chosen)
    assert Window.objects.count() == 1
    assert Application.objects.get(pk=chosen[1].pk).status == Status.PASSED


def test_application_under_review_is_not_gathered():
    with pytest.raises(NotPassedError):
        gather([submitted_station()])


def test_nobody_makes_no_window():
    with pytest.raises(NobodyChosenError):
        gather([])


def test_applications_of_two_policies_make_no_window():
    first = passed_application()
    second = passed_application(round=RoundFactory())
    policy = PolicyFactory(values=first.round.policy.values)
    type(second.round).objects.filter(pk=second.round_id).update(policy=policy)
    with pytest.raises(MixedPoliciesError, match="所选各件适用的规则版本不同，请按批次分别公示。"):
        gather([first, second])


def test_candidates_are_the_passed_of_a_kind_and_a_round():
    first, second = RoundFactory(), RoundFactory()
    station = passed_application(round=first)
    expert = passed_application(Kind.EXPERT, round=first)
    other = passed_application(round=second)
    submitted_station(round=first)
    assert list(candidates()) == [station, other, expert]
    assert list(candidates(kind=Kind.STATION, round=first)) == [station]


@pytest.mark.clause("S-5-3")
@pytest.mark.clause("E-4-3")
def test_opening_sends_exactly_one_sms_an_application():
    window = opened(gathered_window(count=2))
    window_opened.send(sender=Window, window=window, by=None, at=timezone.now())
    messages = Message.objects.filter(template__key="publicity").order_by("pk")
    numbers = Application.objects.filter(entry__window=window).order_by("pk").values_list("number", flat=True)
    assert [message.text for message in messages] == [
        f"您的申请{number}已通过审核，现予公示，公示期至2026年9月24日。" for number in numbers
    ]


def test_sms_of_a_provisional_window_says_so():
    opened(gathered_window(count=1), shanghai(2026, 12, 28, 9))
    assert "（暂定）" in Message.objects.get(template__key="publicity").text


def test_progress_counts_the_recognized_of_the_released():
    window = confirmed(gathered_window(count=2))
    assert recognition_progress(window) == Progress(recognized=0, released=2)
