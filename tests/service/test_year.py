"""年度累计与年度进度: what a year says is what its diary says, after any order of reports and corrections."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from random import Random

import pytest
from django.urls import reverse

from console.management.commands.load_base import load_routes, load_templates
from policies.enums import CodeList, Kind
from policies.models import CodeItem
from service.actions import (  # fmt: skip
    Reply,
    answer_confirmation,
    correct_entry,
    draw_check,
    judge_item,
    list_enterprise,
)
from service.models import Confirmation, YearTally
from service.progress import progress_of
from service.queries import entries_to_check
from tests.factories.accounts import staff_in_group
from tests.factories.policies import PolicyFactory
from tests.factories.registry import issued_certificate
from tests.queries import queries_of
from tests.service.test_diary import NOW, TOLD, USCC, codes, report  # noqa: F401  codes is a fixture of every test here

pytestmark = pytest.mark.django_db
RECOGNIZED = datetime(2025, 3, 1, 2, tzinfo=UTC)
TODAY = date(2026, 11, 20)


@pytest.fixture
def station():
    return issued_certificate(Kind.STATION, on=RECOGNIZED).term.holder


@pytest.fixture
def officer(db):
    load_templates()
    load_routes()
    return staff_in_group("first_review")


def listed(holder, name, **given):
    return list_enterprise(holder=holder, name=name, by=holder.user, at=NOW, **given)


COLUMNS = ("entries", "late_entries", "half_hours", "firms", "uncounted_half_hours", "confirmed", "denied", "scores", "score_total")  # fmt: skip


def firms_that_count(row):
    """The firms of one entry that count, and whether its hours do."""
    is_lenient = row.policy.value("diary.unconfirmed_counts")
    firms, said = list(row.enterprises.all()), {}
    for firm in firms:
        said[firm] = row.confirmations.get(enterprise=firm, is_current=True).answer
    passing = {"confirmed", "awaited"} if is_lenient else {"confirmed"}
    if row.is_struck:
        return [], False, list(said.values())
    counting = [firm for firm in firms if said[firm] in passing]
    return counting, bool(counting) if firms else is_lenient, list(said.values())


def counted(holder, year):
    """The year as a reader of the diary would count it, entry by entry."""
    rows = [row for row in holder.diary.all() if row.served_on.year == year]
    read = [(row, *firms_that_count(row)) for row in rows]
    firms = {firm for _row, counting, *_rest in read for firm in counting}
    coded = {firm.name_key for firm in firms if firm.uscc}
    answers = [answer for *_row, said in read for answer in said]
    scores = {}
    for row in (row for row in rows if not row.is_struck):
        for one in row.confirmations.exclude(score=None).order_by("ordinal"):
            scores[row.pk, one.enterprise_id] = one.score
    return (
        len(rows),
        sum(row.is_late for row in rows),
        sum(row.half_hours for row, _counting, is_in, _said in read if is_in),
        len([firm for firm in firms if firm.uscc or firm.name_key not in coded]),
        sum(row.half_hours for row, _counting, is_in, _said in read if not is_in),
        answers.count("confirmed"),
        answers.count("denied"),
        len(scores),
        sum(scores.values()),
    )


def kept(holder, year):
    return YearTally.objects.values_list(*COLUMNS).get(holder=holder, year=year)


def answer_one(chance, station, at):
    """Some firm answers some entry, if any still waits."""
    waiting = list(
        Confirmation.objects.filter(entry__holder=station, is_current=True, answer="awaited").order_by("pk")
    )
    if waiting:
        row = chance.choice(waiting)
        score = chance.choice([None, 1, 3, 5])
        reply = Reply("confirmed" if score else "denied", row.facts, score)
        answer_confirmation(confirmation=row, reply=reply, by=None, at=at)


def strike_one(chance, officer, at):
    """Now and then a spot check finds some entry untrue."""
    if chance.random() < 0.2 and entries_to_check(2026).exists():
        item = draw_check(year=2026, province="", size=1, by=officer, at=at).items.get()
        judge_item(item=item, result=chance.choice(["true", "untrue"]), words="核查", by=officer, at=at)


@pytest.mark.parametrize("counts", [True, False])
@pytest.mark.parametrize("seed", range(3))
def test_year_equals_a_full_recount_after_any_operations(station, officer, seed, counts, monkeypatch):
    rules = PolicyFactory(values={"diary.unconfirmed_counts": counts}, stages=False)
    monkeypatch.setattr("service.actions.reporting.policy_in_force", lambda _day: rules)
    chance = Random(seed)
    firms = [listed(station, f"演示{n}厂") for n in range(4)] + [listed(station, "演示0厂", uscc=USCC)]
    january = datetime(2026, 1, 20, 2, tzinfo=UTC)
    entries = []
    for _step in range(25):
        told = replace(
            TOLD,
            served_on=chance.choice([date(2025, 12, 1), date(2025, 12, 30), date(2026, 1, 5), date(2026, 1, 19)]),
            half_hours=chance.randint(1, 8),
            enterprises=chance.sample(firms, chance.randint(0, 3)),
        )  # fmt: skip
        if entries and chance.random() < 0.5:
            entry = chance.choice(entries)
            correct_entry(entry=entry, told=told, reason="更正", by=station.user, at=january)
        else:
            entries.append(report(station, told, at=january))
        answer_one(chance, station, january)
        strike_one(chance, officer, january)
        for year in {row.served_on.year for row in station.diary.all()}:
            assert kept(station, year) == counted(station, year)


def test_firm_listed_with_its_code_and_again_without_is_one(station):
    both = [listed(station, "演示甲厂"), listed(station, "演示甲厂", uscc=USCC)]
    report(station, replace(TOLD, enterprises=both))
    assert kept(station, 2026)[:4] == (1, 0, 3, 1)


def test_entry_corrected_into_another_year_leaves_the_first(station):
    january = datetime(2026, 1, 20, 2, tzinfo=UTC)
    entry = report(station, replace(TOLD, served_on=date(2026, 1, 19)), at=january)
    moved = replace(TOLD, served_on=date(2025, 12, 30))
    correct_entry(entry=entry, told=moved, reason="日期有误", by=station.user, at=january)
    assert (kept(station, 2026)[:4], kept(station, 2025)[:4]) == ((0, 0, 0, 0), (1, 0, 3, 0))


def spoken(progress):
    return progress.sentence.replace("\u00a0", " ")


def test_progress_says_what_is_missing_until_the_year_ends(station):
    report(station, replace(TOLD, half_hours=9, enterprises=[listed(station, "演示甲厂")]))
    (progress,) = progress_of([station], TODAY)
    assert (progress.hours, progress.firms, progress.hours_share, progress.firms_share) == (Decimal("4.5"), 1, 7, 0)  # fmt: skip
    assert spoken(progress) == "距年底还有 41 天，再服务 55.5 小时或 149 家企业即可达到年度要求。"
    assert not progress.is_met


def test_progress_of_the_year_of_recognition_is_prorated():
    expert = issued_certificate(Kind.EXPERT, on=datetime(2026, 9, 1, 2, tzinfo=UTC)).term.holder
    (progress,) = progress_of([expert], TODAY)
    assert (progress.norm.hours, progress.norm.firms, progress.norm.months) == (Decimal(4), 10, 4)
    assert spoken(progress) == "距年底还有 41 天，再服务 4 小时或 10 家企业即可达到年度要求。"


def test_progress_says_when_a_year_is_met(station):
    YearTally.objects.create(holder=station, year=2026, entries=30, late_entries=0, half_hours=120, firms=20)
    (progress,) = progress_of([station], TODAY)
    assert (progress.is_met, progress.sentence) == (True, "已达到 2026 年的年度要求。")


def test_progress_of_many_holders_is_three_queries(station):
    others = [issued_certificate(Kind.EXPERT, on=RECOGNIZED).term.holder for _ in range(4)]
    progress_of([station], TODAY)  # the rules in force are kept in memory
    assert queries_of(lambda: progress_of([station], TODAY)) == queries_of(
        lambda: progress_of([station, *others], TODAY)
    )


def test_page_shows_rings_with_their_words(client, station):
    CodeItem.objects.get_or_create(codelist=CodeList.FIELD, code="演示领域")
    client.force_login(station.user)
    page = client.get(reverse("service:home")).content.decode()
    assert 'class="ring__asked">/ 60 小时</span>' in page
    assert 'class="ring__asked">/ 150 家</span>' in page
    assert "再服务 60\u00a0小时或 150\u00a0家企业即可达到年度要求。" in page
