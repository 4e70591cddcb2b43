"""A stage as a form: its columns and five lists of rows, checked together."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from console.policies.stage_rows import MOST_ROWS, ROWS, Offered, Rows
from policies.content import questions_said
from policies.enums import OnLimit, SignerSource, SignMode
from policies.facts import CHOICE, facts_of
from policies.models import Clause, Stage
from policies.queries import fact_choices
from recruitment.actions.correcting import NEVER
from recruitment.dossiers import dossier_columns

COLUMNS = ("name", "signer_source", "desk_fact", "sign_mode", "quorum", "signers", "percent", "is_veto", "is_other_person", "limit_days", "on_limit", "may_return", "max_returns")  # fmt: skip


class StageForm(forms.Form):
    """环节: who signs, how many, within how long."""

    name = forms.CharField(label=gettext_lazy("名称"), max_length=30)
    signer_source = forms.ChoiceField(label=gettext_lazy("签核人"), choices=SignerSource)
    group = forms.ChoiceField(label=gettext_lazy("负责组"))
    desk_fact = forms.ChoiceField(label=gettext_lazy("分派依据"), required=False)
    sign_mode = forms.ChoiceField(label=gettext_lazy("通过方式"), choices=SignMode)
    quorum = forms.IntegerField(label=gettext_lazy("通过人数"), min_value=1, max_value=15, required=False)
    signers = forms.IntegerField(label=gettext_lazy("签核人数"), min_value=1, max_value=15, required=False)
    percent = forms.IntegerField(label=gettext_lazy("通过比例"), min_value=1, max_value=100, required=False)
    is_veto = forms.BooleanField(
        label=gettext_lazy("一人不同意即不予通过（一票否决）"),
        required=False,
        widget=forms.CheckboxInput(attrs={"aria-describedby": "veto-note"}),
    )
    is_other_person = forms.BooleanField(label=gettext_lazy("签核人不得参与过前序环节"), required=False)
    limit_days = forms.IntegerField(label=gettext_lazy("办理时限"), min_value=0, max_value=250)
    on_limit = forms.ChoiceField(label=gettext_lazy("到期处理"), choices=OnLimit)
    may_return = forms.BooleanField(label=gettext_lazy("可退回前序环节"), required=False)
    max_returns = forms.IntegerField(
        label=gettext_lazy("最多退回次数"), min_value=0, max_value=20, required=False
    )

    def __init__(self, data: QueryDict | None = None, *, stage: Stage) -> None:
        self.offered = _offered(stage)
        super().__init__(data, initial=_initial(stage))
        self.stage = stage
        self._choices("group", self.offered.groups)
        facts = [(code, fact.label) for code, fact in self.offered.facts.items() if fact.kind == CHOICE]
        self._choices("desk_fact", [("", _("请选择")), *facts])
        self.rows: dict[str, Rows] = {
            name: rows(data, prefix=name, initial=_row_initial(stage, name, self.offered), form_kwargs={"offered": self.offered})
            for name, rows in ROWS.items()
        }  # fmt: skip

    def is_valid(self) -> bool:
        """Every list is checked, so that all that is wrong is said at once."""
        sound = [rows.is_valid() for rows in self.rows.values()]
        return super().is_valid() and all(sound)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        mode, signers = said.get("sign_mode"), said.get("signers") or 1
        quorum = said.get("quorum") or 1
        if mode == SignMode.QUORUM:
            if quorum > signers and not said.get("percent"):
                self.add_error("quorum", _("%(n)d 人中不可能有 %(m)d 人同意。") % {"n": signers, "m": quorum})
            quorum = min(quorum, signers)
        else:
            signers = 1 if mode == SignMode.ANY else signers
            quorum = signers
        percent = said.get("percent") if mode == SignMode.QUORUM else None
        is_desk = said.get("signer_source") == SignerSource.DESK
        self._check_desks(said)
        return {
            **said, "signers": signers, "quorum": quorum, "percent": percent,
            "desk_fact": said.get("desk_fact", "") if is_desk else "",
            "max_returns": (said.get("max_returns") or 0) if said.get("may_return") else 1,
        }  # fmt: skip

    @property
    def fact_names(self) -> dict[str, list[str]]:
        """What a script offers to click together; without it the names are typed."""
        return {code: list(names.values()) for code, names in self.offered.choices.items() if names}

    @property
    def values(self) -> dict[str, Any]:
        said = {name: self.cleaned_data[name] for name in COLUMNS}
        return {**said, "group_id": int(self.cleaned_data["group"])}

    @property
    def parts(self) -> dict[str, list[dict[str, Any]]]:
        """Rows of a source that is not chosen are dropped: they would judge nothing."""
        source = self.cleaned_data["signer_source"]
        parts = {name: rows.said() for name, rows in self.rows.items()}
        if source != SignerSource.PEOPLE:
            parts["named_signers"] = []
        if source != SignerSource.DESK:
            parts["desks"] = []
        fact = self.cleaned_data["desk_fact"]
        parts["desks"] = [
            {**row, "value": self.offered.code_of(fact, row["value"])} for row in parts["desks"]
        ]
        return parts

    def _check_desks(self, said: Mapping[str, Any]) -> None:
        """The names typed beside the groups have to be values of the fact chosen."""
        rows = self.rows["desks"]
        if said.get("signer_source") != SignerSource.DESK or not rows.is_valid():
            return
        for row in rows.said():
            try:
                self.offered.code_of(said.get("desk_fact", ""), row["value"])
            except ValidationError as fault:
                self.add_error("desk_fact", fault)

    def _choices(self, name: str, choices: Any) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices


def with_empty_row(data: QueryDict, name: str) -> QueryDict:
    """What was posted, with one more row of a list: how rows are added where no script runs."""
    said = data.copy()
    key = f"{name}-TOTAL_FORMS"
    if name in ROWS and str(said.get(key, "")).isdigit():
        said[key] = str(min(int(str(said[key])) + 1, MOST_ROWS))
    return said


def _offered(stage: Stage) -> Offered:
    groups = Group.objects.filter(staff__isnull=False).order_by("staff__id")
    counted = groups.annotate(members=Count("user", filter=Q(user__is_active=True), distinct=True))
    people = (
        User.objects.filter(is_active=True, groups__staff__isnull=False).distinct().order_by("name", "pk")
    )
    asked = questions_said(stage.policy.question_set)
    facts = {fact.code: fact for fact in facts_of(stage.flow_kind, asked)}
    return Offered(
        people=[(str(person.pk), str(person)) for person in people],
        groups=[(str(g.pk), _("%(group)s（%(n)d 人）") % {"group": g.name, "n": g.members}) for g in counted],
        facts=facts,
        choices={code: fact_choices(fact) for code, fact in facts.items()},
        clauses=list(Clause.objects.select_related("regulation")),
        columns=dossier_columns(stage.flow_kind),
        never_corrected=NEVER,
    )


def _initial(stage: Stage) -> dict[str, Any]:
    return {**{name: getattr(stage, name) for name in COLUMNS}, "group": str(stage.group_id)}


def _row_initial(stage: Stage, name: str, offered: Offered) -> list[dict[str, Any]]:
    rows = list(getattr(stage, name).all())
    if name == "named_signers":
        return [{"user": str(row.user_id)} for row in rows]
    if name == "desks":
        return [
            {"value": offered.named(stage.desk_fact, row.value), "group": str(row.group_id)} for row in rows
        ]
    if name == "conditions":
        return [
            {"fact": row.fact, "operator": row.operator, "threshold": offered.named(row.fact, row.threshold)}
            for row in rows
        ]
    if name == "checks":
        return [{"text": row.text, "clause": str(row.clause_id or ""), "is_required": row.is_required} for row in rows]  # fmt: skip
    return [{"name": row.name, "access": row.access} for row in rows]
