"""A draft's parameters as a form made from the register; the day a version takes effect."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from policies.models import PolicyVersion
from policies.register import PARAMETERS, SOFTENABLE, Parameter


class DraftForm(forms.Form):
    """The name of a new draft."""

    title = forms.CharField(label=_("说明"), max_length=120)


class PublishForm(forms.Form):
    """From which day a version is in force."""

    effective_on = forms.DateField(label=_("生效日"), widget=forms.DateInput({"type": "date"}))


class ValuesForm(forms.Form):
    """One field a parameter, by its kind; a number has the floor of the 办法."""

    def __init__(self, *args: Any, policy: PolicyVersion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for parameter in PARAMETERS:
            self.fields[_name(parameter)] = _field(parameter, policy.value(parameter.key))

    @property
    def values(self) -> dict[str, Any]:
        return {parameter.key: self.cleaned_data[_name(parameter)] for parameter in PARAMETERS}

    def rows(self) -> list[tuple[Parameter, forms.BoundField]]:
        return [(parameter, self[_name(parameter)]) for parameter in PARAMETERS]


def _name(parameter: Parameter) -> str:
    return parameter.key.replace(".", "__")


def _field(parameter: Parameter, value: Any) -> forms.Field:
    if isinstance(parameter.default, bool):
        return forms.BooleanField(label=parameter.label, initial=value, required=False)
    if isinstance(parameter.default, list):
        choices = [(code, f"{code} {name}") for code, name in SOFTENABLE.items()]
        return forms.MultipleChoiceField(
            label=parameter.label, initial=value, required=False, choices=choices, widget=forms.CheckboxSelectMultiple
        )  # fmt: skip
    if parameter.choices:
        return forms.ChoiceField(label=parameter.label, initial=value, choices=parameter.choices)
    return forms.IntegerField(
        label=parameter.label, initial=value, min_value=parameter.floor or 0, max_value=100_000
    )
