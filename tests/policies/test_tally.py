"""How signatures add up: any, all, quorum, in turn; veto; the order of answers decides nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.tally import (
    ALL,
    ANY,
    APPROVE,
    IN_TURN,
    QUORUM,
    REFUSE,
    SUPPLEMENT,
    Ballot,
    SignRule,
    next_seats,
    settled,
)

CHOICES = [APPROVE, SUPPLEMENT, REFUSE]


def ballots(*choices):
    return [Ballot(seat, choice) for seat, choice in enumerate(choices, 1)]


@pytest.mark.clause("S-5-2")
@pytest.mark.parametrize("choice", CHOICES)
def test_any_is_settled_by_its_one_signer(choice):
    assert settled(SignRule(ANY, signers=3), ballots(choice)) == choice


@pytest.mark.parametrize(
    ("rule", "cast", "outcome"),
    [
        (SignRule(ANY), (), None),
        (SignRule(ALL, 3), (APPROVE, APPROVE), None),
        (SignRule(ALL, 3), (APPROVE, APPROVE, APPROVE), APPROVE),
        (SignRule(ALL, 3), (APPROVE, REFUSE), REFUSE),
        (SignRule(ALL, 3), (SUPPLEMENT, APPROVE), None),
        (SignRule(ALL, 3), (SUPPLEMENT, APPROVE, APPROVE), SUPPLEMENT),
        (SignRule(ALL, 3, is_veto=False), (SUPPLEMENT, APPROVE), SUPPLEMENT),
        (SignRule(ALL, 3, is_veto=False), (REFUSE, REFUSE), REFUSE),
        (SignRule(QUORUM, 3, 2, is_veto=False), (APPROVE, APPROVE), APPROVE),
        (SignRule(QUORUM, 3, 2), (APPROVE, APPROVE), None),
        (SignRule(QUORUM, 3, 2), (APPROVE, APPROVE, SUPPLEMENT), APPROVE),
        (SignRule(QUORUM, 3, 2), (APPROVE, APPROVE, REFUSE), REFUSE),
        (SignRule(QUORUM, 3, 2, is_veto=False), (APPROVE, SUPPLEMENT, REFUSE), SUPPLEMENT),
        (SignRule(IN_TURN, 2), (APPROVE,), None),
        (SignRule(IN_TURN, 2), (SUPPLEMENT,), SUPPLEMENT),
        (SignRule(IN_TURN, 2), (APPROVE, REFUSE), REFUSE),
        (SignRule(IN_TURN, 2), (APPROVE, APPROVE), APPROVE),
    ],
)
def test_stage_is_settled_as_soon_as_nothing_can_change_it(rule, cast, outcome):
    assert settled(rule, ballots(*cast)) == outcome


def test_in_turn_calls_one_seat_after_another():
    rule = SignRule(IN_TURN, 3)
    assert (next_seats(rule, []), next_seats(rule, ballots(APPROVE))) == ([1], [2])


def test_other_modes_call_every_waiting_seat():
    assert next_seats(SignRule(ALL, 3), [Ballot(2, APPROVE)]) == [1, 3]


@st.composite
def polls(draw):
    """A rule, and a full set of answers in some order of arrival."""
    signers = draw(st.integers(1, 5))
    rule = SignRule(
        draw(st.sampled_from([ANY, ALL, QUORUM])), signers, draw(st.integers(1, signers)), draw(st.booleans())
    )
    answers = [Ballot(seat, draw(st.sampled_from(CHOICES))) for seat in range(1, rule.seats + 1)]
    return rule, draw(st.permutations(answers))


@given(polls())
def test_order_of_answers_never_changes_the_outcome(poll):
    rule, arrived = poll
    outcomes = [settled(rule, arrived[:count]) for count in range(len(arrived) + 1)]
    early = next(outcome for outcome in outcomes if outcome)
    assert early == settled(rule, sorted(arrived, key=lambda ballot: ballot.seat))


@given(polls())
def test_one_refusal_is_a_veto_where_the_stage_says_so(poll):
    rule, arrived = poll
    has_refusal = any(ballot.choice == REFUSE for ballot in arrived)
    if rule.is_veto and has_refusal:
        assert settled(rule, arrived) == REFUSE
