"""试算: recorded votes counted through other stages; what has no history is said, never guessed."""

from dataclasses import replace
from datetime import date

import pytest

from policies.conditions import AT_LEAST, Condition
from policies.tally import ALL, ANY, APPROVE, IN_TURN, QUORUM, REFUSE, SUPPLEMENT, Seat, SignRule
from policies.whatif import PastCase, PastRun, RuleBook, StagePlan, replay, try_case
from policies.whatif.decisions import reseated
from policies.whatif.facts import NO_HISTORY, OPEN, PASSED, REFUSED, SKIPPED, UNDECIDED
from tests.policies.profiles import EXPERT_TERMS, STATION, STATION_TERMS

ON = date(2026, 11, 22)
FIRST = StagePlan("first_review", "初审", SignRule(ANY), "初审组")
SECOND = StagePlan("second_review", "复审", SignRule(ANY), "复审组")
PANEL = StagePlan("panel", "专家评议", SignRule(QUORUM, 5, 3), "评议组")


def run(stage, *choices, round_no=1, outcome=None, days=None):
    """Answered in the order given, one seat a choice."""
    seats = tuple(Seat(place, 0, choice) for place, choice in enumerate(choices, 1))
    said = outcome if outcome is not None else next((c for c in choices if c != APPROVE), APPROVE)
    return PastRun(stage, round_no, said, seats, ("组",) * len(seats), days)


def case(*runs, ending=PASSED, facts=None):
    return PastCase(1, "station", ON, STATION, ending, facts=facts or {}, runs=runs)


def told(replayed):
    return [(line.name, line.was, line.now) for line in replayed.lines]


def test_the_version_that_was_used_ends_as_it_did():
    replayed = replay(case(run("first_review", APPROVE), run("second_review", APPROVE)), [FIRST, SECOND])
    assert (replayed.ending, replayed.deciding) == (PASSED, None)
    assert told(replayed) == [("初审", APPROVE, APPROVE), ("复审", APPROVE, APPROVE)]


@pytest.mark.parametrize(
    ("rule", "cast", "ending", "lacking", "unsigned"),
    [
        (SignRule(ALL, 2), [APPROVE], UNDECIDED, 1, 1),
        (SignRule(ALL, 3), [APPROVE], UNDECIDED, 2, 2),
        (SignRule(QUORUM, 3, 2), [APPROVE, APPROVE], UNDECIDED, 0, 1),
        (SignRule(QUORUM, 3, 2, is_veto=False), [APPROVE, APPROVE], PASSED, 0, 0),
        (SignRule(QUORUM, 3, is_veto=False, percent=67), [APPROVE, APPROVE, REFUSE], REFUSED, 0, 0),
        (SignRule(QUORUM, 3, 2), [APPROVE, APPROVE, REFUSE], REFUSED, 0, 0),
        (SignRule(QUORUM, 3, 2, is_veto=False), [APPROVE, APPROVE, REFUSE], PASSED, 0, 0),
        (SignRule(ANY), [REFUSE, APPROVE, APPROVE], REFUSED, 0, 0),
        (SignRule(IN_TURN, 2), [APPROVE], UNDECIDED, 1, 1),
    ],
)
def test_votes_are_counted_by_the_new_rule(rule, cast, ending, lacking, unsigned):
    second = StagePlan("second_review", "复审", rule, "复审组")
    replayed = replay(case(run("first_review", APPROVE), run("second_review", *cast)), [FIRST, second])
    line = replayed.lines[-1]
    assert (replayed.ending, line.lacking, line.unsigned) == (ending, lacking, unsigned)


def test_a_new_stage_has_no_history_and_the_others_are_still_counted():
    runs = (run("first_review", APPROVE), run("second_review", APPROVE))
    replayed = replay(case(*runs), [FIRST, PANEL, SECOND])
    assert replayed.ending == NO_HISTORY
    assert told(replayed) == [
        ("初审", APPROVE, APPROVE),
        ("专家评议", "", NO_HISTORY),
        ("复审", APPROVE, APPROVE),
    ]
    assert replayed.deciding.name == "专家评议"


