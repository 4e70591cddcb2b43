"""更正: the fields of the applicant's own steps, only those a stage opens, and the reason."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from recruitment.dossiers import dossier_of, saved_value
from recruitment.forms.drafts import DraftForm
from recruitment.models import Application
from recruitment.steps import steps_of


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("更正理由（申报人可见）"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("请写明更正理由。")},
    )
    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)


class CorrectionForm:
    """Several step forms as one; `parts` hold only the columns opened."""

    def __init__(self, data: QueryDict | None, *, application: Application, columns: Collection[str]) -> None:
        dossier = dossier_of(application)
        self.reason = ReasonForm(data, initial={"seen": application.snapshot_hash})
        self.parts: list[DraftForm] = []
        for step in steps_of(application):
            names = [name for name in step.form().fields if name in columns] if step.form else []
            if step.form and names:
                form = step.form(data, initial={name: saved_value(dossier, name) for name in names})
                for other in form.fields.keys() - set(names):
                    del form.fields[other]
                self.parts.append(form)

    def is_valid(self) -> bool:
        checked = [form.is_valid() for form in (self.reason, *self.parts)]
        return all(checked)

    @property
    def values(self) -> dict[str, Any]:
        return {name: value for form in self.parts for name, value in form.cleaned_data.items()}

    @property
    def fields(self) -> list[forms.BoundField]:
        return [field for form in self.parts for field in form]
