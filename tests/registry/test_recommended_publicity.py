"""recommend.path = with_publicity: checked, activated, shown to the public, and only then in the registry; the direct path stays as it was."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.actions import withdraw_consent
from accounts.models import ConsentKind
from audit.models import Event
from messaging.models import Message
from objections.actions import accept_objection, answer_inquiry, ask
from objections.enums import Asked
from objections.queries import applicant_of
from policies.enums import Kind
from policies.models import PolicyVersion
from publicity.actions import close_window, confirm_window, drop_entry, hold_entry, release_entry
from publicity.models import EntryStatus, Window
from recruitment.actions import (
    Completed,
    activate_recommendation,
    clear_recommendation,
    finish_check,
    leave_publicity,
    pass_remaining,
)
from recruitment.enums import RecommendationStatus as Status
from recruitment.minding import include_recommended
from recruitment.models import Recommendation
from recruitment.publicizing import MixedPoliciesError, NotPassedError, gather_window, recognition_progress
from recruitment.rosters.refusals import NotInvitedError, RecommendationStatusError
from registry.models import Certificate, Holder, Origin
from tests.factories.accounts import UserFactory, staff_in_group
from tests.factories.agencies import NUMBER, confirmed_roster, mandated
from tests.factories.objections import DURING, lodged
from tests.factories.publicity import OVER, opened, passed_application
from tests.factories.recruitment import RoundFactory, credit_code, submitted_station
from tests.factories.registry import issued_certificate
from tests.factories.rosters import EXPERT_HEADS, EXPERTS
from tests.factories.workflows import policy_with

pytestmark = [pytest.mark.django_db, pytest.mark.clause("S-5-R"), pytest.mark.clause("E-4-R")]
CODE = credit_code(900_051)
ROW = ["1", "演示甲园区服务有限公司", "演示市甲路1号", "张演示", NUMBER]
EXPERT_ROW = [*EXPERTS[0][:4], NUMBER, *EXPERTS[0][5:]]


@pytest.fixture
def round_():
    policy = policy_with()
    values = {**policy.values, "recommend.path": "with_publicity"}
    PolicyVersion.objects.filter(pk=policy.pk).update(values=values)
    return RoundFactory(policy=PolicyVersion.objects.get(pk=policy.pk))


def invited(round_, kind=Kind.STATION) -> Recommendation:
    heads = {"heads": EXPERT_HEADS} if kind == Kind.EXPERT else {}
    row = EXPERT_ROW if kind == Kind.EXPERT else ROW
    roster = confirmed_roster(mandated("33"), row, round_=round_, **heads)
    checker, at = staff_in_group("second_review"), timezone.now()
    pass_remaining(roster=roster, by=checker, at=at)
    finish_check(roster=roster, by=checker, at=at)
    return Recommendation.objects.get(row__roster=roster)


def activated(round_, kind=Kind.STATION, uscc=CODE) -> Recommendation:
    row = invited(round_, kind)
    said = Completed(uscc=uscc, station_kind="中小企业园区")
    if kind == Kind.EXPERT:
        said = Completed(employer="演示大学", field_names=["政策解读", "信贷融资"])
    by = UserFactory(mobile=row.mobile)
    return activate_recommendation(recommendation=row, completed=said, by=by, at=timezone.now())


def gathered(*rows: Recommendation, applications=()) -> Window:
    officer = staff_in_group("publicity_officer")
    return gather_window(applications=applications, recommendations=rows, title="公示", by=officer, at=DURING)


def shown(row: Recommendation) -> Recommendation:
    opened(gathered(row))
    return fresh(row)


def confirmed(window: Window) -> None:
    closed = close_window(window=Window.objects.get(pk=window.pk), at=OVER)
    confirm_window(window=closed, by=staff_in_group("decision_maker"), at=OVER)


def fresh(row: Recommendation) -> Recommendation:
    return Recommendation.objects.select_related("entry__window", "user", "row__roster").get(pk=row.pk)


def told(key: str) -> list[Message]:
    return list(Message.objects.filter(template__key=key))


def test_invitation_promises_nothing_before_the_publicity(round_):
    invited(round_)
    [message] = told("activate_publicized")
    assert message.text.startswith("经浙江省推荐，拟将您纳入中小企业志愿服务工作站资源库")
    assert told("activate") == []


def test_activated_row_waits_for_a_list_and_is_in_no_registry(round_):
    row = activated(round_)
    assert (row.status, Holder.objects.count(), Certificate.objects.count()) == (Status.LISTABLE, 0, 0)
    assert include_recommended() == 0


@pytest.mark.parametrize("kind", list(Kind))
def test_released_row_is_entered_once_with_its_tag(round_, kind):
    row = shown(activated(round_, kind))
    assert (row.status, row.entry.name, row.entry.kind) == (Status.LISTED, row.name, kind)
    assert (row.entry.station_kind, row.entry.employer, row.entry.field_names) == (
        ("中小企业园区", "", "") if kind == Kind.STATION else ("", "演示大学", "政策解读、信贷融资")
    )
    confirmed(row.entry.window)
    assert recognition_progress(row.entry.window) == (0, 1)
    assert (include_recommended(), include_recommended()) == (1, 0)
    holder = Holder.objects.get()
    assert (fresh(row).status, holder.origin, holder.user) == (
        Status.ACTIVATED,
        Origin.RECOMMENDATION,
        row.user,
    )
    assert Certificate.objects.get().term.recommendation == row
    assert recognition_progress(row.entry.window) == (1, 1)
    assert len(told("activated")) == 1


def test_whoever_is_shown_is_told_until_when(round_):
    shown(activated(round_))
    [message] = told("recommendation_listed")
    assert message.to == NUMBER
    assert "公示期至2026年9月24日" in message.text


def test_list_takes_applications_and_recommendations_together(round_):
    application = passed_application(round=round_)
    row = activated(round_)
    window = gathered(row, applications=[application])
    assert [entry.name for entry in window.entries.order_by("order")] == [application.name, row.name]
    with pytest.raises(NotPassedError, match=row.name):
        gathered(row)


def test_list_has_one_set_of_rules(round_):
    other = passed_application(round=RoundFactory())
    with pytest.raises(MixedPoliciesError):
        gathered(activated(round_), applications=[other])


def test_path_is_that_of_the_roster_whatever_the_rules_in_force_say(round_):
    row = invited(round_)
    assert row.policy == round_.policy
    roster = confirmed_roster(mandated("44"), ["1", "演示乙中心", "乙路", "李演示", "19911110077"])
    checker, at = staff_in_group("second_review"), timezone.now()
    pass_remaining(roster=roster, by=checker, at=at)
    finish_check(roster=roster, by=checker, at=at)
    direct = Recommendation.objects.get(row__roster=roster)
    said = Completed(uscc=credit_code(900_052), station_kind="中小企业园区")
    by = UserFactory(mobile=direct.mobile)
    done = activate_recommendation(recommendation=direct, completed=said, by=by, at=timezone.now())
    assert (done.status, Holder.objects.count()) == (Status.ACTIVATED, 1)


def test_held_entry_is_not_entered_until_it_is_released(round_):
    row = shown(activated(round_))
    officer = staff_in_group("publicity_officer")
    hold_entry(entry=row.entry, by=officer, at=DURING, reason="有异议")
    confirmed(row.entry.window)
    assert (include_recommended(), Holder.objects.count()) == (0, 0)
    release_entry(entry=row.entry, by=officer, at=OVER, reason="异议不成立")
    assert (include_recommended(), Holder.objects.count()) == (1, 1)


@pytest.mark.clause("S-5-3")
def test_upheld_objection_ends_it_with_its_reason(round_, client):
    row = shown(activated(round_))
    at = timezone.now()
    drop_entry(entry=row.entry, by=staff_in_group("decision_maker"), at=at, reason="成立不满两年。")
    row = fresh(row)
    assert (row.status, row.reason, row.closed_at) == (Status.DROPPED, "成立不满两年。", at)
    assert [message.recipient for message in told("recommendation_dropped")] == [row.user]
    assert "异议成立，不予纳入" in told("recommendation_closed")[0].text
    client.force_login(row.user)
    assert "成立不满两年。" in client.get(reverse("recruitment:activations")).text


@pytest.mark.clause("S-5-3")
def test_whoever_activated_answers_the_objection_and_lodges_none(round_):
    row = shown(activated(round_))
    assert applicant_of(row.entry) == row.user
    objection = lodged(row.entry)
    officer = staff_in_group("publicity_officer")
    accept_objection(objection=objection, by=officer, at=DURING)
    inquiry = ask(
        objection=objection, asked=Asked.APPLICANT, question="请说明成立日期。", by=officer, at=DURING
    )
    done = answer_inquiry(inquiry=inquiry, answer="见营业执照。", by=row.user, at=DURING)
    assert done.answered_at == DURING


@pytest.mark.parametrize("is_shown", [False, True])
def test_whoever_activated_may_leave(round_, client, is_shown):
    row = activated(round_)
    if is_shown:
        row = shown(row)
    client.force_login(row.user)
    client.post(reverse("recruitment:activate_leave", args=[row.pk]))
    row = fresh(row)
    assert row.status == Status.LEFT
    assert [row.entry.status] == [EntryStatus.WITHDRAWN] if is_shown else row.entry is None


def test_nobody_else_takes_them_off(round_, client):
    row = shown(activated(round_))
    stranger = UserFactory()
    client.force_login(stranger)
    assert client.post(reverse("recruitment:activate_leave", args=[row.pk])).status_code == 404
    with pytest.raises(NotInvitedError):
        leave_publicity(recommendation=row, by=stranger, at=DURING)
    assert fresh(row).status == Status.LISTED


@pytest.mark.clause("E-4-3")
def test_expert_who_withdraws_the_consent_to_be_named_leaves_the_list(round_):
    row = shown(activated(round_, Kind.EXPERT))
    withdraw_consent(by=row.user, kind=ConsentKind.PUBLISH_NAME, at=DURING)
    assert (fresh(row).status, fresh(row).entry.status) == (Status.LEFT, EntryStatus.WITHDRAWN)


def test_after_the_release_nobody_leaves_by_this_door(round_):
    row = shown(activated(round_))
    confirmed(row.entry.window)
    with pytest.raises(RecommendationStatusError):
        leave_publicity(recommendation=fresh(row), by=row.user, at=OVER)


def test_duplicate_is_cleared_onto_a_list_too(round_):
    application = submitted_station()
    held = activated(round_, uscc=application.station.uscc)
    assert held.status == Status.HELD
    by = staff_in_group("second_review")
    done = clear_recommendation(
        recommendation=held, reason="名称相近，不是同一单位", by=by, at=timezone.now()
    )
    assert (done.status, Holder.objects.count()) == (Status.LISTABLE, 0)


def test_title_got_while_it_was_shown_waits_for_a_person(round_):
    row = shown(activated(round_))
    issued_certificate(uscc=CODE)
    Holder.objects.update(organisation=row.organisation)
    confirmed(row.entry.window)
    assert include_recommended() == 1
    row = fresh(row)
    assert (row.status, Holder.objects.count()) == (Status.HELD, 1)
    assert "已在名录中且资格有效" in row.twins[0]
    assert Event.objects.get(verb="recommendation.hold").after == {"status": "held"}


def test_desk_gathers_ticked_recommendations(round_, client):
    row = activated(round_)
    client.force_login(staff_in_group("publicity_officer"))
    page = client.get(reverse("windows:candidates"))
    assert row.name in page.text
    assert NUMBER not in page.text
    url = reverse("windows:gather")
    assert row.name in client.post(url, {"recommended": [row.pk]}).text
    chosen = {"applications": "", "recommendations": str(row.pk), "title": "关于推荐对象的公示"}
    client.post(url, chosen)
    assert (fresh(row).status, Window.objects.get().title) == (Status.LISTED, "关于推荐对象的公示")


def test_desk_takes_everybody_the_filter_lets_through(round_, client):
    row = activated(round_)
    client.force_login(staff_in_group("publicity_officer"))
    url = reverse("windows:gather")
    assert row.name in client.post(url, {"everyone": "1", "query": "province=33"}).text
    assert client.post(url, {"everyone": "1", "query": "province=44"}).status_code == 302
