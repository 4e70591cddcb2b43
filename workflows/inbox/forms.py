"""审核结论：an answer and its reason in words."""

from collections.abc import Iterable
from typing import Any, Protocol

from django import forms
from django.utils.translation import gettext_lazy as _

from workflows.review.models import Choice

MAX_OPINION = 2000


class Unmet(Protocol):
    """A finding of any noun."""

    article: Any
    label: Any
    value: Any
    threshold: Any


def reason_of(finding: Unmet) -> str:
    """S-4-2 上年服务中小企业：149 家，需不少于 150 家。"""
    return f"{finding.article} {finding.label}：{finding.value}（{finding.threshold}）"


class DecisionForm(forms.Form):
    choice = forms.ChoiceField(
        label=_("审核结论"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("请选择审核结论。"),
            "invalid_choice": _("请选择当前环节允许的审核结论。"),
        },
    )
    reasons = forms.MultipleChoiceField(
        label=_("不符合的条件"), required=False, widget=forms.CheckboxSelectMultiple
    )
    opinion = forms.CharField(
        label=_("审核意见"),
        required=False,
        max_length=MAX_OPINION,
        widget=forms.Textarea(attrs={"rows": 5, "maxlength": MAX_OPINION}),
    )

    def __init__(self, *args: Any, choices: Iterable[Choice], unmet: Iterable[Unmet], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["choice"].choices = [(choice.value, choice.label) for choice in choices]  # type: ignore[attr-defined]
        reasons = [reason_of(finding) for finding in unmet]
        self.fields["reasons"].choices = [(reason, reason) for reason in reasons]  # type: ignore[attr-defined]
        self.fields["reasons"].initial = reasons

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        # An approval is not argued with what is unmet: the ticked reasons count only against the applicant.
        reasons = [] if cleaned.get("choice") == Choice.APPROVE else cleaned.get("reasons", [])
        cleaned["opinion"] = "\n".join([*reasons, *filter(None, [cleaned.get("opinion", "").strip()])])
        if "opinion" not in self.errors and not cleaned["opinion"]:
            self.add_error("opinion", _("请填写审核意见。"))
        elif len(cleaned["opinion"]) > MAX_OPINION:
            self.add_error("opinion", _("审核意见不能超过 %(max)s 字。") % {"max": MAX_OPINION})
        return cleaned
