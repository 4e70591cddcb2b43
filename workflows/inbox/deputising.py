"""代办 in the lists: for whom a row waits, when it is not the reader himself."""

from collections.abc import Iterable

from django.utils import timezone

from accounts.models import User
from workflows.review.models import Seat
from workflows.review.people import free_seats, principals_of


def principals_on(seats: Iterable[Seat], reader: User) -> dict[int, User]:
    """The absent person behind each of these rows, by seat; a few queries, whatever their number."""
    rows = list(seats)
    asks_others = any(_is_open(seat) and seat.signer_id != reader.pk for seat in rows)
    absent = list(principals_of(reader, timezone.localdate())) if asks_others else []
    named = {seat.pk: pk for seat in rows if (pk := _named(seat, {person.pk for person in absent}))}
    people = User.objects.in_bulk({*named.values()}) if named else {}
    free = [seat.pk for seat in rows if seat.signer_id is None] if absent else []
    return _of_free(free, reader, absent) | {seat: people[pk] for seat, pk in named.items()}


def _is_open(seat: Seat) -> bool:
    return not hasattr(seat, "vote") and seat.standing_for_id is None


def _named(seat: Seat, absent: set[int]) -> int | None:
    """Who was signed for, who is signed for, or who holds the seat and is away."""
    if vote := getattr(seat, "vote", None):
        pk: int | None = vote.standing_for_id
        return pk
    return seat.standing_for_id or (seat.signer_id if seat.signer_id in absent else None)


def _of_free(free: list[int], reader: User, absent: list[User]) -> dict[int, User]:
    """Of seats nobody has taken: the first whose it is to take, none where it is the reader's own to take."""
    if not free:
        return {}
    rows = Seat.objects.filter(pk__in=free)
    found: dict[int, User] = {}
    for person in reversed(absent):
        found |= dict.fromkeys(rows.filter(free_seats(person)).values_list("pk", flat=True), person)
    own = set(rows.filter(free_seats(reader)).values_list("pk", flat=True))
    return {pk: person for pk, person in found.items() if pk not in own}
