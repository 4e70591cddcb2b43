"""The plain data of a version with the names people know in place of codes: for sentences and cards, never for storing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from accounts.models import User
from policies.facts import BY_CODE, REQUEST, Fact, facts_of
from policies.queries import fact_choices
from recruitment.dossiers import dossier_columns


@dataclass(frozen=True)
class Wording:
    """Facts with the names of their values, dossier columns by flow, and people by username."""

    facts: Mapping[str, Fact]
    choices: Mapping[str, Mapping[str, str]]
    columns: Mapping[str, Mapping[str, str]]
    people: Mapping[str, str]

    def of(self, content: Mapping[str, Any]) -> dict[str, Any]:
        return {**content, "stages": [self.of_stage(stage) for stage in content["stages"]]}

    def of_stage(self, stage: Mapping[str, Any]) -> dict[str, Any]:
        columns = self.columns.get(stage["flow_kind"], {})
        desk_fact = stage.get("desk_fact", "")
        return {
            **stage,
            "desk_fact": self._label(desk_fact),
            "conditions": [self._condition(row) for row in stage.get("conditions", [])],
            "desks": [
                {**row, "value": self.choices.get(desk_fact, {}).get(row["value"], row["value"])}
                for row in stage.get("desks", [])
            ],
            "named_signers": [
                {**row, "user": self.people.get(row["user"], row["user"])}
                for row in stage.get("named_signers", [])
            ],
            "fields": [
                {**row, "name": f"“{columns.get(row['name'], row['name'])}”"}
                for row in stage.get("fields", [])
            ],
        }

    def _condition(self, row: Mapping[str, Any]) -> dict[str, Any]:
        names = self.choices.get(row["fact"], {})
        threshold = ",".join(names.get(code.strip(), code) for code in row["threshold"].split(","))
        return {
            **row,
            "fact": self._label(row["fact"]),
            "threshold": f"{threshold} {self._unit(row)}".strip(),
        }

    def _label(self, code: str) -> str:
        return self.facts[code].label if code in self.facts else code

    def _unit(self, row: Mapping[str, Any]) -> str:
        return self.facts[row["fact"]].unit if row["fact"] in self.facts else ""


def wording_for(*contents: Mapping[str, Any] | None) -> Wording:
    """The names all these versions need, in a fixed number of queries."""
    stages = [stage for content in contents if content for stage in content["stages"]]
    usernames = {row["user"] for stage in stages for row in stage.get("named_signers", [])}
    people = User.objects.filter(username__in=usernames)
    facts = _facts(contents)
    return Wording(
        facts=facts,
        choices={code: fact_choices(fact) for code, fact in facts.items()},
        columns={kind: dossier_columns(kind) for kind in {stage["flow_kind"] for stage in stages}},
        people={person.username: str(person) for person in people},
    )


def _facts(contents: Sequence[Mapping[str, Any] | None]) -> dict[str, Fact]:
    """The register's, and the questions of these versions; where both ask one, the words of the first count."""
    facts = dict(BY_CODE)
    for content in reversed([content for content in contents if content]):
        own = facts_of(REQUEST, content["questions"]) if "questions" in content else []
        facts |= {fact.code: fact for fact in own}
    return facts
