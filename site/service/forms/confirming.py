"""The firm's two forms: the code it was given, and its answer."""

import hashlib
import json
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from service.actions import Reply
from service.enums import Answer
from service.models import Confirmation

ANSWERS = ((Answer.CONFIRMED, _("情况属实")), (Answer.DENIED, _("没有这次服务，或情况不符")))
SCORES = ((5, _("5 分 · 非常满意")), (4, _("4 分 · 满意")), (3, _("3 分 · 一般")), (2, _("2 分 · 不满意")), (1, _("1 分 · 很不满意")))  # fmt: skip


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("确认码"),
        max_length=40,
        help_text=_("服务人员给您的 10 位字母和数字，例如 7KM2P-Q9RTX。大小写、空格、短横均可。"),
        error_messages={"required": _("请填写确认码。")},
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )


class ReplyForm(forms.Form):
    """`seen` names the facts the firm looked at: an answer to others is not taken."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    answer = forms.ChoiceField(
        label=_("这次服务的情况是否属实"),
        choices=ANSWERS,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择是否属实。")},
    )
    score = forms.TypedChoiceField(
        label=_("您对这次服务是否满意"),
        choices=SCORES,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
        help_text=_("确认属实的，请打分。"),
    )
    words = forms.CharField(
        label=_("意见或说明（选填）"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, confirmation: Confirmation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.confirmation = confirmation
        self.fields["seen"].initial = name_of(confirmation.facts)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("answer") == Answer.CONFIRMED and "score" in data and data["score"] is None:
            self.add_error("score", _("请打 1 至 5 分。"))
        if data.get("answer") == Answer.DENIED:
            data["score"] = None
        return data

    def reply(self) -> Reply:
        data = self.cleaned_data
        facts = self.confirmation.facts
        seen = facts if data["seen"] == name_of(facts) else {}
        return Reply(data["answer"], seen, data["score"], data["words"])


def name_of(facts: dict[str, Any]) -> str:
    """One name for the same facts."""
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()
