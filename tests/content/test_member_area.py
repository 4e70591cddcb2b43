"""我的：each person sees the doors they have a use for, and what waits behind them."""

import re
from datetime import UTC, datetime

import pytest

from objections.actions import ask
from objections.enums import Asked
from policies.enums import Kind
from registry.models import HolderStatus
from tests.factories.accounts import UserFactory
from tests.factories.objections import DURING, accepted
from tests.factories.publicity import gathered_window, opened
from tests.factories.registry import issued_certificate
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
USUAL = ["我的申报", "申请事项", "我的异议", "我的证书", "消息"]


def doors(page: str) -> list[str]:
    nav = page[page.index('class="member__nav"') :]
    links = re.findall(r"<a [^>]*>(.*?)</a>", nav[: nav.index("</nav>")], re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", link).split()) for link in links]


def current(page: str) -> list[str]:
    return re.findall(r'<a href="([^"]+)" aria-current="page">', page[page.index('class="member__nav"') :])


def test_who_holds_nothing_sees_neither_diary_nor_recommendation(client):
    client.force_login(UserFactory())
    assert doors(client.get("/my/").text) == USUAL


def test_holder_keeps_the_diary_in_sight(client):
    holder = issued_certificate(Kind.EXPERT, on=datetime(2026, 9, 1, 2, tzinfo=UTC)).term.holder
    client.force_login(holder.user)
    assert doors(client.get("/my/").text) == [*USUAL[:4], "志愿日记", "企业需求", "意见与支持", "消息"]

    holder.status = HolderStatus.WITHDRAWN
    holder.save()
    assert doors(client.get("/my/").text) == USUAL


@pytest.mark.parametrize("path", ["/my/", "/my/objections/", "/my/messages/", "/my/certificates/"])
def test_one_door_is_marked_as_the_place_one_is_in(client, path):
    client.force_login(UserFactory())
    assert current(client.get(path).text) == [path]


def test_applicant_sees_anywhere_that_a_statement_is_wanted(client):
    entry = opened(gathered_window()).entries.order_by("order").first()
    applicant = entry.application.applicant
    client.force_login(applicant)
    before = queries_of(lambda: client.get("/my/"))
    assert doors(client.get("/my/").text)[2] == "我的异议"

    ask(objection=accepted(entry), asked=Asked.APPLICANT, question="请说明。", by=UserFactory(), at=DURING)
    page = client.get("/my/").text
    assert doors(page)[2] == "我的异议 1 1 件待说明"
    assert queries_of(lambda: client.get("/my/")) == before
