"""Verification of the chain: what was deleted, edited, inserted, reordered or cut off is named where it breaks."""

import copy
from io import StringIO

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from audit.actions import GENESIS, event_digest, record_event, seal_events
from audit.models import ChainHead, Event
from audit.verification import first_break, verify_chain


@pytest.fixture
def chain(db) -> list[Event]:
    """Five sealed events on one person."""
    person = User.objects.create(username="p", name="演示甲")
    for n in range(5):
        record_event(by=person, verb="user.rename", target=person, before={"n": n}, after={"n": n + 1})
    seal_events()
    return list(Event.objects.order_by("seq"))


def test_whole_chain_is_whole(chain):
    assert str(verify_chain()) == "审计链完整：共 5 个事件。另有 0 个事件尚未入链。"


def test_empty_chain_is_whole(db):
    assert verify_chain().broken is None


def test_unsealed_events_are_counted_apart(chain):
    record_event(by=None, verb="user.rename", target=chain[0].actor)
    assert str(verify_chain()) == "审计链完整：共 5 个事件。另有 1 个事件尚未入链。"


@pytest.mark.parametrize(
    "change",
    [
        {"actor_label": "别人"},
        {"verb": "user.delete"},
        {"target_label": "另一对象"},
        {"target_id": 999},
        {"target_type": "x.y"},
        {"before": {"n": 0}},
        {"after": {}},
        {"at": "2020-01-01T00:00:00+08:00"},
        {"actor": None},
    ],
    ids=lambda change: next(iter(change)),
)
def test_edited_event_is_named(chain, change):
    Event.objects.filter(seq=3).update(**change)
    assert (
        str(verify_chain().broken) == f"审计链在第 3 号断开（事件编号 {chain[2].pk}）：内容与所记哈希不符。"
    )


def test_edited_event_with_its_hash_made_anew_breaks_the_next_link(chain):
    forged = chain[2]
    forged.verb = "user.delete"
    forged.hash = event_digest(forged, forged.prev_hash)
    forged.save()
    assert (
        str(verify_chain().broken)
        == f"审计链在第 4 号断开（事件编号 {chain[3].pk}）：所记前一哈希与前一事件不符。"
    )


def test_last_event_edited_with_its_hash_made_anew_contradicts_the_head(chain):
    forged = chain[4]
    forged.verb = "user.delete"
    forged.hash = event_digest(forged, forged.prev_hash)
    forged.save()
    assert str(verify_chain().broken) == "审计链在第 5 号断开：最后一个事件的哈希与链头所记不符。"


def test_deleted_event_is_named(chain):
    chain[1].delete()
    assert (
        str(verify_chain().broken)
        == f"审计链在第 2 号断开（事件编号 {chain[2].pk}）：该号事件缺失，其后是第 3 号。"
    )


def test_cut_off_tail_is_named(chain):
    Event.objects.filter(seq__gte=4).delete()
    assert str(verify_chain().broken) == "审计链在第 4 号断开：链头记载到第 5 号，其后的事件已不存在。"


def test_reordered_events_are_named(chain):
    Event.objects.filter(seq=2).update(seq=99)
    Event.objects.filter(seq=3).update(seq=2)
    Event.objects.filter(seq=99).update(seq=3)
    assert verify_chain().broken.seq == 2


def test_inserted_event_past_the_head_is_named(chain):
    extra = record_event(by=None, verb="user.rename", target=chain[0].actor)
    extra.seq, extra.prev_hash = 6, chain[4].hash
    extra.hash = event_digest(extra, extra.prev_hash)
    extra.save()
    assert (
        str(verify_chain().broken)
        == f"审计链在第 6 号断开（事件编号 {extra.pk}）：链头只到第 5 号，此后的事件未经入链。"
    )


def test_event_moved_into_the_middle_is_named(chain):
    Event.objects.filter(seq=3).delete()
    extra = record_event(by=None, verb="user.rename", target=chain[0].actor)
    extra.seq, extra.prev_hash = 3, chain[1].hash
    extra.hash = event_digest(extra, extra.prev_hash)
    extra.save()
    assert verify_chain().broken.seq == 4


def test_lost_head_is_named(chain):
    ChainHead.objects.all().delete()
    assert verify_chain().broken.seq == 1


def test_command_exits_1_only_when_the_chain_is_broken(chain):
    out = StringIO()
    call_command("verify_audit", stdout=out)
    assert out.getvalue() == "审计链完整：共 5 个事件。另有 0 个事件尚未入链。\n"
    chain[0].delete()
    with pytest.raises(SystemExit) as end:
        call_command("verify_audit", stdout=StringIO())
    assert end.value.code == 1


def test_verification_reads_the_chain_in_a_constant_number_of_queries(chain, django_assert_num_queries):
    with django_assert_num_queries(5):
        verify_chain()


def sealed(count: int) -> list[Event]:
    """A chain in memory."""
    from datetime import UTC, datetime, timedelta

    events, last = [], GENESIS
    for seq in range(1, count + 1):
        at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=seq)
        event = Event(
            pk=seq, seq=seq, at=at, verb="user.rename", target_id=1, prev_hash=last, after={"n": seq}
        )
        event.hash = last = event_digest(event, last)
        events.append(event)
    return events


@given(data=st.data(), count=st.integers(2, 12))
def test_any_single_mutation_is_found_no_later_than_the_link_after_it(data, count):
    events = sealed(count)
    head = events[-1].hash
    at = data.draw(st.integers(0, count - 1))
    mutation = data.draw(st.sampled_from(["edit", "forge", "delete", "swap", "repeat"]))
    if mutation in {"edit", "forge"}:
        events[at].target_label = "改"
        if mutation == "forge":
            events[at].hash = event_digest(events[at], events[at].prev_hash)
    elif mutation == "delete":
        del events[at]
    elif mutation == "swap":
        other = (at + 1) % count
        events[at], events[other] = events[other], events[at]
        at = min(at, other)
    else:
        events.insert(at, copy.copy(events[at]))
    broken = first_break(events, head_seq=count, head_hash=head)
    assert broken is not None
    assert at + 1 <= broken.seq <= at + 2
