"""审核结论：an answer and its reason in words."""

from collections.abc import Iterable
from typing import Any, Protocol

from django import forms
from django.utils.translation import gettext_lazy as _

from policies.models import Stage, StageCheck
from workflows.review.models import Choice
from workflows.review.words import choice_word

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

    ticked = forms.ModelMultipleChoiceField(
        StageCheck.objects.none(), label=_("核对事项"), required=False, widget=forms.CheckboxSelectMultiple
    )
    return_to = forms.ModelChoiceField(
        Stage.objects.none(), label=_("退回到"), required=False, empty_label=_("请选择环节")
    )

    def __init__(
        self,
        *args: Any,
        choices: Iterable[Choice],
        unmet: Iterable[Unmet],
        checks: Iterable[StageCheck] = (),
        targets: Iterable[Stage] = (),
        flow_kind: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.checks = list(checks)
        self.fields["ticked"].queryset = StageCheck.objects.filter(pk__in=[row.pk for row in self.checks])  # type: ignore[attr-defined]
        self.fields["return_to"].queryset = Stage.objects.filter(pk__in=[row.pk for row in targets])  # type: ignore[attr-defined]
        self.fields["choice"].choices = [(choice.value, choice_word(choice, flow_kind)) for choice in choices]  # type: ignore[attr-defined]
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
        self._check_ticks(cleaned)
        self._check_target(cleaned)
        return cleaned

    def _check_ticks(self, cleaned: dict[str, Any]) -> None:
        """Nothing is approved while a required line of the checklist is open."""
        ticked = set(cleaned.get("ticked") or ())
        left = [check.text for check in self.checks if check.is_required and check not in ticked]
        if cleaned.get("choice") == Choice.APPROVE and left:
            self.add_error("ticked", _("通过前请核对：%(left)s。") % {"left": "；".join(left)})

    def _check_target(self, cleaned: dict[str, Any]) -> None:
        if cleaned.get("choice") != Choice.RETURN:
            cleaned["return_to"] = None
        elif not cleaned.get("return_to") and "return_to" not in self.errors:
            self.add_error("return_to", _("请选择退回到哪一环节。"))
