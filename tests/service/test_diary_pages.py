"""志愿日记的页面：a holder reports in one page, once, and nobody else sees it."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.urls import reverse

from policies.enums import CodeList, Kind
from policies.models import CodeItem
from registry.models import HolderStatus
from service.exceptions import UnknownCodeError
from service.models import DiaryEntry, Enterprise
from tests.factories.accounts import UserFactory
from tests.factories.registry import issued_certificate

pytestmark = pytest.mark.django_db
RECOGNIZED = datetime(2026, 9, 1, 2, tzinfo=UTC)
HOME, NEW = "/my/diary/", "/my/diary/new/"


@pytest.fixture
def expert(client, time_machine):
    time_machine.move_to(datetime(2026, 11, 20, 2, tzinfo=UTC), tick=False)
    CodeItem.objects.get_or_create(
        codelist=CodeList.SERVICE_KIND, code="consulting", defaults={"name": "咨询"}
    )
    CodeItem.objects.create(codelist=CodeList.FIELD, code="演示领域", name="演示领域")
    holder = issued_certificate(Kind.EXPERT, on=RECOGNIZED).term.holder
    client.force_login(holder.user)
    return holder


def typed(holder, **change):
    return {
        "form_key": str(uuid4()),
        "holder": holder.pk,
        "served_on": "2026-11-18",
        "form": "offline",
        "kind": "consulting",
        "field": "演示领域",
        "starts_half": 18,
        "half_hours": 3,
        "firms": "演示甲厂，91330113DEM0000144\n演示乙厂",
        "summary": "演示：讲解融资政策。",
        "is_declared_free": "on",
        **change,
    }


def test_form_sent_twice_gives_one_entry_and_lists_its_firms_once(client, expert):
    form = typed(expert)
    first, second = client.post(NEW, form), client.post(NEW, form)
    entry = DiaryEntry.objects.get()
    assert first.url == second.url == reverse("service:entry", args=[entry.pk])
    firms = [(firm.name, firm.uscc) for firm in Enterprise.objects.order_by("pk")]
    assert firms == [("演示甲厂", "91330113DEM0000144"), ("演示乙厂", "")]
    assert entry.enterprises.count() == 2


@pytest.mark.parametrize(
    ("change", "place", "sentence"),
    [
        ({"served_on": "2026-11-21"}, "served_on", "服务日期不能晚于今天。"),
        ({"served_on": "2026-08-31"}, "served_on", "服务日期不在有效的任期内。"),
        ({"half_hours": 17}, "half_hours", "每人每天的服务时长合计不超过 8 小时。"),
    ],
)
def test_refusal_stands_beside_its_field_and_nothing_is_lost_or_listed(
    client, expert, change, place, sentence
):
    answer = client.post(NEW, typed(expert, **change))
    assert answer.context["form"].errors == {place: [sentence]}
    assert "演示：讲解融资政策。" in answer.content.decode()
    assert (DiaryEntry.objects.count(), Enterprise.objects.count()) == (0, 0)


def test_wrong_code_is_said_beside_the_firms(client, expert):
    answer = client.post(NEW, typed(expert, firms="演示甲厂 91330113DEM0000145"))
    assert list(answer.context["form"].errors) == ["firms"]


def test_late_entry_is_told_mildly(client, expert):
    answer = client.post(NEW, typed(expert, served_on="2026-11-04"), follow=True)
    assert "本篇晚于填报期限，已注明“逾期填报”，照常计入。" in answer.content.decode()


def test_correction_keeps_history_on_the_page(client, expert):
    client.post(NEW, typed(expert))
    entry = DiaryEntry.objects.get()
    path = reverse("service:correct", args=[entry.pk])
    assert client.get(path).context["form"].initial["half_hours"] == 3
    answer = client.post(path, typed(expert, half_hours=4, reason="时长写错"), follow=True)
    assert [(row.reason, hours) for row, hours in answer.context["revisions"]] == [("时长写错", 1.5)]
    assert answer.context["entry"].half_hours == 4


def test_year_closed_is_not_corrected(client, expert, time_machine):
    client.post(NEW, typed(expert))
    entry = DiaryEntry.objects.get()
    time_machine.move_to(datetime(2027, 1, 31, 16, tzinfo=UTC), tick=False)
    client.force_login(expert.user)
    answer = client.get(reverse("service:correct", args=[entry.pk]))
    assert answer.url == reverse("service:entry", args=[entry.pk])


@pytest.mark.parametrize("name", ["service:entry", "service:correct"])
def test_entry_of_another_is_not_found(client, expert, name):
    client.post(NEW, typed(expert))
    client.force_login(UserFactory())
    path = reverse(name, args=[DiaryEntry.objects.get().pk])
    assert (client.get(path).status_code, client.post(path).status_code) == (404, 404)


def test_copy_takes_the_last_entry_but_not_its_day(client, expert):
    client.post(NEW, typed(expert))
    initial = client.get(f"{NEW}?copy=1").context["form"].initial
    assert (initial["summary"], initial["half_hours"], "served_on" in initial) == (
        "演示：讲解融资政策。",
        3,
        False,
    )


def test_home_counts_a_firm_once_with_a_constant_number_of_queries(
    client, expert, django_assert_num_queries, django_assert_max_num_queries
):
    client.post(NEW, typed(expert))
    with django_assert_max_num_queries(40) as one:
        client.get(HOME)
        asked = len(one)
    client.post(NEW, typed(expert, served_on="2026-11-17"))
    client.post(NEW, typed(expert, served_on="2026-11-16"))
    with django_assert_num_queries(asked):
        answer = client.get(HOME)
    (year,) = answer.context["years"]
    assert (year.entries, year.hours, year.firms) == (3, 4.5, 2)


def test_only_a_holder_in_good_standing_gets_the_button(client, expert):
    assert f'href="{NEW}"' in client.get(HOME).content.decode()
    expert.status = next(one for one in HolderStatus if one != HolderStatus.ACTIVE)
    expert.save()
    page = client.get(HOME).content.decode()
    assert f'href="{NEW}"' not in page
    assert "工作站或志愿专家在认定有效期内才能填报志愿日记。" in page
    assert client.get(NEW).url == HOME


def test_each_empty_field_asks_for_itself_by_name(client, expert):
    answer = client.post(NEW, {"form_key": str(uuid4()), "holder": expert.pk})
    errors = answer.context["form"].errors
    assert errors["served_on"] == ["请填写服务日期。"]
    assert errors["kind"] == ["请选择服务方式。"]
    assert errors["summary"] == ["请填写服务内容。"]
    assert errors["is_declared_free"] == ["请声明本次服务未向企业收取任何费用。"]


def test_hours_are_offered_with_their_unit(client, expert):
    assert '<option value="3">1.5 小时</option>' in client.get(NEW).text


def test_who_holds_no_title_is_told_why_there_is_no_form(client, expert):
    client.force_login(UserFactory())
    answer = client.get(NEW, follow=True)
    assert answer.redirect_chain == [(HOME, 302)]
    assert "获得工作站或志愿专家资格并在册后，才能写志愿日记。" in answer.text


def test_code_that_ended_meanwhile_is_said_beside_its_own_field(client, expert, monkeypatch):
    def ended(**_asked):
        raise UnknownCodeError("field")

    monkeypatch.setattr("service.views.writing.file_entry", ended)
    errors = client.post(NEW, typed(expert)).context["form"].errors
    assert errors == {"field": ["这个服务领域在服务当日不在目录中，请另选。"]}
