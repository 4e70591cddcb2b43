import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client

from accounts.limits import Rate
from content.api import door
from content.models import HomePage, PublicityPage
from policies.enums import Kind
from publicity.models import WindowStatus
from recruitment.models import Application, StationDossier
from tests.content.api import world
from tests.factories.accounts import UserFactory
from tests.factories.registry import issued_certificate
from tests.test_access import patterns

pytestmark = pytest.mark.django_db
HOLDERS = "/api/holders/"


def json_addresses(**known: Any) -> Iterator[str]:
    """Every address of the API behind the door, with what exists in the places of numbers."""
    for route, _path, view in patterns():
        if view.__module__ == "content.api.door" and "^" not in route:
            value = known.get(route.split("/<")[0].split("/")[-1], "x")
            yield "/" + re.sub(r"<[^>]+>", str(value), route)


def test_answers_are_kept_a_minute_and_asked_after_by_etag() -> None:
    world.holder()
    first = Client().get(HOLDERS)
    again = Client().get(HOLDERS, headers={"if-none-match": first["ETag"]})
    world.holder()
    changed = Client().get(HOLDERS, headers={"if-none-match": first["ETag"]})

    assert first["Cache-Control"] == "public, max-age=60"
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert (changed.status_code, changed.json()["count"]) == (200, 2)


@pytest.mark.parametrize(
    "path", [HOLDERS, "/api/v2/pages/", "/api/openapi.json", "/api/nonsense/", "/api/holders/0/"]
)
def test_every_site_may_read_and_nobody_is_known(home: HomePage, path: str) -> None:
    client = Client()
    client.force_login(UserFactory())
    client.cookies.clear()
    response = client.get(path, headers={"origin": "https://elsewhere.example"})

    assert response["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in response
    assert response.cookies == {}
    assert "Cookie" not in response.get("Vary", "")


def test_preflight_is_answered_without_a_visit() -> None:
    response = Client().options(HOLDERS, headers={"access-control-request-method": "GET"})
    assert (response.status_code, response["Access-Control-Allow-Methods"]) == (204, "GET, HEAD, OPTIONS")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_changed(method: str) -> None:
    client = Client(enforce_csrf_checks=True)
    for path in (HOLDERS, "/api/v2/pages/", "/api/nonsense/"):
        response = getattr(client, method)(path)
        assert (response.status_code, response["Allow"]) == (405, "GET, HEAD, OPTIONS")
        assert response.json()["message"] == "这里只能读取：请用 GET。"


def test_head_says_what_get_would() -> None:
    head, get = Client().head(HOLDERS), Client().get(HOLDERS)
    assert (head.status_code, head["ETag"], head.content) == (200, get["ETag"], b"")


def test_too_many_visits_are_refused_calmly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "VISITS", (Rate(3, 60),))
    codes = [Client().get(HOLDERS).status_code for _ in range(3)]
    refused = Client().get("/api/v2/pages/")

    assert codes == [200] * 3
    assert (refused.status_code, refused["Cache-Control"]) == (429, "no-store")
    assert 0 < int(refused["Retry-After"]) <= 60
    assert refused.json()["message"].startswith("操作过于频繁，请在 ")
    assert Client().get(HOLDERS, REMOTE_ADDR="203.0.113.9").status_code == 200


@pytest.mark.parametrize(
    ("query", "parameter", "sentence"),
    [
        ("limit=101", "limit", "不能大于 100。"),
        ("limit=0", "limit", "不能小于 1。"),
        ("limit=x", "limit", "请填整数。"),
        ("limit=" + "9" * 30, "limit", "不能大于 100。"),
        ("limit=" + "9" * 5000, "limit", "数字过大。"),
        ("offset=-1", "offset", "不能小于 0。"),
        ("offset=100001", "offset", "不能大于 100000。"),
        ("kind=firm", "kind", "只能是：station、expert。"),
        ("order=mobile", "order", "只能是：id、-id、name、-name。"),
        ("q=" + "字" * 61, "q", "不能超过 60 个字。"),
        ("q=%00", "q", "填写有误。"),
        ("provnce=33", "", "没有名为 provnce 的参数。"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_wrong_questions_are_refused_in_a_sentence(query: str, parameter: str, sentence: str) -> None:
    response = Client(raise_request_exception=False).get(f"{HOLDERS}?{query}")
    assert response.status_code == 422
    assert response.json()["errors"] == [{"parameter": parameter, "message": sentence}]
    assert response.json()["message"] == f"参数有误：{f'{parameter} {sentence}'.strip()}"


@pytest.mark.parametrize("number", ["-1", "0", "x", "9" * 30, "9" * 5000, "1.5"], ids=lambda text: text[:9])
def test_absurd_numbers_in_an_address_break_nothing(number: str) -> None:
    for path in ("holders", "windows"):
        response = Client(raise_request_exception=False).get(f"/api/{path}/{number}/")
        assert (response.status_code, response.json()["errors"][0]["parameter"]) == (422, "number")


def test_address_without_its_slash_leads_there_from_every_site() -> None:
    response = Client().get("/api/holders?limit=1")
    assert (response.status_code, response["Location"]) == (302, "/api/holders/?limit=1")
    assert response["Access-Control-Allow-Origin"] == "*"


def test_next_leads_through_the_whole_list(ask: Callable[..., Any]) -> None:
    for number in range(5):
        world.holder(name=f"站{number}")
    seen, path = [], "/api/holders/?limit=2&order=id"
    while path:
        answer = ask(path)
        seen += [one["name"] for one in answer["items"]]
        path = (answer["next"] or "").removeprefix("http://localhost:8000")
    assert seen == [f"站{number}" for number in range(5)]


def _mark(application: Application) -> None:
    columns = {"contact_mobile": world.MOBILE, "contact_name": world.MARK, "address": world.MARK}
    StationDossier.objects.filter(application=application).update(**columns)


def test_no_personal_data_come_out_anywhere(home: HomePage) -> None:
    """Number, mail, address, reasons and reporters are marked in the world; every address is asked, every list whole."""
    _mark(issued_certificate(Kind.STATION).term.application)
    station, expert = world.holder(), world.holder(Kind.EXPERT)
    entries = (world.station(), world.held(world.expert()), world.dropped(world.station("乙")))
    window = world.publicity(*entries)
    world.publicity(status=WindowStatus.CONFIRMED)
    page = PublicityPage.objects.get(window=window)
    certificate = expert.terms.get().certificate.number
    numbers = {"holders": station.pk, "windows": window.pk, "pages": page.pk, "certificates": certificate}
    numbers |= {"regulations": "S", "clauses": "S-4-2"}

    asked = list(json_addresses(**numbers))
    said = {path: Client().get(path) for path in asked}
    whole = {path: Client().get(f"{path}?limit=100").content.decode() for path in asked}
    whole["pages"] = (
        Client().get("/api/v2/pages/?limit=100&type=content.PublicityPage&fields=*").content.decode()
    )
    assert Client().get(f"/api/v2/pages/{page.pk}/").json()["objection_phone"].endswith("199****5678")

    answered = {path for path, response in said.items() if response.status_code == 200}
    assert len(answered) >= 15
    for text in (*whole.values(), *(response.content.decode() for response in said.values())):
        for mark in (world.MOBILE, world.MARK, world.EMAIL, "private.example"):
            assert mark not in text
