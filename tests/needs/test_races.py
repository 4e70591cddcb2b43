"""企业需求 under threads: one form is one need, an offer is answered or lapses but not both, and one holder gets it."""

from uuid import uuid4

import pytest

from needs.actions import Said, accept_offer, decline_offer, lapse_offer, offer_need, submit_need
from needs.exceptions import NeedStatusError, OfferStatusError
from needs.models import Need, Offer
from tests.factories.accounts import UserFactory
from tests.factories.feedback import MONDAY, titled
from tests.factories.needs import SAID, expert, offered, taken
from tests.registry.racing import at_once

pytestmark = [pytest.mark.race, pytest.mark.slow]


def test_one_form_sent_by_eight_threads_is_one_need(committed_db):
    person, key = UserFactory(), uuid4()
    said = Said(**SAID, contact_mobile=person.mobile)
    answers = at_once([lambda: submit_need(said=said, form_key=key, by=person, at=MONDAY)] * 8)
    assert set(answers) == {Need.objects.get()}


def test_offer_accepted_declined_and_lapsed_at_once_ends_once(committed_db):
    one = expert()
    offer = offered(one)
    acts = [
        lambda: accept_offer(offer=offer, by=one.user, at=MONDAY),
        lambda: decline_offer(offer=offer, by=one.user, at=MONDAY),
        lambda: lapse_offer(offer=offer, at=MONDAY),
    ]
    answers = at_once(acts * 2)
    assert sorted(type(one) is OfferStatusError for one in answers) == [False] + [True] * 5
    ended = Offer.objects.select_related("need").get()
    assert (ended.status == "accepted") is (ended.need.status == "accepted")


def test_need_offered_by_several_of_the_staff_goes_to_one_holder(committed_db):
    need, officer = taken(), UserFactory()
    holders = [expert(), titled()] * 4
    answers = at_once(
        [lambda one=one: offer_need(need=need, holder=one, by=officer, at=MONDAY) for one in holders]
    )
    assert sorted(type(one) is NeedStatusError for one in answers) == [False] + [True] * 7
    assert Offer.objects.count() == 1
