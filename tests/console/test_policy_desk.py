"""Policy versions on the desk: an administrator drafts, another person publishes."""

import pytest
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from policies.enums import PolicyStatus
from policies.models import PolicyVersion
from policies.queries import policy_in_force
from policies.register import PARAMETERS
from policies.terms import station_terms
from tests.factories.accounts import staff_in_group

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client):
    person = staff_in_group("administrator")
    for code in ("first_review", "second_review"):
        staff_in_group(code)
    client.force_login(person)
    return person


def form_values(**changed):
    """What the browser sends when nothing but `changed` differs from the defaults."""
    said = {parameter.key.replace(".", "__"): parameter.default for parameter in PARAMETERS}
    said = {name: value for name, value in said.items() if value is not False}
    return {**said, "revision": 0, **changed}


def test_published_policy_is_read_but_has_no_form(client, administrator):
    page = client.get("/admin/rules/policies/1/")
    assertContains(page, "上年服务中小企业不少于")
    assertContains(page, "150 家")
    assertNotContains(page, "保存参数")


def test_administrator_softens_a_condition_and_another_person_publishes_it(client, administrator):
    assertRedirects(
        client.post("/admin/rules/policies/1/draft/", {"title": "放宽场所"}),
        "/admin/rules/policies/2/flow/station_application/",
    )
    said = form_values(eligibility__soft=["S-4-3"], station__min_served=160)
    assertContains(client.post("/admin/rules/policies/2/change/", said, follow=True), "参数已保存。")
    client.force_login(staff_in_group("decision_maker"))
    today = timezone.localdate().isoformat()
    page = client.post("/admin/rules/policies/2/publish/", {"effective_on": today}, follow=True)
    assertContains(page, "已发布。")
    terms = station_terms(policy_in_force(timezone.localdate()))
    assert (terms.soft, terms.min_served) == (frozenset({"S-4-3"}), 160)


def test_value_below_the_rules_is_refused_beside_its_field(client, administrator):
    client.post("/admin/rules/policies/1/draft/", {"title": "降低门槛"})
    response = client.post("/admin/rules/policies/2/change/", form_values(station__min_served=149))
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["station__min_served"]
    assert PolicyVersion.objects.get(number=2).value("station.min_served") == 150


def test_author_is_told_that_somebody_else_publishes(client, administrator):
    administrator.groups.add(staff_in_group("decision_maker").groups.get())
    client.post("/admin/rules/policies/1/draft/", {"title": "自己批"})
    assertContains(client.get("/admin/rules/policies/2/compare/"), "请由另一人发布")
    today = timezone.localdate().isoformat()
    page = client.post("/admin/rules/policies/2/publish/", {"effective_on": today})
    assertContains(page, "起草人不能批准自己起草的规则版本", status_code=422)
    assert PolicyVersion.objects.get(number=2).status == PolicyStatus.DRAFT


def test_administrator_alone_may_not_publish_or_retire(client, administrator):
    client.post("/admin/rules/policies/1/draft/", {"title": "x"})
    for act in ("publish", "retire"):
        assert client.post(f"/admin/rules/policies/2/{act}/", {"effective_on": "2026-12-01"}).url == "/admin/"
    assert PolicyVersion.objects.get(number=2).status == PolicyStatus.DRAFT


def test_reviewer_reads_versions_and_drafts_nothing(client):
    client.force_login(staff_in_group("first_review"))
    assertNotContains(client.get("/admin/rules/policies/1/"), "起草新版本")
    client.post("/admin/rules/policies/1/draft/", {"title": "x"})
    assert PolicyVersion.objects.count() == 1


@pytest.mark.parametrize("said", [{}, {"effective_on": "soon"}])
def test_publication_without_a_day_is_refused_in_words(client, administrator, said):
    client.post("/admin/rules/policies/1/draft/", {"title": "x"})
    client.force_login(staff_in_group("decision_maker"))
    page = client.post("/admin/rules/policies/2/publish/", said)
    assertContains(page, "请填写生效日。", status_code=422)


def test_list_of_versions_has_a_constant_query_count(client, administrator, django_assert_max_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get("/admin/rules/policies/")
    with CaptureQueriesContext(connection) as one:
        client.get("/admin/rules/policies/")
    count = len(one)
    for n in range(5):
        client.post("/admin/rules/policies/1/draft/", {"title": f"v{n}"})
    client.get("/admin/rules/policies/")
    with django_assert_max_num_queries(count):
        client.get("/admin/rules/policies/")
