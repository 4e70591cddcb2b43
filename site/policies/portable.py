"""A version as a file to carry to another installation: groups by their codes, never their names; people stay behind."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Group
from django.utils.translation import gettext as _

from policies.content import STAGE_PARTS, content_of
from policies.exceptions import PortableError
from policies.locks import lock_sentences
from policies.models import Clause, PolicyVersion
from policies.portable_shape import SCHEMA, SCHEMA_VERSION, shape_faults
from policies.publication import facts_by_flow
from policies.register import BY_KEY, faults_in
from policies.validation import World, reference_faults

MAX_BYTES = 512 * 1024


@dataclass(frozen=True)
class Portable:
    """A file that was read and found sound: what it says, and the rows its codes stand for here."""

    said: Mapping[str, Any]
    groups: Mapping[str, Group]
    clauses: Mapping[str, Clause]


def exported(policy: PolicyVersion) -> dict[str, Any]:
    """Everything a version says, as `read_portable` takes it. Named people are left out, with a note."""
    codes = dict(Group.objects.filter(staff__isnull=False).values_list("name", "staff__code"))
    content = content_of(policy)
    body = {
        "title": policy.title,
        "scope": policy.scope,
        "values": content["values"],
        "stages": [_carried(stage, codes) for stage in content["stages"]],
        "questions": content.get("questions", []),
    }
    notes = [
        _("“%(stage)s”的指定人员没有导出，请导入后重新指定。") % {"stage": stage["name"]}
        for stage in content["stages"]
        if stage.get("named_signers")
    ]
    head = {"schema": SCHEMA, "schema_version": SCHEMA_VERSION, "hash": _hash(body), "number": policy.number}
    return {**head, **body, "notes": notes}


def written(policy: PolicyVersion) -> str:
    return json.dumps(exported(policy), ensure_ascii=False, indent=1)


def read_portable(file: bytes, base: PolicyVersion | None, *, scope: str) -> Portable:
    """What a file says. Raises PortableError with every fault; nothing is changed either way."""
    said = parsed(file)
    groups = {
        group.staff.code: group for group in Group.objects.filter(staff__isnull=False).select_related("staff")
    }
    clauses = {clause.code: clause for clause in Clause.objects.all()}
    faults = [*faults_in(said["values"]), *_unknown(said, groups, clauses)]
    if said["scope"] != scope:
        faults.append(_("没有适用事项“%(scope)s”。") % {"scope": said["scope"]})
    if not faults:
        faults += _less_than_asked(said, base)
    if faults:
        raise PortableError(faults)
    return Portable(said, groups, clauses)


def parsed(file: bytes) -> dict[str, Any]:
    """The file as data of the right shape. Raises PortableError."""
    if len(file) > MAX_BYTES:
        raise PortableError([_("文件超过 %(n)d KB。") % {"n": MAX_BYTES // 1024}])
    try:
        said = json.loads(file.decode("utf-8-sig"), parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise PortableError([_("文件不是规则版本的 JSON 文件，无法读取。")]) from None
    if faults := shape_faults(said):
        raise PortableError(faults)
    if said["hash"] != _hash(said):
        raise PortableError([_("文件内容与其哈希不符，可能不完整或被改动过，请重新导出。")])
    return dict(said)


def _refuse(constant: str) -> None:
    raise ValueError(constant)


def _carried(stage: Mapping[str, Any], codes: Mapping[str, str]) -> dict[str, Any]:
    said = {key: value for key, value in stage.items() if key != "named_signers"}
    said["group"] = codes.get(stage["group"], "")
    if "desks" in said:
        said["desks"] = [{**row, "group": codes.get(row["group"], "")} for row in said["desks"]]
    return said


def _hash(said: Mapping[str, Any]) -> str:
    body = {key: said.get(key, []) for key in ("title", "scope", "values", "stages", "questions")}
    text = json.dumps(body, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _unknown(said: Mapping[str, Any], groups: Mapping[str, Any], clauses: Mapping[str, Any]) -> list[str]:
    faults = []
    world = World(facts=facts_by_flow(said.get("questions", [])))
    for stage in said["stages"]:
        where = _("环节“%(stage)s”") % {"stage": stage["name"]}
        codes = [stage["group"], *(row["group"] for row in stage.get("desks", []))]
        faults += [_("%(where)s：没有代码为“%(code)s”的工作组。") % {"where": where, "code": code} for code in dict.fromkeys(codes) if code not in groups]  # fmt: skip
        named = [stage["locked_by"], *(row["clause"] for row in stage.get("checks", []))]
        faults += [_("%(where)s：没有条款“%(code)s”。") % {"where": where, "code": code} for code in dict.fromkeys(named) if code and code not in clauses]  # fmt: skip
        faults += [_("%(where)s：%(fault)s") % {"where": where, "fault": fault} for fault in reference_faults(stage, world)]  # fmt: skip
    return faults


def _less_than_asked(said: Mapping[str, Any], base: PolicyVersion | None) -> list[str]:
    standing = content_of(base)["stages"] if base else []
    least = said["values"].get("review.min_days", BY_KEY["review.min_days"].default)
    kinds = dict.fromkeys(stage["flow_kind"] for stage in [*standing, *said["stages"]])
    return [
        sentence
        for kind in kinds
        for sentence in lock_sentences(
            [stage for stage in said["stages"] if stage["flow_kind"] == kind],
            [stage for stage in standing if stage["flow_kind"] == kind],
            min_days=least,
        )
    ]


IMPORTED_PARTS = tuple(name for name in STAGE_PARTS if name != "named_signers")
