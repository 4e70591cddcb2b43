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
    RETURN,
    SUPPLEMENT,
    Seat,
    SignRule,
    next_seats,
    return_target,
    settled,
)

CHOICES = [APPROVE, SUPPLEMENT, RETURN, REFUSE]


def seats(rule, *choices):
    """The rule's own seats, the first of them answered."""
    said = [*choices, *[""] * (rule.places - len(choices))]
    return [Seat(place, 0, choice) for place, choice in enumerate(said[: rule.places], 1)]


@pytest.mark.clause("S-5-2")
@pytest.mark.parametrize("choice", CHOICES)
def test_any_is_settled_by_its_one_signer(choice):
    rule = SignRule(ANY, signers=3)
    assert settled(rule, seats(rule, choice)) == choice


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
        (SignRule(QUORUM, 3, is_veto=False, percent=67), (APPROVE, APPROVE), None),
        (SignRule(QUORUM, 3, is_veto=False, percent=66), (APPROVE, APPROVE), APPROVE),
        (SignRule(QUORUM, 3, 2, is_veto=False), (RETURN, RETURN), None),
        (SignRule(QUORUM, 3, 2, is_veto=False), (RETURN, RETURN, APPROVE), RETURN),
        (SignRule(ALL, 3), (RETURN, SUPPLEMENT, APPROVE), SUPPLEMENT),
        (SignRule(ALL, 3), (RETURN, APPROVE), None),
        (SignRule(IN_TURN, 2), (APPROVE,), None),
        (SignRule(IN_TURN, 2), (SUPPLEMENT,), SUPPLEMENT),
        (SignRule(IN_TURN, 2), (APPROVE, REFUSE), REFUSE),
        (SignRule(IN_TURN, 2), (APPROVE, APPROVE), APPROVE),
    ],
)
def test_stage_is_settled_as_soon_as_nothing_can_change_it(rule, cast, outcome):
    assert settled(rule, seats(rule, *cast)) == outcome


def test_in_turn_calls_one_seat_after_another():
    rule = SignRule(IN_TURN, 3)
    called = [next_seats(rule, seats(rule)), next_seats(rule, seats(rule, APPROVE))]
    assert called == [[(1, 0)], [(2, 0)]]


def test_other_modes_call_every_waiting_seat():
    rule = SignRule(ALL, 3)
    assert next_seats(rule, [Seat(1, 0), Seat(2, 0, APPROVE), Seat(3, 0)]) == [(1, 0), (3, 0)]


def test_added_signer_before_is_called_first_and_holds_the_place_open():
    rule = SignRule(ALL, 2)
    chain = [Seat(1, -1), Seat(1, 0), Seat(2, 0)]
    assert next_seats(rule, chain) == [(1, -1), (2, 0)]
    chain = [Seat(1, -1, APPROVE), Seat(1, 0), Seat(2, 0, APPROVE)]
    assert (settled(rule, chain), next_seats(rule, chain)) == (None, [(1, 0)])


def test_added_signer_after_is_called_when_the_place_has_approved():
    rule = SignRule(ANY)
    chain = [Seat(1, 0, APPROVE), Seat(1, 1)]
    assert (settled(rule, chain), next_seats(rule, chain)) == (None, [(1, 1)])
    assert settled(rule, [Seat(1, 0, APPROVE), Seat(1, 1, APPROVE)]) == APPROVE


@pytest.mark.parametrize("objection", [SUPPLEMENT, RETURN, REFUSE])
def test_first_objection_of_a_chain_speaks_for_its_place(objection):
    assert settled(SignRule(ANY), [Seat(1, -1, objection), Seat(1, 0)]) == objection


def test_return_goes_to_the_earliest_stage_asked_for():
    assert return_target([(RETURN, 2), (APPROVE, None), (RETURN, 1)]) == 1
    assert return_target([(APPROVE, None)]) is None


@st.composite
def polls(draw):
    """A rule with a chain at each place, some longer by an added signer, and an order of arrival of the places' answers."""
    signers = draw(st.integers(1, 5))
    rule = SignRule(
        draw(st.sampled_from([ANY, ALL, QUORUM])),
        signers,
        draw(st.integers(1, signers)),
        draw(st.booleans()),
        draw(st.none() | st.integers(1, 100)),
    )
    chains = [
        [Seat(place, step, draw(st.sampled_from(CHOICES))) for step in range(draw(st.integers(1, 3)))]
        for place in range(1, rule.places + 1)
    ]
    return rule, chains, draw(st.permutations(range(rule.places)))


def arrived(chains, order, count):
    """Every chain, answered only where it is among the first `count` to arrive."""
    there = set(order[:count])
    return [
        seat if number in there else Seat(seat.place, seat.step)
        for number, chain in enumerate(chains)
        for seat in chain
    ]


@given(polls())
def test_order_of_answers_never_changes_the_outcome(poll):
    rule, chains, order = poll
    outcomes = [settled(rule, arrived(chains, order, count)) for count in range(len(order) + 1)]
    early = next(outcome for outcome in outcomes if outcome)
    assert early == outcomes[-1] == settled(rule, [seat for chain in reversed(chains) for seat in chain])


@given(polls())
def test_one_refusal_of_a_place_is_a_veto_where_the_stage_says_so(poll):
    rule, chains, order = poll
    has_refusal = any(
        next((seat.choice for seat in chain if seat.choice != APPROVE), APPROVE) == REFUSE for chain in chains
    )
    if rule.is_veto and has_refusal:
        assert settled(rule, arrived(chains, order, rule.places)) == REFUSE


@given(polls())
def test_stage_is_open_exactly_while_somebody_is_called_and_could_matter(poll):
    rule, chains, order = poll
    for count in range(len(order) + 1):
        standing = arrived(chains, order, count)
        assert settled(rule, standing) or next_seats(rule, standing)
