"""受委托机构: an agent of an agency with an approved mandate, and the files it sends."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts.models import AgentMandate, Membership, User
from policies.enums import Province
from recruitment.actions import confirm_roster, finish_check, pass_row, receive_roster
from recruitment.models import Recommendation, Roster, Round
from tests.factories import files
from tests.factories import rosters as made
from tests.factories.accounts import OrganisationFactory, StaffFactory, UserFactory, staff_in_group
from tests.factories.recruitment import RoundFactory

NUMBER = "19911110001"  # of nobody the other factories make


def mandated(province: str = Province.P33, *, agent: User | None = None, **values: Any) -> AgentMandate:
    """An approved mandate from thirty days ago for a year, with `agent` as a member of the agency."""
    today = timezone.localdate()
    organisation = values.pop("organisation", None) or OrganisationFactory(province=province)
    span: dict[str, date] = {"starts_on": today - timedelta(days=30), "ends_on": today + timedelta(days=335)}
    approval = {"approved_at": timezone.now(), "approved_by": StaffFactory()}
    mandate = AgentMandate.objects.create(
        organisation=organisation, province=province, document="mandates/demo.pdf", **{**span, **approval, **values}
    )  # fmt: skip
    Membership.objects.get_or_create(user=agent or UserFactory(), organisation=organisation)
    return mandate


def agent_of(mandate: AgentMandate) -> User:
    return mandate.organisation.memberships.order_by("pk")[0].user


def table_file(*tables: made.Rows, name: str = "汇总表.docx") -> SimpleUploadedFile:
    content = made.word(*tables) if name.endswith(".docx") else made.excel(*tables)
    return SimpleUploadedFile(name, content)


def scan_file(name: str = "盖章件.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, files.pdf(), "application/pdf")


def received(mandate: AgentMandate, round_: Round, *rows: Sequence[str], heads: Sequence[str] = made.STATION_HEADS) -> Roster:  # fmt: skip
    """A draft roster of these rows, through the real door."""
    return receive_roster(
        mandate=mandate,
        round=round_,
        table=table_file([heads, *(rows or made.STATIONS)]),
        scan=scan_file(),
        by=agent_of(mandate),
        at=timezone.now(),
    )[0]


def confirmed_roster(mandate: AgentMandate, *rows: Sequence[str], heads: Sequence[str] = made.STATION_HEADS, round_: Round | None = None) -> Roster:  # fmt: skip
    """A roster its agency confirmed: it waits for the formal check."""
    roster = received(mandate, round_ or RoundFactory(), *rows, heads=heads)
    fresh = Roster.objects.get(pk=roster.pk)
    return confirm_roster(roster=fresh, revision=fresh.revision, by=agent_of(mandate), at=timezone.now())


def checked_roster(*rows: Sequence[str], kind: str = "station", province: str = "33") -> Roster:
    """A roster whose rows all passed the formal check: everybody on it is invited."""
    heads = made.STATION_HEADS if kind == "station" else made.EXPERT_HEADS
    one = made.STATIONS[0] if kind == "station" else made.EXPERTS[0]
    given = rows or [[*one[:4], NUMBER, *one[5:]]]
    roster = confirmed_roster(mandated(province), *given, heads=heads)
    checker, at = staff_in_group("second_review"), timezone.now()
    for row in roster.rows.select_related("roster"):
        pass_row(row=row, reason="演示", by=checker, at=at)
    return finish_check(roster=roster, by=checker, at=at)


def invited(*row: str, kind: str = "station") -> Recommendation:
    """The one recommendation of a checked roster with this row."""
    return Recommendation.objects.get(row__roster=checked_roster(*([row] if row else []), kind=kind))
