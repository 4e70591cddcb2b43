"""An objection holds its own entry and its own application; everybody else goes on."""

import pytest

from messaging.models import Message
from publicity.actions import close_window, confirm_window, drop_entry, hold_entry, release_entry
from publicity.exceptions import EntryStatusError, ReasonMissingError, WindowStatusError
from publicity.models import EntryStatus
from publicity.queries import entry_counts
from recruitment.enums import Status
from recruitment.models import Application
from recruitment.timeline import history, next_step
from recruitment.wording import in_brief
from tests.factories.accounts import UserFactory, staff_in_group
from tests.factories.publicity import (
    OVER,
    PUBLISHED,
    bare_window,
    closed,
    confirmed,
    gathered_window,
    opened,
    passed_applications,
)

pytestmark = pytest.mark.django_db


def hold(entry, reason="群众来信反映服务企业数不实。"):
    return hold_entry(entry=entry, by=UserFactory(), at=PUBLISHED, reason=reason)


def statuses(window):
    applications = Application.objects.filter(entry__window=window).order_by("entry__order")
    return list(applications.values_list("status", "entry__status"))


@pytest.mark.clause("S-5-3")
@pytest.mark.clause("E-4-3")
def test_objection_holds_only_its_own_entry():
    window = opened(gathered_window(count=3))
    hold(window.entries.get(order=2))
    assert statuses(window) == [
        (Status.PUBLICIZED, EntryStatus.LISTED),
        (Status.HELD, EntryStatus.HELD),
        (Status.PUBLICIZED, EntryStatus.LISTED),
    ]


@pytest.mark.clause("S-5-3")
def test_held_entry_waits_while_the_others_are_released():
    window = gathered_window(count=3)
    hold(window.entries.get(order=2))
    confirmed(window)
    assert [entry for _application, entry in statuses(window)] == [
        EntryStatus.RELEASED,
        EntryStatus.HELD,
        EntryStatus.RELEASED,
    ]


def test_rejected_objection_returns_the_entry_to_the_list():
    window = opened(gathered_window(count=1))
    entry = hold(window.entries.get())
    release_entry(entry=entry, by=UserFactory(), at=PUBLISHED, reason="经核实，情况不属实。")
    assert statuses(window) == [(Status.PUBLICIZED, EntryStatus.LISTED)]


def test_rejected_objection_releases_the_entry_after_confirmation():
    window = gathered_window(count=2)
    entry = hold(window.entries.get(order=1))
    confirmed(window)
    by = UserFactory()
    entry = release_entry(entry=entry, by=by, at=OVER, reason="经核实，情况不属实。")
    assert (entry.status, entry.settled_by, entry.settled_at) == (EntryStatus.RELEASED, by, OVER)
    assert statuses(window) == [(Status.PUBLICIZED, EntryStatus.RELEASED)] * 2


@pytest.mark.clause("S-5-3")
def test_upheld_objection_drops_the_application_with_its_reason():
    window = opened(gathered_window(count=2))
    entry = hold(window.entries.get(order=1))
    drop_entry(entry=entry, by=UserFactory(), at=PUBLISHED, reason="  上年服务企业数经核实不足 150 家。 ")
    dropped, other = Application.objects.filter(entry__window=window).order_by("entry__order")
    assert (dropped.status, dropped.decision_reason) == (Status.DROPPED, "上年服务企业数经核实不足 150 家。")
    assert other.status == Status.PUBLICIZED
    told = (
        Message.objects.filter(recipient=dropped.applicant).exclude(template__key="submitted").order_by("pk")
    )
    assert [(message.template.key, message.text) for message in told][-1:] == [
        (
            "dropped",
            f"您的申请{dropped.number}在公示期间的异议经核实成立，依据工作站管理办法第五条不予认定。"
            "理由：上年服务企业数经核实不足 150 家。如有异议，可按公示页面所列电话、地址书面提出。",
        )
    ]
    assert not told.filter(template__key="rejected").exists()


@pytest.mark.clause("E-4-3")
def test_dropped_expert_reads_the_own_article_and_the_whole_reason_on_the_timeline():
    window = opened(gathered_window(passed_applications(1, "expert")))
    reason = "所称工作经历经核实不属实：" + "核" * 60 + "。"
    drop_entry(entry=window.entries.get(), by=UserFactory(), at=PUBLISHED, reason=reason)
    dropped = Application.objects.get(entry__window=window)
    assert Message.objects.get(template__key="dropped").params == {
        "no": dropped.number,
        "article": "志愿专家管理办法第四条",
        "reason": reason[:34] + "…",
    }
    assert next_step(dropped).text == (
        "公示期间的异议经核实成立，依据志愿专家管理办法第四条不予认定，理由见下。"
        "如有异议，可按公示页面所列电话、地址书面提出；您也可在以后的批次重新申报。"
    )
    newest = history(dropped)[0]
    assert (newest.title, newest.note) == ("异议成立，不予认定", reason)


@pytest.mark.parametrize("reason", ["见 https://example.org 的说明", "【内部】材料不实"])
def test_a_reason_gateways_refuse_is_only_pointed_to(reason):
    assert in_brief(reason) == "见办理进度"


def test_dropped_entry_is_not_released_with_the_others():
    window = opened(gathered_window(count=2))
    drop_entry(entry=window.entries.get(order=1), by=UserFactory(), at=PUBLISHED, reason="自愿放弃。")
    close_window(window=window, at=OVER)
    confirm_window(window=window, by=staff_in_group("decision_maker"), at=OVER)
    assert entry_counts(window) == {"listed": 0, "held": 0, "released": 1, "dropped": 1, "withdrawn": 0}


def test_entry_of_a_list_nobody_has_seen_cannot_be_dropped():
    entry = hold(gathered_window(count=1).entries.get())
    with pytest.raises(WindowStatusError, match="公示当前状态为“待发布”，不能进行此操作。"):
        drop_entry(entry=entry, by=UserFactory(), at=PUBLISHED, reason="经核查属实。")
    entry.refresh_from_db()
    assert entry.status == EntryStatus.HELD


@pytest.mark.parametrize("act", [hold_entry, drop_entry])
def test_act_against_an_entry_needs_a_reason(act):
    entry = bare_window().entries.first()
    with pytest.raises(ReasonMissingError):
        act(entry=entry, by=UserFactory(), at=PUBLISHED, reason="  ")
    entry.refresh_from_db()
    assert entry.status == EntryStatus.LISTED


def test_held_entry_cannot_be_held_again():
    entry = hold(bare_window().entries.first())
    with pytest.raises(EntryStatusError, match="公示条目当前状态为“异议处理中”，不能进行此操作。"):
        hold(entry)


def test_entry_that_is_not_held_cannot_be_released():
    with pytest.raises(EntryStatusError):
        release_entry(entry=bare_window().entries.first(), by=UserFactory(), at=PUBLISHED, reason="无异议。")


def test_released_entry_can_no_longer_be_held_or_dropped():
    window = confirmed(bare_window())
    entry = window.entries.first()
    for act in (hold_entry, drop_entry):
        with pytest.raises(EntryStatusError):
            act(entry=entry, by=UserFactory(), at=OVER, reason="异议逾期。")


def test_failed_mirror_undoes_the_hold():
    window = closed(gathered_window(count=1))
    Application.objects.filter(entry__window=window).update(status=Status.RECOGNIZED)
    with pytest.raises(Exception, match="已认定"):
        hold(window.entries.get())
    assert window.entries.get().status == EntryStatus.LISTED
