"""批量办理的表单：which tasks, one answer, one opinion."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from workflows.inbox.cases import seen_by
from workflows.inbox.filters import InboxFilter
from workflows.inbox.forms import MAX_OPINION
from workflows.inbox.seats import seats_in
from workflows.review.batches import CHOICES, MOST
from workflows.review.models import Choice, Seat

BATCH_TABS = ("mine", "group")
BATCH_CHOICES = [(choice.value, choice.label) for choice in Choice if choice in CHOICES]


class OpinionForm(forms.Form):
    """One opinion for all, and the number of the form by which a double click is one batch."""

    choice = forms.ChoiceField(choices=BATCH_CHOICES)
    key = forms.UUIDField()
    opinion = forms.CharField(
        label=_("审核意见"),
        max_length=MAX_OPINION,
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": MAX_OPINION}),
        error_messages={
            "required": _("请填写审核意见。"),
            "max_length": _("审核意见不能超过 %(limit_value)s 字。"),
        },
    )


def chosen_seats(posted: QueryDict, user: User) -> QuerySet[Seat]:
    """The ticked tasks, or all that match the filter of the tab, the most urgent first; never more than one batch holds."""
    if posted.get("all"):
        tab = posted.get("tab", "")
        tab = tab if tab in BATCH_TABS else BATCH_TABS[0]
        return InboxFilter(posted, queryset=seats_in(tab, user), user=user).qs[:MOST]
    asked = Seat.objects.filter(task__in=task_numbers(posted)).filter(seen_by(user))
    return asked.order_by("pk")


def task_numbers(posted: QueryDict) -> list[int]:
    """What was ticked, each once, as far as it is a number at all; one more than a batch holds, so that too many is noticed."""
    numbers: dict[int, Any] = {
        int(text): None
        for text in posted.getlist("task")
        if text.isascii() and text.isdigit() and len(text) < 19
    }
    return list(numbers)[: MOST + 1]
