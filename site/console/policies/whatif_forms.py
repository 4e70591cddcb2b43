"""Which rounds a trial looks at: whole years, single rounds, or both."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from recruitment.models import Round

MAX_SCOPE = 200


class ScopeForm(forms.Form):
    """Checkboxes; nothing ticked is refused in words."""

    years = forms.MultipleChoiceField(
        label=gettext_lazy("按年"), required=False, widget=forms.CheckboxSelectMultiple
    )
    rounds = forms.MultipleChoiceField(
        label=gettext_lazy("按批次"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, offered: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = offered
        years = sorted({_year(round_) for round_ in offered}, reverse=True)
        self.fields["years"].choices = [(str(year), _("%(year)d年") % {"year": year}) for year in years]  # type: ignore[attr-defined]
        self.fields["rounds"].choices = [(str(round_.pk), _said(round_)) for round_ in offered]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not said.get("years") and not said.get("rounds") and not self.errors:
            raise ValidationError(_("请至少选择一年或一个批次。"))
        return said

    def chosen(self) -> list[Round]:
        years, keys = set(self.cleaned_data["years"]), set(self.cleaned_data["rounds"])
        return [round_ for round_ in self.offered if str(_year(round_)) in years or str(round_.pk) in keys]

    def scope(self) -> str:
        """In words that are kept, so in Chinese: `2025年、2026年第一批…`."""
        with translation.override(settings.LANGUAGE_CODE):
            years = [_("%(year)d年全部批次") % {"year": int(year)} for year in self.cleaned_data["years"]]
        named = [
            round_.title
            for round_ in self.offered
            if str(round_.pk) in self.cleaned_data["rounds"]
            and str(_year(round_)) not in self.cleaned_data["years"]
        ]
        words = "、".join([*years, *named])
        return words if len(words) <= MAX_SCOPE else words[: MAX_SCOPE - 1] + "…"


def _year(round_: Round) -> int:
    return timezone.localtime(round_.opens_at).year


def _said(round_: Any) -> str:
    words = _("%(title)s（%(n)d 件）") % {"title": round_.title, "n": round_.handed_in}
    return words if round_.closes_at < timezone.now() else words + _(" 申报中")
