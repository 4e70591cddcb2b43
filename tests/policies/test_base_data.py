"""What every installation holds: the document word for word, code lists, groups, the first policy, wording, calendar."""

import json
import re
import unicodedata

import pytest
from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.core.management import CommandError, call_command

from accounts.models import StaffGroup
from audit.actions import GENESIS
from audit.models import ChainHead
from console.management.commands import load_base
from messaging.models import Template
from policies.content import content_hash
from policies.enums import CodeList, Kind, PolicyStatus
from policies.models import Clause, CodeItem, PolicyVersion, Regulation, WorkDay
from policies.queries import code_names, policy_in_force
from policies.register import defaults
from policies.terms import expert_terms, station_terms
from tests.policies.profiles import ON

pytestmark = pytest.mark.django_db

MATRIX = (
    "N-0 N-1 N-2 N-3 N-4 N-5 N-6 S-1 S-2 S-3 S-4-1 S-4-2 S-4-3 S-4-4 S-4-5 S-5-1 S-5-2 S-5-3 S-5-R S-5-P S-6-1 S-6-2 S-6-3 S-6-4 S-7-1 "
    "S-7-2 S-7-3 S-7-4 S-8 S-9 S-10 S-11 S-12 S-13 S-14 S-15 S-16 S-17 E-1 E-2 E-3-1 E-3-2 E-3-3 E-4-1 E-4-2 E-4-3 E-4-R E-5-1 E-5-2 E-5-3 "
    "E-5-4 E-5-5 E-6-1 E-6-2 E-6-3 E-6-4 E-7 E-8 E-9 E-10 E-11 E-12 E-13 E-14 E-15 A3 A4"
)


def bare(text: str) -> str:
    """Letters and marks alone: widths folded, blanks, list dashes and page breaks of the scan dropped."""
    return re.sub(r"[\s-]+", "", unicodedata.normalize("NFKC", text))


def document() -> str:
    text = (settings.ROOT / "fixtures" / "notice-2023-8.md").read_text(encoding="utf-8")
    return bare(re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL))


def retold() -> str:
    """The document put together again from its clauses: titles, chapters and articles named once, where they begin."""
    notice, stations, experts, _tables = Regulation.objects.all()
    told = [notice.issuer, notice.document_number, notice.title]
    openings = {"S-1": f"附件1{stations.title}", "E-1": f"附件2{experts.title}", "A3": "附件3", "A4": "附件4"}
    chapter = article = ""
    for clause in Clause.objects.all():
        told.append(openings.get(clause.code, ""))
        told += [clause.chapter] * (clause.chapter != chapter) + [clause.article] * (
            clause.article != article
        )
        chapter, article = clause.chapter, clause.article
        told.append(clause.text)
    return bare("".join(told))


def test_clauses_are_the_67_of_the_matrix_in_order():
    assert " ".join(Clause.objects.values_list("code", flat=True)) == MATRIX


@pytest.mark.clause("S-1")
@pytest.mark.clause("E-1")
@pytest.mark.clause("N-0")
def test_clauses_tell_the_document_word_for_word():
    assert retold() == document()


@pytest.mark.parametrize(
    ("code", "slip"),
    [("S-7-2", "志愿服务服务时长"), ("S-8", "能力质量和质量"), ("E-1", "工信部联企业〔2020〕12号"), ("E-15", "公布之日起实行")],
)  # fmt: skip
def test_slips_of_the_source_stand_and_are_explained(code, slip):
    clause = Clause.objects.get(code=code)
    assert slip in clause.text
    assert clause.interpretation


@pytest.mark.clause("N-0")
def test_notice_has_its_document_number_and_title():
    notice = Regulation.objects.get(code="N")
    assert notice.document_number == "中小企通〔2023〕8号"
    assert notice.title == "关于开展2023年中小企业志愿服务工作站和专家招募工作的通知"


@pytest.mark.clause("S-16")
@pytest.mark.clause("E-14")
def test_interpretation_names_the_parameter_it_governs():
    keyed = {c.code for c in Clause.objects.all() if re.search(r"[a-z]+\.[a-z_]+", c.interpretation)}
    assert keyed >= {"N-1", "N-3", "N-6", "S-5-2"}


def test_code_lists_have_the_items_of_the_rules():
    counts = {lst.value: CodeItem.objects.filter(codelist=lst).count() for lst in CodeList}
    assert counts == {
        "station_kind": 6,
        "expert_category": 7,
        "field": 11,
        "domain": 7,
        "priority_title": 2,
        "degree": 4,
        "service_kind": 6,
        "complaint_ground": 5,
    }


def test_every_field_belongs_to_a_domain():
    parents = CodeItem.objects.filter(codelist=CodeList.FIELD).values_list("parent__codelist", flat=True)
    assert set(parents) == {CodeList.DOMAIN.value}


def test_degrees_rise():
    assert list(code_names(CodeList.DEGREE)) == ["junior", "bachelor", "master", "doctor"]


@pytest.mark.clause("S-17")
@pytest.mark.clause("E-15")
def test_first_policy_is_in_force_with_the_defaults_and_its_hash():
    policy = policy_in_force(ON)
    assert (policy.number, policy.status, policy.values) == (1, PolicyStatus.PUBLISHED, defaults())
    assert policy.effective_on.isoformat() == "2023-03-01"
    assert policy.content_hash == content_hash(policy)


