"""What each operation on a case asks for: a person, a place in the order, a reason in words."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from workflows.review.models import Origin, Seat
from workflows.review.trace import MAX_REASON


def with_groups(person: User) -> str:
    """A colleague, with the groups he is in: names alone are not unique."""
    groups = "、".join(group.name for group in person.groups.all())
    return f"{person}（{groups}）" if groups else str(person)


class PersonField(forms.ModelChoiceField):
    def label_from_instance(self, person: Any) -> str:
        return with_groups(person)


class PeopleField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, person: Any) -> str:
        return with_groups(person)


class SeatField(forms.ModelChoiceField):
    def label_from_instance(self, seat: Any) -> str:
        return str(seat.signer)


class ReasonForm(forms.Form):
    """A reason and nothing else."""

    reason = forms.CharField(
        label=_("理由"),
        max_length=MAX_REASON,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": MAX_REASON}),
        error_messages={"required": _("请填写理由。")},
    )


class _PersonForm(forms.Form):
    person = PersonField(
        User.objects.none(),
        label=_("人员"),
        empty_label=_("请选择"),
        error_messages={
            "required": _("请选择人员。"),
            "invalid_choice": _("所选人员不能办理本件，请重新选择。"),
        },
    )
    is_absence_known = forms.BooleanField(
        label=_("已知其委托他人代办，仍然选择"), required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, people: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = User.objects.filter(pk__in=[person.pk for person in people])
        self.fields["person"].queryset = found.prefetch_related("groups").order_by("name", "pk")  # type: ignore[attr-defined]

    def ask_about_absence(self) -> None:
        """The person is away: the box that says so on purpose appears, and is not ticked yet."""
        self.fields["is_absence_known"].widget = forms.CheckboxInput()


class TransferForm(ReasonForm, _PersonForm):
    field_order = ["person", "is_absence_known", "reason"]


class AddSignerForm(ReasonForm, _PersonForm):
    where = forms.ChoiceField(
        label=_("先后"),
        choices=[(Origin.BEFORE, _("在我之前签核")), (Origin.AFTER, _("在我之后签核"))],
        widget=forms.RadioSelect,
        initial=Origin.BEFORE,
        error_messages={"required": _("请选择在您之前还是之后签核。")},
    )
    field_order = ["person", "is_absence_known", "where", "reason"]


class RemoveSignerForm(ReasonForm):
    seat = SeatField(
        Seat.objects.none(),
        label=_("减去的签核人"),
        empty_label=_("请选择"),
        error_messages={
            "required": _("请选择减去的签核人。"),
            "invalid_choice": _("该签核人已不在待签之列。"),
        },
    )
    field_order = ["seat", "reason"]

    def __init__(self, *args: Any, seats: Iterable[Seat], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = Seat.objects.filter(pk__in=[seat.pk for seat in seats])
        self.fields["seat"].queryset = found.select_related("signer")  # type: ignore[attr-defined]


class CopyForm(_PersonForm):
    note = forms.CharField(
        label=_("附言"),
        required=False,
        max_length=MAX_REASON,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": MAX_REASON}),
    )
    field_order = ["person", "note"]


class UrgeForm(forms.Form):
    """Nothing to say: the word goes to whoever is asked."""
