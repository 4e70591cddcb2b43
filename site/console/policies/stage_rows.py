"""The rows that hang on a stage, a formset each: people, desks, conditions, checks, fields."""

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.formsets import BaseFormSet, formset_factory
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from policies.conditions import OPERATORS, Condition, ThresholdError, check_threshold
from policies.enums import FieldAccess, Operator
from policies.facts import CHOICE, Fact
from policies.models import Clause

MOST_ROWS = 40


class RowForm(forms.Form):
    """One row; `offered` holds what its selects list, made once for the whole page."""

    def __init__(self, *args: Any, offered: "Offered", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = offered

    def offer(self, name: str, choices: Sequence[tuple[Any, Any]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", field.label or "—"), *choices]


class Offered:
    """What the selects of a stage's rows may choose from."""

    def __init__(
        self, *, people: Sequence[tuple[Any, Any]], groups: Sequence[tuple[Any, Any]], facts: Mapping[str, Fact],
        choices: Mapping[str, Mapping[str, str]], clauses: Sequence[Clause], columns: Mapping[str, str],
        never_corrected: Collection[str] = (),
    ) -> None:  # fmt: skip
        self.people = people
        self.groups = groups
        self.facts = facts
        self.choices = choices
        self.clauses = clauses
        self.columns = columns
        self.never_corrected = frozenset(never_corrected)

    @property
    def grouped_columns(self) -> list[tuple[Any, Any]]:
        """The columns by name; those only the applicant says stand apart."""
        rows = self.columns.items()
        apart = [row for row in rows if row[0] in self.never_corrected]
        plain = [row for row in rows if row[0] not in self.never_corrected]
        return [*plain, (_("只由申报人填写，不能更正"), apart)] if apart else plain

    def code_of(self, fact: str, said: str) -> str:
        """The code of a value typed as its name or its code. Raises ValidationError naming what may be typed."""
        names = self.choices.get(fact, {})
        if said in names or not names:
            return said
        found = [code for code, name in names.items() if name == said]
        if not found:
            raise ValidationError(_("没有名为“%(said)s”的取值，可填：%(names)s。") % {"said": said, "names": "、".join(names.values())})  # fmt: skip
        return found[0]

    def named(self, fact: str, threshold: str) -> str:
        """Codes divided by commas as the names a person types."""
        names = self.choices.get(fact, {})
        return "；".join(names.get(code.strip(), code.strip()) for code in threshold.split(","))

    def parts_of(self, fact: str, typed: str) -> list[str]:
        """The values typed, divided by ； or a comma; by 、 only where no name holds one (`软件、信息服务`)."""
        known = {*self.choices.get(fact, {}), *self.choices.get(fact, {}).values()}
        parts = [part.strip() for part in re.split("[;；,，]", typed)]
        split = [[part] if part in known else part.split("、") for part in parts]
        return [part.strip() for row in split for part in row if part.strip()]


class SignerRow(RowForm):
    user = forms.ChoiceField(label=gettext_lazy("人员"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("user", self.offered.people)

    def row(self, order: int) -> dict[str, Any]:
        return {"order": order, "user_id": int(self.cleaned_data["user"])}


class DeskRow(RowForm):
    value = forms.CharField(label=gettext_lazy("取值"), max_length=40)
    group = forms.ChoiceField(label=gettext_lazy("工作组"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("group", self.offered.groups)

    def row(self, order: int) -> dict[str, Any]:
        return {"value": self.cleaned_data["value"], "group_id": int(self.cleaned_data["group"])}


class ConditionRow(RowForm):
    fact = forms.ChoiceField(label=gettext_lazy("事实"))
    operator = forms.ChoiceField(label=gettext_lazy("比较"))
    threshold = forms.CharField(label=gettext_lazy("取值"), max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("fact", [(code, fact.label) for code, fact in self.offered.facts.items()])
        self.offer("operator", Operator.choices)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not {"fact", "operator", "threshold"} <= said.keys():
            return said
        fact = self.offered.facts[said["fact"]]
        if said["operator"] not in OPERATORS[fact.kind]:
            allowed = "、".join(str(Operator(operator).label) for operator in OPERATORS[fact.kind])
            raise ValidationError(
                _("“%(fact)s”只能用：%(allowed)s。") % {"fact": fact.label, "allowed": allowed}
            )
        threshold = said["threshold"]
        if fact.kind == CHOICE:
            typed = self.offered.parts_of(fact.code, threshold)
            threshold = ",".join(self.offered.code_of(fact.code, part) for part in typed)
        try:
            check_threshold(Condition(fact.code, said["operator"], threshold))
        except ThresholdError as fault:
            raise ValidationError(str(fault)) from None
        return {**said, "threshold": threshold}

    def row(self, order: int) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("fact", "operator", "threshold")}


class CheckRow(RowForm):
    text = forms.CharField(label=gettext_lazy("核对内容"), max_length=200)
    clause = forms.ChoiceField(label=gettext_lazy("依据"), required=False)
    is_required = forms.BooleanField(label=gettext_lazy("必须勾选"), required=False, initial=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("clause", [(str(clause.pk), clause.code) for clause in self.offered.clauses])

    def row(self, order: int) -> dict[str, Any]:
        said = self.cleaned_data
        clause = int(said["clause"]) if said["clause"] else None
        return {"order": order, "text": said["text"], "clause_id": clause, "is_required": said["is_required"]}


class FieldRow(RowForm):
    name = forms.ChoiceField(label=gettext_lazy("字段"))
    access = forms.ChoiceField(label=gettext_lazy("权限"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("name", self.offered.grouped_columns)
        self.offer("access", FieldAccess.choices)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("name") in self.offered.never_corrected and said.get("access") == FieldAccess.EDIT:
            label = self.offered.columns[said["name"]]
            raise ValidationError(_("“%(column)s”只能由申报人填写，不能开放更正。") % {"column": label})
        return said

    def row(self, order: int) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("name", "access")}


class OrderInput(forms.NumberInput):
    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"placeholder": gettext_lazy("次序"), "min": 1, **(attrs or {})})


class Rows(BaseFormSet):
    """Rows in the order a person gave them, without those removed; a thing named twice is refused."""

    ordering_widget = OrderInput
    once = ""

    def said(self) -> list[dict[str, Any]]:
        standing = self.initial_form_count()
        said = [form for n, form in enumerate(self.forms) if n < standing or form.has_changed()]
        kept = [form for form in said if form.cleaned_data and not form.cleaned_data.get("DELETE")]
        if self.can_order:
            kept.sort(key=lambda form: (form.cleaned_data.get("ORDER") or MOST_ROWS, self.forms.index(form)))
        return [form.row(order) for order, form in enumerate(kept, 1)]

    def clean(self) -> None:
        if any(self.errors) or not self.once:
            return
        kept = [form.cleaned_data[self.once] for form in self.forms if form.cleaned_data.get(self.once) and not form.cleaned_data.get("DELETE")]  # fmt: skip
        if len(kept) != len(set(kept)):
            raise ValidationError(_("同一项写了两次，请删去一行。"))


class OnceByUser(Rows):
    once = "user"


class OnceByValue(Rows):
    once = "value"


class OnceByName(Rows):
    once = "name"


def _rows(form: type[RowForm], kind: type[Rows], *, is_ordered: bool = False) -> Any:
    return formset_factory(
        form, kind, extra=0, can_delete=True, can_order=is_ordered, max_num=MOST_ROWS, absolute_max=MOST_ROWS, validate_max=True
    )  # fmt: skip


ROWS = {
    "named_signers": _rows(SignerRow, OnceByUser, is_ordered=True),
    "desks": _rows(DeskRow, OnceByValue),
    "conditions": _rows(ConditionRow, Rows),
    "checks": _rows(CheckRow, Rows, is_ordered=True),
    "fields": _rows(FieldRow, OnceByName),
}
