"""A world in which everything private is marked: whatever carries a mark must come out nowhere."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import Consent, ConsentKind, User
from content.models import PublicityIndexPage, PublicityPage
from policies.enums import Kind
from policies.queries import policy_in_force
from publicity.models import Entry, EntryStatus, Window, WindowStatus
from registry.listing import relist
from registry.models import Certificate, CertificateStatus, Holder, HolderStatus, Term
from registry.numbers import SERIES, make_number
from tests.factories.accounts import OrganisationFactory, UserFactory

MOBILE = "19912345678"
MARK = "CANARY"
EMAIL = "canary@private.example"
OPENED = date(2026, 11, 19)


def marked_user() -> User:
    """Only the first person has the number: a verified one is held once."""
    is_first = not User.objects.filter(mobile=MOBILE).exists()
    number = {"mobile": MOBILE} if is_first else {}
    return UserFactory.create(name=f"经办人{MARK}", email=EMAIL, **number)


def holder(kind: Kind = Kind.STATION, *, agreed: bool = True, years: int = 3, **given: Any) -> Holder:
    """An active holder whose term began today."""
    user, today = marked_user(), timezone.localdate()
    if kind == Kind.EXPERT and agreed:
        Consent.objects.create(user=user, kind=ConsentKind.PUBLISH_NAME, text_version="1", at=timezone.now())
    shown = (
        {"station_kind": "中小企业园区"}
        if kind == Kind.STATION
        else {"employer": "大学", "field_names": "信贷融资"}
    )
    one = Holder.objects.create(
        **{"kind": kind, "name": "欧阳喆堃", "province": "33", **shown, **given},
        user=user,
        organisation=OrganisationFactory.create(address=f"住址{MARK}") if kind == Kind.STATION else None,
        recognized_at=timezone.now(),
    )
    term = Term.objects.create(
        holder=one,
        starts_on=today - timedelta(days=1),
        ends_on=today + timedelta(days=365 * years),
        policy=policy_in_force(today),
    )
    Certificate.objects.create(
        term=term,
        number=make_number(SERIES[kind], 2026, "33", one.pk),
        token=f"{MARK}{one.pk}",
        issued_on=today,
    )
    relist([one.pk], on=today)
    return one


def publicity(*entries: Entry, status: WindowStatus = WindowStatus.OPEN, **given: Any) -> Window:
    """A window with a live page."""
    by, is_over = marked_user(), status == WindowStatus.CONFIRMED
    window = Window.objects.create(
        title="第一批",
        policy=policy_in_force(timezone.localdate()),
        days=5,
        created_by=by,
        **{
            "status": status,
            "published_at": datetime(2026, 11, 19, tzinfo=UTC),
            "opened_on": OPENED,
            "last_day": date(2026, 11, 26),
            "closes_at": datetime(2026, 11, 26, 16, tzinfo=UTC),
            "confirmed_at": timezone.now() if is_over else None,
            "confirmed_by": by if is_over else None,
            **given,
        },
    )
    for order, entry in enumerate(entries, start=1):
        entry.window, entry.order = window, order
        entry.save()
    page = PublicityPage(
        title="公示",
        slug=f"w{window.pk}",
        window=window,
        issuer="中心",
        objection_phone=f"010-68200000 {MOBILE}",
        body=[("paragraph", f"现予公示。{MOBILE}")],
    )
    PublicityIndexPage.objects.get().add_child(instance=page)
    return window


def station(name: str = "(演示)甲园区", **given: Any) -> Entry:
    return Entry(
        **{"kind": Kind.STATION, "name": name, "province": "33", "station_kind": "中小企业园区", **given}
    )


def expert(name: str = "欧阳喆堃", **given: Any) -> Entry:
    shown = {"employer": "大学", "field_names": "信贷融资"}
    return Entry(**{"kind": Kind.EXPERT, "name": name, "province": "31", **shown, **given})


def held(entry: Entry) -> Entry:
    """Somebody objected; who and why is nobody's business."""
    entry.status, entry.held_at, entry.held_by = EntryStatus.HELD, timezone.now(), marked_user()
    entry.hold_reason = f"举报{MARK}{MOBILE}"
    return entry


def dropped(entry: Entry) -> Entry:
    entry.status, entry.settled_at, entry.settled_by = EntryStatus.DROPPED, timezone.now(), marked_user()
    entry.settle_reason = f"异议成立{MARK}"
    return entry


def ended(one: Holder, status: HolderStatus, certificate: CertificateStatus) -> Holder:
    Holder.objects.filter(pk=one.pk).update(status=status)
    Certificate.objects.filter(term__holder=one).update(status=certificate)
    return one