@pytest.mark.parametrize(("kind", "article"), [(Kind.STATION, "S-5-2"), (Kind.EXPERT, "E-4-2")])
def test_both_kinds_are_reviewed_first_and_second_by_other_people(kind, article):
    stages = (
        PolicyVersion.objects.get(number=1).stages.filter(flow_kind=f"{kind}_application").order_by("order")
    )
    assert [(s.code, s.group.name, s.limit_days, s.is_other_person, s.locked_by.code) for s in stages] == [
        ("first_review", "初审组", 10, True, article),
        ("second_review", "复审组", 10, True, article),
    ]


def test_terms_are_read_from_the_policy():
    policy = policy_in_force(ON)
    policy.values = {**policy.values, "station.min_served": 200, "eligibility.soft": ["S-4-3"]}
    terms = station_terms(policy)
    assert (terms.min_years, terms.min_served, terms.min_staff, terms.soft) == (
        2,
        200,
        10,
        frozenset({"S-4-3"}),
    )
    assert list(terms.station_kinds) == ["park", "cluster", "base", "association", "provider", "other"]
    assert expert_terms(policy).degrees["junior"] == "专科"


def test_value_of_a_parameter_the_version_does_not_set_is_the_default():
    assert PolicyVersion(values={}).value("publicity.days") == 5
    with pytest.raises(KeyError):
        PolicyVersion(values={}).value("publicity.dayz")


def test_staff_groups_have_stable_codes():
    assert dict(StaffGroup.objects.values_list("code", "group__name")) == {
        "first_review": "初审组",
        "second_review": "复审组",
        "publicity_officer": "公示经办",
        "content_writer": "内容撰写",
        "content_approver": "内容审稿",
        "editor": "内容编辑",
        "administrator": "系统管理员",
        "decision_maker": "决定人",
    }


def test_administrator_writes_policies_and_the_decision_maker_publishes_them():
    def holds(group: str, codename: str) -> bool:
        return Group.objects.filter(staff__code=group, permissions__codename=codename).exists()

    assert (
        holds("administrator", "change_policyversion"),
        holds("administrator", "publish_policyversion"),
    ) == (True, False)
    assert (
        holds("decision_maker", "change_policyversion"),
        holds("decision_maker", "publish_policyversion"),
    ) == (False, True)


def test_message_template_says_撤销_to_stations_and_取消_to_experts():  # noqa: N802, PLC2401  the two words are the claim
    said = dict(Template.objects.values_list("key", "text"))
    assert "取消" in said["revoked"]
    assert "撤销" in said["revoked_station"]
    assert "取消" not in said["pre_revoke_station"] + said["revoked_station"]


def test_calendar_counts_the_workdays_of_the_state_council_notices():
    counts = {
        y: WorkDay.objects.filter(date__year=y, is_workday=True, is_confirmed=True).count()
        for y in range(2023, 2027)
    }
    assert counts == {2023: 249, 2024: 251, 2025: 248, 2026: 248}


def test_calendar_of_2027_is_provisional():
    days = WorkDay.objects.filter(date__year=2027)
    assert (days.count(), days.filter(is_confirmed=True).count()) == (365, 0)
    assert set(days.values_list("source", flat=True)) == {"暂定"}


def test_chain_has_its_head():
    assert ChainHead.objects.get(pk=1).hash == GENESIS


def test_loading_again_keeps_what_staff_changed_and_doubles_nothing():
    Template.objects.filter(key="code").update(text="改过 ${code} ${min}")
    Clause.objects.filter(code="S-3").update(interpretation="改过", text="损坏")
    WorkDay.objects.filter(date="2027-01-04").update(is_workday=False, source="改过")
    call_command("load_base", verbosity=0)
    assert Template.objects.get(key="code").text == "改过 ${code} ${min}"
    assert Clause.objects.get(code="S-3").interpretation == "改过"
    assert Clause.objects.get(code="S-3").text.startswith("工作站包括但不限于")
    assert WorkDay.objects.get(date="2027-01-04").source == "改过"
    assert (Clause.objects.count(), WorkDay.objects.count(), PolicyVersion.objects.count()) == (67, 1826, 1)


def test_group_with_an_unknown_permission_stops_the_load(monkeypatch):
    rows = [{"code": "x", "name": "演示组", "permissions": ["recruitment.fly"]}]
    monkeypatch.setattr(load_base, "_fixture", lambda name: json.loads(json.dumps(rows)))
    with pytest.raises(CommandError, match=r"recruitment\.fly"):
        load_base.load_groups()


def test_editor_may_publish_pages_from_the_root():
    group = Group.objects.get(staff__code="editor")
    wanted = Permission.objects.filter(content_type__app_label="wagtailcore", codename="publish_page")
    assert group.page_permissions.filter(permission__in=wanted, page__depth=1).exists()


def test_every_function_named_by_a_clause_answers(client):
    call_command("load_content", verbosity=0)
    urls = set(Clause.objects.exclude(carried_by_url="").values_list("carried_by_url", flat=True))
    assert {
        url: client.get(url).status_code for url in urls if client.get(url).status_code not in {200, 302}
    } == {}
