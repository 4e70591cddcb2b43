"""我的异议: what its author follows, and what the applicant is asked without learning who objects."""

import pytest
from django.urls import reverse

from objections.actions import ask
from objections.enums import Asked
from tests.factories.accounts import UserFactory
from tests.factories.files import named, pdf
from tests.factories.objections import DURING, GROUNDS, accepted, lodged
from tests.factories.publicity import gathered_window, opened

pytestmark = pytest.mark.django_db
QUESTION = "请说明营业执照上的成立日期。"


@pytest.fixture
def entry():
    return opened(gathered_window()).entries.order_by("order").first()


def page(name, row) -> str:
    return reverse(f"objections:{name}", args=[row.pk])


def asked(entry, whom):
    return ask(objection=accepted(entry), asked=whom, question=QUESTION, by=UserFactory(), at=DURING)


@pytest.mark.parametrize("name", ["objection", "receipt", "withdraw"])
def test_pages_of_another_are_not_found(client, entry, name):
    row = lodged(entry)
    client.force_login(UserFactory())
    assert client.get(page(name, row)).status_code == 404


def test_withdrawal_asks_first_and_a_second_click_changes_nothing(client, entry):
    row = lodged(entry)
    client.force_login(row.objector)
    assert "确定撤回" in client.get(page("withdraw", row)).text
    for _click in range(2):
        assert client.post(page("withdraw", row))["Location"] == page("objection", row)
    row.refresh_from_db()
    assert row.status == "withdrawn"
    assert "您已撤回，不再核查。" in client.get(page("objection", row)).text


def test_objector_answers_once_with_files(client, entry):
    one = asked(entry, Asked.OBJECTOR)
    client.force_login(one.objection.objector)
    assert page("inquiry", one) in client.get(page("objection", one.objection)).text
    for words in ("见附件。", "再说一次。"):
        client.post(page("inquiry", one), {"answer": words, "enclosures": [named("证据.pdf", pdf())]})
    one.refresh_from_db()
    assert (one.answer, one.files.count()) == ("见附件。", 1)


def test_applicant_gives_a_statement_and_never_learns_who_objects(client, entry):
    one = asked(entry, Asked.APPLICANT)
    row = one.objection
    client.force_login(entry.application.applicant)
    shown = [client.get(reverse("objections:home")).text, client.get(page("inquiry", one)).text]
    assert all(QUESTION in text for text in shown)
    client.post(page("inquiry", one), {"answer": "成立于2020年。", "enclosures": [named("执照.pdf", pdf())]})
    shown.append(client.get(page("inquiry", one)).text)
    assert "成立于2020年。" in shown[-1]
    for secret in (row.number, row.real_name, row.objector.mobile, GROUNDS):
        assert not any(secret in text for text in shown)
    assert client.get(page("objection", row)).status_code == 404
    assert b"".join(client.get(page("file", one.files.get())).streaming_content) == pdf()


def test_objector_sees_neither_the_question_to_the_applicant_nor_the_files(client, entry):
    one = asked(entry, Asked.APPLICANT)
    client.force_login(entry.application.applicant)
    client.post(page("inquiry", one), {"answer": "成立于2020年。", "enclosures": [named("执照.pdf", pdf())]})
    client.force_login(one.objection.objector)
    text = client.get(page("objection", one.objection)).text
    assert QUESTION not in text
    assert "成立于2020年。" not in text
    assert client.get(page("inquiry", one)).status_code == 404
    assert client.get(page("file", one.files.get())).status_code == 404


def test_evidence_of_the_objector_is_closed_to_the_applicant(client, entry):
    row = lodged(entry, uploads=[named("证据.pdf", pdf())])
    client.force_login(entry.application.applicant)
    assert client.get(page("file", row.files.get())).status_code == 404


def test_objector_reads_every_step_with_its_day_and_none_of_the_applicants(client, entry):
    one = asked(entry, Asked.OBJECTOR)
    ask(objection=one.objection, asked=Asked.APPLICANT, question=QUESTION, by=UserFactory(), at=DURING)
    client.force_login(one.objection.objector)
    client.post(page("withdraw", one.objection))
    moments = client.get(page("objection", one.objection)).context["moments"]
    assert [moment.title for moment in moments] == ["已撤回", "提出异议", "受理，开始核查", "请您补充说明"]
    assert {moment.at for moment in moments[1:]} == {DURING}
