"""The registry at the desk: who may open it, what it shows, what it can be narrowed to."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import Permission

from policies.enums import Kind
from registry.models import Certificate
from registry.queries import MAX_ATTEMPTS
from tests.factories.accounts import StaffFactory, UserFactory
from tests.factories.registry import issued_certificate

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 22, 2, tzinfo=UTC)
URL = "/admin/registry/"


@pytest.fixture
def staff(client, settings):
    settings.STAFF_SECOND_FACTOR = False
    person = StaffFactory()
    person.user_permissions.add(
        *Permission.objects.filter(codename__in=["view_certificate", "access_admin", "change_certificate"])
    )
    client.force_login(person)
    return person


def listed(client, **query) -> set[str]:
    table = client.get(URL, query).context["table"]
    return {row.record.number for row in table.rows}


def test_applicants_are_refused_and_visitors_sent_to_sign_in(client):
    assert client.get(URL).status_code == 302
    client.force_login(UserFactory())
    assert client.get(URL).status_code in (302, 403)


def test_list_shows_number_name_province_status_and_file_state(client, staff):
    certificate = issued_certificate(on=AT)
    page = client.get(URL).content.decode()
    for part in (
        certificate.number,
        certificate.term.holder.name,
        "浙江省",
        "有效",
        "2026年11月22日",
        "2029年11月22日",
        "正在生成",
    ):
        assert part in page


def test_list_can_be_narrowed(client, staff):
    station = issued_certificate(on=AT, name="(演示)甲站").number
    expert = issued_certificate(Kind.EXPERT, on=AT, province="37", name="演示乙").number
    assert listed(client) == {station, expert}
    assert listed(client, kind="station") == {station}
    assert listed(client, province="37") == {expert}
    assert listed(client, q="甲站") == {station}
    assert listed(client, q=expert[:12]) == {expert}
    assert listed(client, status="revoked") == set()


def test_status_filter_knows_terms_that_ran_out(client, staff):
    old = issued_certificate(on=datetime(2020, 1, 6, 2, tzinfo=UTC)).number
    new = issued_certificate(on=AT).number
    assert (listed(client, status="expired"), listed(client, status="valid")) == ({old}, {new})


def test_failed_file_shows_its_reason_and_may_be_made_again(client, staff):
    certificate = issued_certificate(on=AT)
    Certificate.objects.update(render_attempts=MAX_ATTEMPTS, render_error="seal: No such file")
    page = client.get(URL, {"file": "failed"}).content.decode()
    assert "seal: No such file" in page
    assert "重新生成" in page
    answer = client.post(f"{URL}{certificate.pk}/render/")
    assert answer.status_code == 302
    assert Certificate.objects.get().render_attempts == 0


def test_making_again_needs_its_permission(client, staff):
    certificate = issued_certificate(on=AT)
    staff.user_permissions.remove(Permission.objects.get(codename="change_certificate"))
    assert client.post(f"{URL}{certificate.pk}/render/").status_code in (302, 403)
    assert Certificate.objects.get().render_after is None


def test_queries_do_not_grow_with_rows(client, staff, django_assert_max_num_queries):
    issued_certificate(on=AT)
    client.get(URL)
    with django_assert_max_num_queries(12) as one:
        client.get(URL)
    for _ in range(5):
        issued_certificate(on=AT)
    with django_assert_max_num_queries(12) as six:
        client.get(URL)
    assert len(six) == len(one)
