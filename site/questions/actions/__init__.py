"""Doors to a question set and to answers. Who may call is asked by the noun that owns them."""

from questions.actions.answering import keep_file, write_answers
from questions.actions.editing import add_question, change_question, move_question, remove_question

__all__ = [
    "add_question",
    "change_question",
    "keep_file",
    "move_question",
    "remove_question",
    "write_answers",
]
