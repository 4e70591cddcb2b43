"""Who is told what: the routes, the people they reach, the keys that keep an occasion to one message."""

import json
import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from accounts.models import AgentMandate, Membership, StaffGroup
from audit.models import Event as Trace
from messaging.actions import announce
from messaging.audiences import Concerned
from messaging.enums import Audience, Channel
from messaging.events import EVENTS
from messaging.models import Message, Route, Template
from messaging.route_actions import RouteRefused, add_route, change_route, fitting_templates
from policies.enums import Kind
from tests.factories.accounts import OrganisationFactory, StaffFactory, UserFactory, staff_in_group
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, 1, tzinfo=UTC)
SAID = {"type": "工作站", "no": "ZY-2026-000001"}


def told(concerned, event="application.submitted", key="k", params=SAID):
    return announce(event=event, params=params, concerned=concerned, key=key, at=AT)


def route_of(event="application.submitted", audience="applicant", channel="sms", scope=""):
    return Route.objects.get(event=event, audience=audience, channel=channel, scope=scope)


def added(audience, channel=Channel.SITE, event="application.submitted", **more):
    template = Template.objects.get(key="submitted")
    return add_route(
        event=event, audience=audience, channel=channel, template=template, by=StaffFactory(), **more
    )


def switched(route, is_on, people=()):
    return change_route(
        route=route, template=route.template, is_on=is_on, people=people, seen=route.revision, by=StaffFactory()
    )  # fmt: skip


def test_default_routes_name_known_events_and_fitting_templates():
    for row in json.loads((settings.ROOT / "fixtures/routes.json").read_text(encoding="utf-8")):
        assert row["audience"] in EVENTS[row["event"]].audiences
        assert row["template"] in {template.key for template in fitting_templates(row["event"])}


def test_every_demanded_event_tells_the_applicant_by_sms():
    demanded = {event.code for event in EVENTS.values() if event.is_demanded}
    rows = Route.objects.filter(audience=Audience.APPLICANT, channel=Channel.SMS, is_on=True)
    assert demanded <= set(rows.values_list("event", flat=True))
    assert demanded == {
        "application.supplement",
        "application.supplement_dated",
        "application.rejected",
        "publicity.dropped",
        "holder.recognized",
        "recommendation.invited",
        "recommendation.proposed",
        "recommendation.recognized",
    }


def test_announced_events_are_registered():
    sources = [path for room in ("site", "workflows") for path in (settings.ROOT / room).rglob("*.py")]
    call = re.compile(r'(?:event=|tell\(row, |_tell_listed\(window, )"([a-z_]+\.[a-z_]+)"')
    named = {name for path in sources for name in call.findall(path.read_text("utf-8"))}
    assert named - set(EVENTS) == set()
    assert {"application.submitted", "publicity.opened", "holder.recognized", "calendar.changed"} <= named


def test_occasion_told_again_queues_nothing_more():
    person = UserFactory()
    added(Audience.APPLICANT, Channel.SITE)
    first = told(Concerned(applicant=person))
    assert told(Concerned(applicant=person)) == first
    assert list(Message.objects.order_by("pk").values_list("idempotency_key", "channel", "recipient")) == [
        ("k", "sms", person.pk),
        (f"k:{person.pk}:site", "site", person.pk),
    ]


def test_staff_without_an_address_are_passed_over_and_the_deactivated_too():
    group = StaffGroup.objects.get(code="first_review")
    reached = staff_in_group("first_review", email="demo@example.org")
    staff_in_group("first_review", email="")
    staff_in_group("first_review", email="gone@example.org", is_active=False)
    added(Audience.GROUP, Channel.EMAIL, group=group)
    told(Concerned())
    assert list(Message.objects.values_list("recipient", "to", "channel")) == [
        (reached.pk, "demo@example.org", "email")
    ]


def test_group_of_the_stage_is_told_when_no_group_is_chosen():
    reviewer = staff_in_group("second_review")
    added(Audience.GROUP)
    told(Concerned(group=reviewer.groups.get()))
    told(Concerned(), key="without a group")
    assert list(Message.objects.values_list("recipient", flat=True)) == [reviewer.pk]


def test_agency_is_told_while_its_mandate_for_the_province_stands():
    staff, agents = StaffFactory(), {}
    for name, province, ends_on, is_approved in [
        ("standing", "33", date(2026, 11, 23), True),
        ("elsewhere", "44", date(2026, 12, 31), True),
        ("ended", "33", date(2026, 11, 22), True),
        ("unapproved", "33", date(2026, 12, 31), False),
    ]:
        organisation, agents[name] = OrganisationFactory(), UserFactory()
        Membership.objects.create(user=agents[name], organisation=organisation)
        approval = {"approved_at": AT, "approved_by": staff} if is_approved else {}
        AgentMandate.objects.create(
            organisation=organisation, province=province, document="x.pdf", starts_on=date(2026, 1, 1), ends_on=ends_on, **approval
        )  # fmt: skip
    added(Audience.AGENCY)
    told(Concerned(province="33"))
    assert list(Message.objects.values_list("recipient", flat=True)) == [agents["standing"].pk]


