"""企业确认：a firm answers once without an account, is asked again only about other facts, and its answer counts."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from accounts.models import RateWindow
from audit.models import Event
from policies.diary import firm_counts, service_counts
from policies.enums import Kind
from service import exceptions
from service.actions import Reply, answer_confirmation, correct_entry
from service.codes import ALPHABET, new_code, read_code, spaced
from service.models import Confirmation, YearTally
from service.progress import progress_of
from tests.factories.accounts import UserFactory
from tests.factories.policies import PolicyFactory
from tests.factories.registry import issued_certificate
from tests.service.test_diary import NOW, RECOGNIZED, TOLD, codes, listed, report  # noqa: F401  codes is a fixture of every test here

pytestmark = pytest.mark.django_db
SECRET = "演示：讲解融资政策。"


@pytest.fixture
def expert():
    return issued_certificate(Kind.EXPERT, on=RECOGNIZED, name="欧阳喆堃").term.holder


@pytest.fixture
def entry(expert):
    return report(expert, replace(TOLD, enterprises=[listed(expert)]))


@pytest.fixture
def asked(entry, time_machine):
    time_machine.move_to(NOW, tick=False)
    return entry.confirmations.get()


def answered(row, answer="confirmed", score=5, **given):
    said = {"facts": row.facts, "words": "很有帮助", **given}
    by = said.pop("by", None)
    at = said.pop("at", NOW)
    return answer_confirmation(confirmation=row, reply=Reply(answer, score=score, **said), by=by, at=at)


def corrected(entry, **change):
    told = replace(TOLD, enterprises=list(entry.enterprises.all()), **change)
    correct_entry(entry=entry, told=told, reason="更正", by=entry.holder.user, at=NOW)


def tally():
    return YearTally.objects.get(year=2026)


def posted(client, row, **change):
    page = client.get(f"/confirm/{row.code}/")
    form = {"seen": page.context["form"]["seen"].initial, "answer": "confirmed", "score": 4, **change}
    return client.post(f"/confirm/{row.code}/", form)


def test_code_is_long_unmistakable_and_read_however_typed():
    code = new_code()
    assert len(code) == 10
    assert not set("01ILO") & set(ALPHABET)
    assert {
        read_code(spaced(code)),
        read_code(f" {code.lower()} "),
        read_code(code[:5] + "－" + code[5:]),
    } == {code}
    assert (read_code("0" + code[1:]), read_code(code[1:])) == (None, None)


@pytest.mark.parametrize(
    ("answers", "lenient", "strict"),
    [([], True, False), ([None], True, False), ([True], True, True), ([False], False, False),
     ([False, None], True, False), ([False, True], True, True)],
)  # fmt: skip
def test_service_counts_by_its_answers_and_the_rules(answers, lenient, strict):
    assert service_counts(answers, unconfirmed_counts=True) is lenient
    assert service_counts(answers, unconfirmed_counts=False) is strict
    assert firm_counts(None, unconfirmed_counts=False) is False


def test_firm_confirms_and_scores_without_an_account(client, asked):
    page = client.get(f"/confirm/{asked.code}/").text
    for part in ("演示甲厂", "欧阳喆堃", "2026年11月18日", "1.5 小时（09:00—10:30）", "线下", "咨询"):
        assert part in page
    assert SECRET not in page
    assert posted(client, asked, words="很有帮助").status_code == 302
    asked.refresh_from_db()
    assert (asked.answer, asked.score, asked.words, asked.answered_at) == ("confirmed", 4, "很有帮助", NOW)
    assert "确认属实，评 4 分。" in client.get(f"/confirm/{asked.code}/").text
    event = Event.objects.get(verb="confirmation.answer")
    assert (event.actor, event.after) == (None, {"entry": asked.entry_id, "answer": "confirmed", "score": 4})


def test_second_answer_changes_nothing(client, asked):
    first = client.get(f"/confirm/{asked.code}/").context["form"]["seen"].initial
    posted(client, asked)
    again = client.post(f"/confirm/{asked.code}/", {"seen": first, "answer": "denied"})
    assert again.status_code == 302
    asked.refresh_from_db()
    assert (asked.answer, asked.score) == ("confirmed", 4)
    with pytest.raises(exceptions.AlreadyAnsweredError):
        answered(asked, "denied", None)


def test_typed_code_leads_to_its_service_and_unknown_ones_get_one_answer(client, asked):
    assert client.get("/confirm/", {"code": spaced(asked.code).lower()}).url == f"/confirm/{asked.code}/"
    for wrong in ("2222222222", "胡乱", "0"):
        page = client.get("/confirm/", {"code": wrong})
        assert (page.status_code, "没有这个确认码" in page.text) == (404, True)
        assert client.get(f"/confirm/{wrong}/").status_code == 404


def test_wrong_codes_of_an_address_are_limited_and_right_ones_are_not(client, asked):
    for _try in range(25):
        assert client.get(f"/confirm/{asked.code}/").status_code == 200
    answers = [client.get("/confirm/2222222222/").status_code for _try in range(21)]
    assert answers == [404] * 20 + [429]
    assert client.get(f"/confirm/{asked.code}/").status_code == 429
    assert client.get(f"/confirm/{asked.code}/", REMOTE_ADDR="192.0.2.7").status_code == 200
    assert not RateWindow.objects.filter(key__contains="127.0.0.1").exists()


def test_confirmation_needs_a_score_and_a_denial_needs_none(client, asked):
    assert posted(client, asked, score="").context["form"].errors == {"score": ["请打 1 至 5 分。"]}
    assert posted(client, asked, answer="denied", score=5).status_code == 302
    asked.refresh_from_db()
    assert (asked.answer, asked.score) == ("denied", None)


@pytest.mark.parametrize(
    ("answer", "score"), [("confirmed", 0), ("confirmed", 6), ("denied", 3), ("awaited", None)]
)
def test_answer_that_cannot_be_is_refused(asked, answer, score):
    with pytest.raises(exceptions.WrongAnswerError):
        answered(asked, answer, score)


def test_holder_does_not_answer_for_the_firm(client, asked, expert):
    with pytest.raises(exceptions.OwnConfirmationError):
        answered(asked, by=expert.user)
    client.force_login(expert.user)
    page = client.get(f"/confirm/{asked.code}/").text
    assert "服务人员不能代企业确认" in page
    assert '<form method="post" novalidate' not in page
    assert answered(asked, by=UserFactory()).answer == "confirmed"


@pytest.mark.parametrize(("change", "times"), [({"summary": "改了文字"}, 1), ({"half_hours": 4}, 2)])
def test_corrected_entry_asks_again_only_about_other_facts(entry, asked, change, times):
    answered(asked)
    corrected(entry, **change)
    rows = list(entry.confirmations.order_by("ordinal"))
    assert [(row.ordinal, row.is_current) for row in rows] == [(n, n == times) for n in range(1, times + 1)]
    assert rows[-1].answer == ("confirmed" if times == 1 else "awaited")
    assert (rows[0].answer, rows[0].facts["half_hours"]) == ("confirmed", 3)


def test_question_not_answered_yet_keeps_its_code_and_shows_the_new_facts(client, entry, asked):
    seen = client.get(f"/confirm/{asked.code}/").context["form"]["seen"].initial
    corrected(entry, half_hours=4)
    assert entry.confirmations.get().code == asked.code
    late = client.post(f"/confirm/{asked.code}/", {"seen": seen, "answer": "confirmed", "score": 5})
    assert (late.status_code, "服务记录刚刚更正过" in late.text, "2 小时（09:00—11:00）" in late.text) == (
        422,
        True,
        True,
    )
    new = client.get(f"/confirm/{asked.code}/").context["form"]["seen"].initial
    assert f'value="{new}"' in late.text


def test_old_code_says_so_after_a_correction(client, entry, asked):
    answered(asked, "denied", None)
    corrected(entry, half_hours=4)
    with pytest.raises(exceptions.NotAskedError):
        answered(asked)
    correct_entry(entry=entry, told=TOLD, reason="更正", by=entry.holder.user, at=NOW)
    newest = entry.confirmations.get(ordinal=2)
    assert "这个确认码不再有效" in client.get(f"/confirm/{newest.code}/").text


def test_denial_is_not_shaken_off_by_leaving_the_firm_out_for_a_while(entry, asked):
    answered(asked, "denied", None)
    firms = list(entry.enterprises.all())
    correct_entry(entry=entry, told=TOLD, reason="更正", by=entry.holder.user, at=NOW)
    assert (tally().denied, tally().half_hours) == (0, 3)
    correct_entry(
        entry=entry, told=replace(TOLD, enterprises=firms), reason="更正", by=entry.holder.user, at=NOW
    )
    assert entry.confirmations.get(is_current=True).answer == "denied"
    assert (tally().denied, tally().half_hours, tally().uncounted_half_hours, tally().firms) == (1, 0, 3, 0)


def test_score_is_not_lost_by_a_correction(entry, asked):
    answered(asked, score=2)
    corrected(entry, half_hours=4)
    assert (tally().scores, tally().score_total, tally().confirmed) == (1, 2, 0)
    answered(entry.confirmations.get(is_current=True), score=5)
    assert (tally().scores, tally().score_total, tally().confirmed) == (1, 5, 1)


@pytest.mark.parametrize(("counts", "before"), [(True, (3, 0, 1)), (False, (0, 3, 0))])
def test_unconfirmed_hours_count_as_the_rules_say(expert, monkeypatch, counts, before):
    rules = PolicyFactory(values={"diary.unconfirmed_counts": counts}, stages=False)
    monkeypatch.setattr("service.actions.reporting.policy_in_force", lambda _day: rules)
    entry = report(expert, replace(TOLD, enterprises=[listed(expert)]))
    assert (tally().half_hours, tally().uncounted_half_hours, tally().firms) == before
    answered(entry.confirmations.get())
    assert (tally().half_hours, tally().uncounted_half_hours, tally().firms) == (3, 0, 1)


def test_answers_end_with_the_year(asked):
    last_second = datetime(2027, 1, 31, 15, 59, 59, tzinfo=UTC)
    with pytest.raises(exceptions.YearFrozenError):
        answered(asked, at=datetime(2027, 1, 31, 16, tzinfo=UTC))
    assert answered(asked, at=last_second).answer == "confirmed"


def test_satisfaction_stands_in_a_ring(client, expert, time_machine):
    time_machine.move_to(NOW, tick=False)
    client.force_login(expert.user)
    assert "尚无评分" in client.get("/my/diary/").text
    entry = report(expert, replace(TOLD, enterprises=[listed(expert, f"演示{n}厂") for n in range(3)]))
    for row, score in zip(entry.confirmations.all(), (5, 5, 4), strict=True):
        answered(row, score=score)
    (year,) = progress_of([expert], date(2026, 11, 20))
    assert (str(year.satisfaction), year.satisfaction_share, year.confirmed) == ("4.7", 94, 3)
    page = client.get("/my/diary/").text
    assert '<span class="num">4.7</span><span class="ring__asked">/ 5 分</span>' in page
    assert "3/3 家已确认" in page
    assert "很有帮助" not in client.get(f"/my/diary/{entry.pk}/").text


def test_holder_hands_the_code_on_and_nobody_else_sees_it(client, asked, expert):
    path = f"/my/diary/confirmations/{asked.pk}/"
    client.force_login(expert.user)
    page = client.get(path).text
    assert spaced(asked.code) in page
    assert f"http://testserver/confirm/{asked.code}/" in page
    assert "<svg" in page
    client.force_login(UserFactory())
    assert client.get(path).status_code == 404
    answered(asked)
    client.force_login(expert.user)
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    "wrong",
    [
        {"score": 3},
        {"answer": "confirmed", "score": 6, "answered_at": NOW},
        {"answered_at": NOW},
        {"answer": "denied"},
    ],
)
def test_database_refuses_an_answer_that_can_never_be(asked, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        Confirmation.objects.filter(pk=asked.pk).update(**wrong)
