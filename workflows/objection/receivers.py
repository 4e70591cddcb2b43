"""Events of objections, each only a hint: after commit the one process is advanced; the sweep is the truth."""

from functools import partial
from typing import Any

from django.db import transaction
from django.dispatch import receiver
from django.utils import timezone

from objections.models import Objection
from objections.signals import objection_accepted, objection_lodged, objection_settled
from workflows.objection.following import advance_objection


@receiver([objection_lodged, objection_accepted, objection_settled])
def follow_objection(objection: Objection, **_kwargs: Any) -> None:
    def advance(pk: int) -> None:
        advance_objection(objection_pk=pk, at=timezone.now())

    transaction.on_commit(partial(advance, objection.pk), robust=True)