def test_row_for_one_kind_stands_in_for_the_general_one():
    person = UserFactory()
    switched(added(Audience.APPLICANT, Channel.SMS, scope=Kind.EXPERT), is_on=False)
    assert told(Concerned(applicant=person, kind=Kind.EXPERT), key="expert") == []
    assert len(told(Concerned(applicant=person, kind=Kind.STATION), key="station")) == 1


def test_demanded_message_cannot_be_switched_off_not_even_for_one_kind():
    route = route_of("application.rejected")
    with pytest.raises(RouteRefused, match="S-5-2 要求以短信告知申报人"):
        switched(route, is_on=False)
    template = Template.objects.get(key="rejected")
    scoped = add_route(
        event="application.rejected", audience="applicant", channel="sms", template=template, scope="expert", by=StaffFactory()
    )  # fmt: skip
    with pytest.raises(RouteRefused):
        switched(scoped, is_on=False)


def test_demanded_message_without_its_route_stops_the_act():
    Route.objects.filter(event="application.rejected").delete()
    with pytest.raises(Route.DoesNotExist):
        told(Concerned(applicant=UserFactory()), "application.rejected")


def test_demanded_message_to_nowhere_stands_in_the_outbox():
    (message,) = told(
        Concerned(applicant=UserFactory(mobile="", mobile_verified_at=None)), "application.rejected"
    )
    assert (message.to, message.channel) == ("", "sms")


def test_row_switched_off_leaves_queued_messages_alone():
    person = UserFactory()
    (queued,) = told(Concerned(applicant=person), key="before")
    switched(route_of(), is_on=False)
    assert told(Concerned(applicant=person), key="after") == []
    queued.refresh_from_db()
    assert queued.status == "queued"


def test_change_is_refused_to_whoever_looked_at_an_older_row_and_is_on_record():
    route, person = route_of(), StaffFactory(name="演示管理员")
    submitted, passed = route.template, Template.objects.create(key="plain", text="已收到${no}。")
    change_route(route=route, template=passed, is_on=False, people=[], seen=0, by=person)
    with pytest.raises(RouteRefused, match="保存前已有人修改了这一格"):
        change_route(route=route, template=submitted, is_on=True, people=[], seen=0, by=StaffFactory())
    trace = Trace.objects.get(verb="route.change")
    assert (trace.actor, trace.before["said"], trace.after["said"]) == (
        person,
        "启用，模板“申报受理”",
        "停用，模板“plain”",
    )


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"audience": "applicant", "channel": "sms"}, "这一格已经有了"),
        ({"audience": "holder"}, "这件事不能告知这类对象"),
        ({"audience": "people"}, "请至少指定一个人"),
        ({"audience": "group", "event": "window.dated"}, "需要的变量：no、type"),
        ({"audience": "group", "event": "nothing.known"}, "这件事不能告知这类对象"),
    ],
)
def test_row_that_cannot_work_is_refused(more, sentence):
    with pytest.raises(RouteRefused, match=sentence):
        added(**more)


@pytest.mark.parametrize("params", [{}, {"no": "1"}, {**SAID, "mobile": "19900000001"}])
def test_announcing_with_other_variables_is_a_fault_of_the_code(params):
    with pytest.raises(KeyError):
        told(Concerned(applicant=UserFactory()), params=params)


def test_announcing_costs_the_same_however_many_routes_are_off():
    person = UserFactory()
    one = queries_of(lambda: told(Concerned(applicant=person), key="one"))
    for channel in (Channel.SITE, Channel.EMAIL):
        switched(added(Audience.APPLICANT, channel), is_on=False)
    assert queries_of(lambda: told(Concerned(applicant=person), key="two")) == one


def test_people_named_are_told_when_the_calendar_is_confirmed():
    from policies.signals import year_confirmed

    person = StaffFactory()
    template = Template.objects.create(key="year", text="${year}年工作日历已变动。")
    add_route(
        event="calendar.changed", audience="people", channel="site", template=template, people=[person], by=person
    )  # fmt: skip
    year_confirmed.send(None, year=2027, by=person, at=timezone.now() - timedelta(hours=1))
    assert list(Message.objects.values_list("recipient", "text")) == [(person.pk, "2027年工作日历已变动。")]
