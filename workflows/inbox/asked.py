"""签核人：who is asked at the stage of a case, in which place and turn, who has spoken and who stands aside."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.models import User
from workflows.review.models import Origin, Recusal, ReviewProcess, Seat, StageRun
from workflows.review.queries import standing_seats
from workflows.review.seating import WAITING
from workflows.review.words import choice_word

TONES = {"approve": "ok", "supplement": "warn", "return": "warn", "refuse": "bad"}


@dataclass(frozen=True)
class Asked:
    """One standing seat in words. `place` is empty on all but the first of a chain."""

    place: int | None
    who: str
    came_by: str
    state: str
    tone: str


def signed_name(person: User, absent: User | None) -> str:
    """As a deputy signs: 王芳（代 李明）."""
    return _("%(deputy)s（代 %(absent)s）") % {"deputy": person, "absent": absent} if absent else str(person)


def asked_at(run: StageRun) -> list[Asked]:
    """Every standing seat of a run in the order of signing; one query."""
    related = "signer", "standing_for", "group", "task", "vote__by", "vote__standing_for"
    seats = standing_seats(run).select_related(*related)
    return list(_in_words(run, seats))


def recused_of(process: ReviewProcess) -> list[Recusal]:
    """Who stands aside from the whole case."""
    return list(Recusal.objects.filter(process_id=process.pk).select_related("person"))


def _in_words(run: StageRun, seats: Iterable[Seat]) -> Iterator[Asked]:
    place = None
    for seat in seats:
        first, place = seat.place != place, seat.place
        state, tone = _state(run, seat)
        came_by = "" if seat.origin == Origin.OWN else str(seat.get_origin_display())
        yield Asked(seat.place if first else None, _who(seat), came_by, state, tone)


def _who(seat: Seat) -> str:
    vote = getattr(seat, "vote", None)
    if vote is not None:
        return signed_name(vote.by, vote.standing_for)
    return signed_name(seat.signer, seat.standing_for) if seat.signer else str(seat.group)


def _state(run: StageRun, seat: Seat) -> tuple[str, str]:
    vote = getattr(seat, "vote", None)
    if vote is not None:
        return choice_word(vote.choice, run.stage.flow_kind), TONES[vote.choice]
    if run.closed_at:
        return _("未签署"), "idle"
    if seat.task is None or seat.task.status not in WAITING:
        return _("未轮到"), "idle"
    return (_("办理中"), "info") if seat.signer else (_("待领取"), "info")
