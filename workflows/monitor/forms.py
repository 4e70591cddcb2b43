"""What an administrator says when he acts on a process."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from policies.models import PolicyVersion
from workflows.review.trace import MAX_REASON


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("理由"),
        max_length=MAX_REASON,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("请填写理由。")},
    )


class TransferForm(ReasonForm):
    to = forms.ModelChoiceField(
        User.objects.none(), label=_("转给"), error_messages={"required": _("请选择接办人。")}
    )
    is_absence_known = forms.BooleanField(label=_("对方已委托他人代办，仍要转办"), required=False)
    field_order = ["to", "reason", "is_absence_known"]

    def __init__(self, *args: Any, candidates: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["to"]
        field.queryset = User.objects.filter(pk__in=[person.pk for person in candidates]).order_by("pk")


class MoveForm(ReasonForm):
    policy = forms.ModelChoiceField(
        PolicyVersion.objects.none(), label=_("换用"), error_messages={"required": _("请选择规则版本。")}
    )
    field_order = ["policy", "reason"]

    def __init__(self, *args: Any, versions: list[PolicyVersion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["policy"]
        field.queryset = PolicyVersion.objects.filter(pk__in=[policy.pk for policy in versions])