def test_a_refusal_stands_whatever_the_new_stage_would_have_said():
    runs = (run("first_review", APPROVE), run("second_review", REFUSE))
    replayed = replay(case(*runs, ending=REFUSED), [FIRST, PANEL, SECOND])
    assert (replayed.ending, replayed.deciding.name) == (REFUSED, "复审")


def test_a_stage_is_skipped_where_its_condition_does_not_hold():
    panel = StagePlan(
        "panel", "专家评议", SignRule(ALL, 3), "评议组", (Condition("served_last_year", AT_LEAST, "300"),)
    )
    runs = (run("first_review", APPROVE), run("second_review", APPROVE))
    few = replay(case(*runs, facts={"served_last_year": "186"}), [FIRST, panel, SECOND])
    many = replay(case(*runs, facts={"served_last_year": "300"}), [FIRST, panel, SECOND])
    assert (few.ending, told(few)[1]) == (PASSED, ("专家评议", "", SKIPPED))
    assert (many.ending, told(many)[1]) == (NO_HISTORY, ("专家评议", "", NO_HISTORY))


def test_where_no_stage_applies_the_first_is_held():
    never = (Condition("served_last_year", AT_LEAST, "300"),)
    plans = [replace(FIRST, conditions=never), replace(SECOND, conditions=never)]
    past = case(run("first_review", REFUSE), ending=REFUSED, facts={"served_last_year": "186"})
    assert told(replay(past, plans)) == [("初审", REFUSE, REFUSE)]


def test_a_version_without_stages_decides_nothing():
    assert replay(case(run("first_review", APPROVE)), []).ending == NO_HISTORY


def test_a_later_round_goes_on_where_the_supplement_sent_it():
    runs = (
        run("first_review", SUPPLEMENT),
        run("first_review", APPROVE, round_no=2),
        run("second_review", APPROVE, round_no=2),
    )
    replayed = replay(case(*runs), [FIRST, SECOND])
    assert (replayed.ending, len(replayed.lines)) == (PASSED, 3)


def test_what_a_lifted_refusal_would_have_led_to_is_not_known():
    lenient = StagePlan("first_review", "初审", SignRule(QUORUM, 3, 2, is_veto=False), "初审组")
    past = case(run("first_review", APPROVE, REFUSE, APPROVE), ending=REFUSED)
    trial = try_case(past, used=book(), tried=book(lenient, SECOND))
    assert (trial.review.ending, trial.review.deciding.name) == (NO_HISTORY, "复审")
    assert trial.is_decision_changed


def test_a_new_stage_alone_is_no_change_of_a_decision():
    past = case(run("first_review", APPROVE), run("second_review", APPROVE))
    trial = try_case(past, used=book(), tried=book(FIRST, PANEL, SECOND))
    assert (trial.review.ending, trial.is_decision_changed, trial.is_affected) == (NO_HISTORY, False, False)


def test_a_review_that_has_not_ended_is_not_compared():
    past = case(run("first_review", APPROVE), ending=OPEN)
    assert try_case(past, used=book(), tried=book(FIRST, PANEL)).review is None


def test_in_turn_takes_the_first_places_and_otherwise_the_first_answers():
    seats = [Seat(3, 0, APPROVE), Seat(1, 0, REFUSE), Seat(2, 0, APPROVE)]
    assert reseated(SignRule(IN_TURN, 2), seats) == (Seat(1, 0, REFUSE), Seat(2, 0, APPROVE))
    assert reseated(SignRule(ALL, 2), seats) == (Seat(1, 0, APPROVE), Seat(2, 0, REFUSE))


def test_a_chain_of_signers_keeps_its_steps():
    seats = [Seat(1, 0, APPROVE), Seat(1, 1, REFUSE)]
    assert reseated(SignRule(ALL, 2), seats) == (Seat(1, 0, APPROVE), Seat(1, 1, REFUSE))


def book(*stages):
    terms = {"station": STATION_TERMS, "expert": EXPERT_TERMS}
    return RuleBook(terms, {"station": stages or (FIRST, SECOND), "expert": ()})
