"""The only doors to a change of rounds, applications and rosters. `by` acts, `at` is when; every door returns the fresh row."""

from recruitment.actions.answering import add_answer_file, remove_answer_file, save_answers
from recruitment.actions.correcting import correct_dossier
from recruitment.actions.deciding import (
    begin_review,
    drop_application,
    hold_application,
    lapse_application,
    list_application,
    pass_application,
    recognize_application,
    refuse_application,
    request_supplement,
    resume_application,
)
from recruitment.actions.drafting import create_draft, save_draft
from recruitment.actions.evidencing import add_evidence, remove_evidence
from recruitment.actions.recommend_activating import (
    Completed,
    activate_recommendation,
    clear_recommendation,
    merge_recommendation,
)
from recruitment.actions.recommend_inviting import (
    invite_again,
    invite_passed,
    lapse_recommendation,
    remind_recommendation,
    report_wrong_number,
)
from recruitment.actions.recommend_listing import (
    drop_recommendation,
    end_listing,
    include_released,
    leave_publicity,
    leave_unnamed,
    list_recommendation,
)
from recruitment.actions.roster_checking import (
    finish_check,
    pass_remaining,
    pass_row,
    refuse_row,
    return_roster,
    twins_of_row,
    twins_of_rows,
)
from recruitment.actions.roster_receiving import read_ahead, receive_roster
from recruitment.actions.rosters import confirm_roster, correct_row, drop_row, keep_row, withdraw_roster
from recruitment.actions.rounding import change_round, freeze_opened_rounds, open_round, prepare_questions
from recruitment.actions.submitting import resubmit_application, retract_application, submit_application
from recruitment.actions.supplementing import recount_supplement, supplement_due
from recruitment.actions.withdrawing import withdraw_application

__all__ = [
    "Completed",
    "activate_recommendation",
    "add_answer_file",
    "add_evidence",
    "begin_review",
    "change_round",
    "clear_recommendation",
    "confirm_roster",
    "correct_dossier",
    "correct_row",
    "create_draft",
    "drop_application",
    "drop_recommendation",
    "drop_row",
    "end_listing",
    "finish_check",
    "freeze_opened_rounds",
    "hold_application",
    "include_released",
    "invite_again",
    "invite_passed",
    "keep_row",
    "lapse_application",
    "lapse_recommendation",
    "leave_publicity",
    "leave_unnamed",
    "list_application",
    "list_recommendation",
    "merge_recommendation",
    "open_round",
    "pass_application",
    "pass_remaining",
    "pass_row",
    "prepare_questions",
    "read_ahead",
    "receive_roster",
    "recognize_application",
    "recount_supplement",
    "refuse_application",
    "refuse_row",
    "remind_recommendation",
    "remove_answer_file",
    "remove_evidence",
    "report_wrong_number",
    "request_supplement",
    "resubmit_application",
    "resume_application",
    "retract_application",
    "return_roster",
    "save_answers",
    "save_draft",
    "submit_application",
    "supplement_due",
    "twins_of_row",
    "twins_of_rows",
    "withdraw_application",
    "withdraw_roster",
]
