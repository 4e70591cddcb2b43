"""Is the chain of events whole? Recomputes every digest and names the first link that does not hold."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audit.actions import GENESIS, event_digest
from audit.models import ChainHead, Event

CHUNK = 2000


@dataclass(frozen=True)
class Break:
    """断点：the first link that does not hold: which event, and what is wrong with it."""

    seq: int
    what: str
    event_id: int | None = None

    def __str__(self) -> str:
        where = _("（事件编号 %(id)d）") % {"id": self.event_id} if self.event_id else ""
        return _("审计链在第 %(seq)d 号断开%(where)s：%(what)s。") % {
            "seq": self.seq,
            "where": where,
            "what": self.what,
        }


@dataclass(frozen=True)
class Verdict:
    """核验结论：how many events are chained, how many still wait, and the first break if there is one."""

    sealed: int
    unsealed: int
    broken: Break | None

    def __str__(self) -> str:
        whole = _("审计链完整：共 %(count)d 个事件。") % {"count": self.sealed}
        waiting = ngettext(
            "另有 %(count)d 个事件尚未入链。", "另有 %(count)d 个事件尚未入链。", self.unsealed
        )
        return str(self.broken or whole) + (waiting % {"count": self.unsealed})


def verify_chain() -> Verdict:
    """Walk the chain up to its head; needs no lock, because the head only rises and rises with its events."""
    head = ChainHead.objects.filter(pk=1).first() or ChainHead(hash=GENESIS)
    events = Event.objects.filter(seq__lte=head.seq).order_by("seq").iterator(chunk_size=CHUNK)
    broken = first_break(events, head_seq=head.seq, head_hash=head.hash or GENESIS) or _beyond_head()
    return Verdict(sealed=head.seq, unsealed=Event.objects.filter(seq__isnull=True).count(), broken=broken)


def first_break(events: Iterable[Event], *, head_seq: int, head_hash: str) -> Break | None:
    """The first link that does not hold among events in the order of their `seq`; None when the chain ends at its head."""
    seq, last_hash = 0, GENESIS
    for event in events:
        seq += 1
        if broken := _break_at(event, seq, last_hash):
            return broken
        last_hash = event.hash
    if seq != head_seq:
        return Break(seq + 1, _("链头记载到第 %(head)d 号，其后的事件已不存在") % {"head": head_seq})
    if last_hash != head_hash:
        return Break(seq, _("最后一个事件的哈希与链头所记不符"))
    return None


def _break_at(event: Event, seq: int, last_hash: str) -> Break | None:
    if event.seq != seq:
        return Break(seq, _("该号事件缺失，其后是第 %(next)s 号") % {"next": event.seq}, event.pk)
    if event.prev_hash != last_hash:
        return Break(seq, _("所记前一哈希与前一事件不符"), event.pk)
    if event.hash != event_digest(event, last_hash):
        return Break(seq, _("内容与所记哈希不符"), event.pk)
    return None


def _beyond_head() -> Break | None:
    """An event numbered past the head. The head is read after the events, so a sealer at work is no break."""
    top = Event.objects.aggregate(top=Max("seq"))["top"] or 0
    head_seq = ChainHead.objects.filter(pk=1).values_list("seq", flat=True).first() or 0
    if top <= head_seq:
        return None
    extra = Event.objects.filter(seq__gt=head_seq).order_by("seq")[0]
    return Break(head_seq + 1, _("链头只到第 %(head)d 号，此后的事件未经入链") % {"head": head_seq}, extra.pk)
