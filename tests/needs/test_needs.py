"""企业需求: submitted, taken on, offered, answered, served and scored; each side is told, and nobody else."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import IntegrityError, transaction

from audit.models import Event
from messaging.models import Message
from needs import exceptions
from needs.actions import (
    accept_offer,
    decline_offer,
    link_service,
    offer_need,
    refuse_need,
    score_need,
    submit_need,
    take_need,
    withdraw_need,
)
from needs.actions.submitting import Said
from needs.minding import mind_needs
from needs.models import Need, Offer
from needs.queries import needs_of, suggestions_for
from needs.wording import field_names, reason_words
from registry.models import HolderStatus
from service.actions import Told, report_entry
from tests.factories.accounts import UserFactory, staff_in_group
from tests.factories.feedback import MONDAY, titled
from tests.factories.needs import SAID, accepted, expert, needed, offered, taken
from tests.factories.publicity import shanghai
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
SERVED = shanghai(2026, 9, 23, 18)


def told(template):
    return {(row.recipient, row.to, row.text) for row in Message.objects.filter(template__key=template)}


def entry_of(holder, on=date(2026, 9, 22), at=SERVED):
    said = Told(
        on, 18, 4, "offline", "consulting", "policy_reading", "演示：讲解补助政策。", is_declared_free=True
    )
    return report_entry(holder=holder, told=said, form_key=uuid4(), by=holder.user, at=at)


@pytest.mark.clause("S-10")
def test_need_is_numbered_told_and_keeps_the_contact_out_of_the_trace():
    officer = staff_in_group("publicity_officer")
    row = needed()
    assert (row.number, row.status) == ("XQ-2026-000001", "submitted")
    assert (row.submitter, row.contact_mobile, "您的需求已提交，编号XQ-2026-000001。受理和对接情况将短信告知，全程免费。") in told("need_submitted")  # fmt: skip
    assert {person for person, _to, _text in told("need_received")} == {officer}
    after = Event.objects.get(verb="need.submit").after
    assert after == {"province": "33", "field": "policy_reading", "form": "offline", "gathered": False}


def test_form_sent_twice_is_one_need():
    person, key = UserFactory(), uuid4()
    said = Said(**SAID, contact_mobile=person.mobile)
    rows = {submit_need(said=said, form_key=key, by=person, at=MONDAY).pk for _turn in range(2)}
    assert (len(rows), Need.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"words": "太短"}, exceptions.WordsMissingError),
        ({"is_agreed": False}, exceptions.NotAgreedError),
        ({"field": "unheard"}, exceptions.FieldError),
        ({"uscc": "91330113DEM0000145"}, exceptions.CodeFaultError),
    ],
)
def test_need_out_of_bounds_is_refused(changed, refusal):
    with pytest.raises(refusal):
        needed(**changed)


def test_sixth_need_of_a_day_is_refused():
    person = UserFactory()
    for _n in range(5):
        needed(by=person)
    with pytest.raises(exceptions.TooManyNeedsError, match="最多提交 5 件"):
        needed(by=person)


@pytest.mark.clause("S-2")
@pytest.mark.clause("S-10")
def test_station_writes_down_what_it_gathered_and_the_firm_is_told():
    station = titled()
    row = needed(by=station.user, gathered_by=station, contact_mobile="19900008888")
    assert row.gathered_by == station
    assert {(person, to) for person, to, _text in told("need_submitted")} == {(None, "19900008888")}
    firm = UserFactory(mobile="19900008888")
    assert list(needs_of(firm)) == [row]
    for stranger in (UserFactory(), expert().user):
        with pytest.raises(exceptions.NotGathererError):
            needed(by=stranger, gathered_by=station)


@pytest.mark.clause("S-10")
def test_suggestions_come_with_their_reasons():
    station, one = titled(), expert()
    found = suggestions_for(taken(), today=date(2026, 9, 21))
    assert [(holder, match.points) for holder, match in found] == [(one, 95), (station, 75)]
    assert reason_words(found[0][1].reasons, field_names()) == [
        "擅长政策解读",
        "同在浙江省",
        "没有在办的需求",
        "尚无评分",
    ]
    assert reason_words(found[1][1].reasons, field_names())[0] == "工作站可组织各领域服务"


def test_who_cannot_serve_is_not_suggested_and_not_offered_to():
    gone, elsewhere = expert(), titled()
    gone.status = HolderStatus.WITHDRAWN
    gone.save()
    type(elsewhere).objects.filter(pk=elsewhere.pk).update(province="11")
    need = taken()
    assert suggestions_for(need, today=date(2026, 9, 21)) == []
    for holder in (gone, elsewhere):
        with pytest.raises(exceptions.UnfitError):
            offer_need(need=need, holder=holder, by=UserFactory(), at=MONDAY)


def test_suggesting_costs_the_same_with_more_holders():
    need = taken()
    expert()
    one = queries_of(lambda: suggestions_for(need, today=date(2026, 9, 21)))
    titled()
    expert()
    assert queries_of(lambda: suggestions_for(need, today=date(2026, 9, 21))) == one


def test_busy_holder_is_passed_over():
    one = expert()
    for _n in range(3):
        accepted(one)
    assert suggestions_for(taken(), today=date(2026, 9, 21)) == []


def test_offer_is_answered_by_its_holder_within_three_working_days():
    one = expert()
    offer = offered(one)
    assert (offer.due_on, offer.need.status) == (date(2026, 9, 24), "offered")
    assert {(person, text) for person, _to, text in told("need_offered")} == {
        (one.user, f"有企业需求{offer.need.number}推荐给您，请于2026年9月24日前登录志愿平台回应。")
    }
    with pytest.raises(exceptions.NotOfferedError):
        accept_offer(offer=offer, by=UserFactory(), at=MONDAY)
    offer = accept_offer(offer=offer, by=one.user, at=MONDAY)
    assert (offer.status, offer.need.status) == ("accepted", "accepted")
    assert {person for person, _to, _text in told("need_accepted")} == {offer.need.submitter}
    with pytest.raises(exceptions.OfferStatusError, match="已接受"):
        decline_offer(offer=offer, by=one.user, at=MONDAY)


def test_declined_need_waits_for_another_and_does_not_come_back():
    one, officer = expert(), staff_in_group("publicity_officer")
    offer = decline_offer(offer=offered(one), by=one.user, at=MONDAY, words="本周在外地。")
    assert (offer.need.status, offer.words) == ("open", "本周在外地。")
    assert (officer, f"需求{offer.need.number}的推荐：未接受。") in {
        (p, t) for p, _to, t in told("need_answered")
    }
    assert suggestions_for(offer.need, today=date(2026, 9, 21)) == []
    with pytest.raises(exceptions.AlreadyOfferedError):
        offer_need(need=offer.need, holder=one, by=officer, at=MONDAY)


def test_one_offer_of_a_need_is_alive_at_a_time():
    offer, other = offered(expert()), titled()
    with pytest.raises(exceptions.NeedStatusError, match="待回应"):
        offer_need(need=offer.need, holder=other, by=UserFactory(), at=MONDAY)
    columns = {"offered_at": MONDAY, "offered_by": UserFactory(), "due_on": offer.due_on}
    with pytest.raises(IntegrityError), transaction.atomic():
        Offer.objects.create(need=offer.need, holder=other, **columns)


@pytest.mark.clause("S-10")
def test_need_is_traced_to_its_diary_entry_and_scored_by_the_firm():
    one = expert()
    offer = accepted(one)
    with pytest.raises(exceptions.ForeignEntryError):
        link_service(offer=offer, entry=entry_of(expert()), by=one.user, at=SERVED)
    with pytest.raises(exceptions.ForeignEntryError):
        link_service(offer=offer, entry=entry_of(one, on=date(2026, 9, 20)), by=one.user, at=SERVED)
    entry = entry_of(one)
    need = link_service(offer=offer, entry=entry, by=one.user, at=SERVED)
    assert (need.status, need.entry) == ("served", entry)
    for stranger in (one.user, UserFactory()):
        with pytest.raises(exceptions.NotSubmitterError):
            score_need(need=need, score=5, words="", by=stranger, at=SERVED)
    with pytest.raises(exceptions.ScoreError):
        score_need(need=need, score=6, words="", by=need.submitter, at=SERVED)
    need = score_need(need=need, score=5, words="讲得具体。", by=need.submitter, at=SERVED)
    assert (need.status, need.score, need.score_words) == ("closed", 5, "讲得具体。")
    with pytest.raises(exceptions.NeedStatusError):
        score_need(need=need, score=1, words="", by=need.submitter, at=SERVED)


def test_station_does_not_score_its_own_service():
    station = titled()
    need = needed(by=station.user, gathered_by=station, contact_mobile="19900008888")
    offer = offer_need(need=take_need(need=need, by=UserFactory(), at=MONDAY), holder=station, by=UserFactory(), at=MONDAY)  # fmt: skip
    offer = accept_offer(offer=offer, by=station.user, at=MONDAY)
    need = link_service(offer=offer, entry=entry_of(station), by=station.user, at=SERVED)
    with pytest.raises(exceptions.OwnScoreError):
        score_need(need=need, score=5, words="", by=station.user, at=SERVED)
    assert (
        score_need(need=need, score=4, words="", by=UserFactory(mobile="19900008888"), at=SERVED).score == 4
    )


def test_refused_need_says_why():
    need = needed()
    with pytest.raises(exceptions.ReasonMissingError):
        refuse_need(need=need, by=UserFactory(), at=MONDAY, reason=" ")
    need = refuse_need(need=need, by=UserFactory(), at=MONDAY, reason="不属于志愿服务范围。")
    assert (need.status, need.reason) == ("refused", "不属于志愿服务范围。")


def test_firm_withdraws_until_somebody_accepts():
    offer = offered(expert())
    with pytest.raises(exceptions.NotSubmitterError):
        withdraw_need(need=offer.need, by=UserFactory(), at=MONDAY)
    need = withdraw_need(need=offer.need, by=offer.need.submitter, at=MONDAY)
    offer.refresh_from_db()
    assert (need.status, offer.status) == ("withdrawn", "recalled")
    running = accepted(titled())
    with pytest.raises(exceptions.NeedStatusError):
        withdraw_need(need=running.need, by=running.need.submitter, at=MONDAY)


def minded(at):
    with time_machine.travel(at, tick=False):
        return mind_needs()


@pytest.mark.clause("S-10")
def test_offer_nobody_answers_is_given_back_exactly_once():
    one, officer = expert(), staff_in_group("publicity_officer")
    offer = offered(one)
    due = shanghai(2026, 9, 24, 23)
    assert minded(due) == 0
    assert (minded(due + timedelta(hours=2)), minded(due + timedelta(hours=3))) == (1, 0)
    offer.refresh_from_db()
    assert (offer.status, offer.need.status) == ("lapsed", "open")
    assert {person for person, _to, _text in told("need_lapsed")} == {one.user}
    assert {person for person, _to, _text in told("need_answered")} == {officer}


def test_need_that_lies_is_escalated_once_for_each_wait():
    officer = staff_in_group("publicity_officer")
    need = needed()
    late = shanghai(2026, 9, 26, 9)
    assert (minded(shanghai(2026, 9, 24, 9)), minded(late), minded(late + timedelta(days=9))) == (0, 1, 0)
    assert {(person, text) for person, _to, text in told("need_waiting")} == {
        (officer, f"企业需求{need.number}应于2026年9月24日前受理或推荐，至今未办，请尽快办理。")
    }
    take_need(need=need, by=officer, at=late)
    assert (minded(late + timedelta(days=30)), minded(late + timedelta(days=31))) == (1, 0)
