"""The files of one application in the order they are asked for: evidence, then what answers the round's own questions."""

from django.urls import reverse
from django.utils.translation import gettext as _

from recruitment.models import Application
from recruitment.queries import answer_files, evidence_shown
from recruitment.steps import wanted_evidence
from workflows.inbox.cases import Piece


def pieces_of(application: Application) -> list[Piece]:
    """Every file of the case that was not removed."""
    order = [kind.value for kind, _article, _hint in wanted_evidence(application.kind)]
    files = sorted(evidence_shown(application), key=lambda file: (order.index(file.kind), file.pk))
    evidence = [
        Piece(
            f"e{file.pk}",
            file.name,
            str(file.get_kind_display()),
            file.size,
            file.content_type,
            reverse("recruitment:evidence", args=[file.pk]),
            file.kind,
            file.sha256,
        )
        for file in files
    ]
    answers = [
        Piece(f"a{row.pk}", row.name, _("补充题目：%(label)s") % {"label": row.question.label}, row.size, row.content_type, row.href)
        for row in answer_files(application)
    ]  # fmt: skip
    return evidence + answers
