"""字段权限 in the lists: what open stages hide from those who sign at them is in no row of theirs, whichever seat the row stands for."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q, QuerySet

from accounts.models import User
from policies.enums import FieldAccess
from policies.models import StageField
from workflows.review.models import Seat

NOTHING: frozenset[str] = frozenset()


def asked_now(person: User) -> QuerySet[Seat]:
    """The seats of open stages at which a person signs, or may."""
    asked = Q(signer=person) | Q(standing_for=person)
    asked |= Q(group__in=person.groups.values("pk")) | Q(group__in=person.managed_groups.values("group"))
    return Seat.objects.filter(asked, run__closed_at=None, removed_at=None)


def hiding(person: User, column: str) -> QuerySet[Seat]:
    """Those of them whose stage hides a column."""
    hidden = {"run__stage__fields__access": FieldAccess.HIDDEN, "run__stage__fields__name": column}
    return asked_now(person).filter(**hidden)


def hidden_in(person: User, processes: Iterable[int]) -> dict[int, frozenset[str]]:
    """The columns a person does not see now, by process; one cheap query where no version hides anything, else two."""
    if not StageField.objects.filter(access=FieldAccess.HIDDEN).exists():
        return {}
    seats = asked_now(person).filter(run__process__in=list(processes))
    rows = seats.filter(run__stage__fields__access=FieldAccess.HIDDEN)
    found: defaultdict[int, set[str]] = defaultdict(set)
    for pk, name in rows.values_list("run__process", "run__stage__fields__name").distinct():
        found[pk].add(name)
    return {pk: frozenset(names) for pk, names in found.items()}
