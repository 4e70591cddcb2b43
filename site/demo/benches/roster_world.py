"""An agency with a mandate, an open round, and the fullest file of each make. Run inside a database that is thrown away."""

import io
import time
from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook
from pypdf import PdfWriter

from accounts.models import AgentMandate, Membership, Organisation, User
from policies.enums import Province
from policies.queries import policy_in_force
from recruitment.actions import receive_roster
from recruitment.enums import RoundKind
from recruitment.models import Roster, Round
from recruitment.rosters.forms import STATIONS
from recruitment.rosters.grids import MAX_ROWS


def build() -> dict[str, str]:
    now = timezone.now()
    agent, approver = (
        User.objects.create(username=f"bench{n}", name=f"演示经办{n}", mobile=f"1990000900{n}")
        for n in range(2)
    )
    agency = Organisation.objects.create(
        uscc="91330113DEM0000144", name="(演示)省服务中心", province=Province.P33
    )
    Membership.objects.create(user=agent, organisation=agency)
    day = timezone.localdate(now)
    mandate = AgentMandate.objects.create(
        organisation=agency, province=Province.P33, document="mandates/demo.pdf", starts_on=day,
        ends_on=day + timedelta(days=30), approved_at=now, approved_by=approver,
    )  # fmt: skip
    policy = policy_in_force(day)
    span = {"opens_at": now - timedelta(days=1), "closes_at": now + timedelta(days=30)}
    round_ = Round.objects.create(title="(演示)批次", kind=RoundKind.BOTH, policy=policy, **span)
    began = time.monotonic()
    [roster] = receive_roster(mandate=mandate, round=round_, table=_table(), scan=_scan(), by=agent, at=now)
    taken = time.monotonic() - began
    return {f"{roster.rows.count()} rows of a workbook, received": f"{taken:.1f} s", "first page of the preview": _shown(agent, roster)}  # fmt: skip


def _table() -> SimpleUploadedFile:
    book, out = Workbook(), io.BytesIO()
    assert book.active is not None  # noqa: S101  for the type checker
    book.active.append(STATIONS.column_names)
    for number in range(1, MAX_ROWS):
        book.active.append([number, f"(演示)第{number}园区服务有限公司", f"演示市演示路{number}号", "张演示", f"1990{number:07d}"])  # fmt: skip
    book.save(out)
    return SimpleUploadedFile("汇总表.xlsx", out.getvalue())


def _scan() -> SimpleUploadedFile:
    writer, out = PdfWriter(), io.BytesIO()
    writer.add_blank_page(595, 842)
    writer.write(out)
    return SimpleUploadedFile("盖章件.pdf", out.getvalue())


def _shown(agent: User, roster: Roster) -> str:
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(agent)
    began = time.monotonic()
    answer = client.get(reverse("recruitment:roster", args=[roster.pk]), secure=True)
    return f"{time.monotonic() - began:.1f} s, answer {answer.status_code}"
