"""补充题目: what an administrator asks beyond the 办法, from the desk to the seal."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.utils import timezone

from policies.models import Question
from questions.actions import add_question, change_question, move_question, remove_question
from questions.exceptions import QuestionFaultError, QuestionsInUseError
from recruitment.actions import (
    add_answer_file,
    freeze_opened_rounds,
    prepare_questions,
    save_answers,
    submit_application,
)
from recruitment.dossiers import dossier_of, sections
from recruitment.eligibility import findings_of, gaps_of
from recruitment.exceptions import IncompleteError, IneligibleError, StaleDraftError, UploadRefusedError
from recruitment.models import Answer
from tests.factories.accounts import StaffFactory
from tests.factories.questions import PLEDGE, TRADE, TRADES, VOLUNTEERS, asked, asking_round, coming_round
from tests.factories.recruitment import drafted, pdf_bytes

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


def drafted_station(round_):
    """A complete station dossier in this round, lacking the answers alone."""
    return drafted("station", round=round_)


def answer(application, revision=None, **answers):
    return save_answers(
        application=application,
        answers=answers,
        revision=application.revision if revision is None else revision,
        by=application.applicant,
        at=timezone.now(),
    )


def own_findings(application):
    return [finding.sentence for finding in findings_of(application, on=TODAY)][-1:]


def test_round_question_says_what_was_answered_and_what_is_asked():
    application = answer(drafted_station(asking_round(VOLUNTEERS)), volunteers=Decimal(18))
    assert own_findings(application) == ["本批次：自有志愿者 18 人，需不少于 20 人"]
    application = answer(application, volunteers=Decimal(20))
    assert own_findings(application) == ["本批次：自有志愿者 20 人，符合“不少于 20 人”"]


@pytest.mark.parametrize(
    ("question", "value", "sentence"),
    [
        ({"operator": "at_most", "threshold": "3", "kind": "number", "label": "投诉", "unit": "起"}, Decimal("3.5"), "本批次：投诉 3.5 起，需不超过 3 起"),
        ({"operator": "one_of", "threshold": "o1,o2", "kind": "choice", "label": "主要服务行业", "options": TRADES}, "o3", "本批次：主要服务行业其他，需属于“制造业、软件业”"),
        ({"operator": "not_one_of", "threshold": "o3", "kind": "choice", "label": "主要服务行业", "options": TRADES}, "o3", "本批次：主要服务行业其他，需不属于“其他”"),
        ({"operator": "within_years", "threshold": "3", "kind": "date", "label": "上次评估", "basis": "通知第三项"}, date(2020, 3, 1), "通知第三项：上次评估 2020年3月1日，需在 3 年以内"),
    ],
)  # fmt: skip
def test_round_question_conditions_speak_as_the_applicant_reads_them(question, value, sentence):
    application = drafted_station(asking_round({"code": "own", **question}))
    assert own_findings(answer(application, own=value)) == [sentence]


def test_round_question_left_blank_is_a_gap_and_not_a_finding():
    application = drafted_station(asking_round(VOLUNTEERS, PLEDGE))
    assert [(gap.field, gap.sentence) for gap in gaps_of(application)] == [
        ("q_volunteers", "请填写“自有志愿者”。"),
        ("q_pledge_file", "请上传“服务承诺书”。"),
    ]
    with pytest.raises(IncompleteError):
        submit_application(application=application, by=application.applicant, at=timezone.now())


def test_hard_round_question_blocks_submission_and_a_soft_one_is_flagged():
    application = answer(drafted_station(asking_round(VOLUNTEERS)), volunteers=Decimal(18))
    with pytest.raises(IneligibleError) as refused:
        submit_application(application=application, by=application.applicant, at=timezone.now())
    assert [finding.sentence for finding in refused.value.findings] == [
        "本批次：自有志愿者 18 人，需不少于 20 人"
    ]
    soft = answer(drafted_station(asking_round({**VOLUNTEERS, "is_hard": False})), volunteers=Decimal(18))
    submitted = submit_application(application=soft, by=soft.applicant, at=timezone.now())
    kept = submitted.findings.last()
    assert (kept.article, kept.label, kept.value, kept.threshold, kept.is_met, kept.is_hard) == (
        "本批次", "自有志愿者", "18 人", "不少于 20 人", False, False,
    )  # fmt: skip


def test_answers_are_sealed_with_the_application_and_read_in_its_dossier():
    application = drafted_station(asking_round(VOLUNTEERS, {**TRADE, "options": TRADES}, PLEDGE))
    question = application.round.question_set.questions.get(code="pledge_file")
    file = SimpleUploadedFile("承诺书.pdf", pdf_bytes("9"))
    kept = add_answer_file(
        application=application, question=question, upload=file, by=application.applicant, at=timezone.now()
    )
    application = answer(application, volunteers=Decimal("20.50"), trade="o2")
    submitted = submit_application(application=application, by=application.applicant, at=timezone.now())
    assert submitted.snapshots.get().content["answers"] == {
        "pledge_file": {"name": "承诺书.pdf", "sha256": kept.sha256},
        "trade": "o2",
        "volunteers": "20.5",
    }
    part = next(part for part in sections(dossier_of(submitted)) if part.title == "补充题目")
    assert [(line.label, line.text) for line in part.lines] == [
        ("自有志愿者", "20.5 人"),
        ("主要服务行业", "软件业"),
        ("服务承诺书", "承诺书.pdf"),
    ]


def test_answer_file_goes_through_the_checks_of_evidence_and_replaces_the_one_before():
    application = drafted_station(asking_round(PLEDGE))
    question = application.round.question_set.questions.get()

    def upload(name, content):
        return add_answer_file(
            application=application,
            question=question,
            upload=SimpleUploadedFile(name, content),
            by=application.applicant,
            at=timezone.now(),
        )

    with pytest.raises(UploadRefusedError, match="超过单个附件 10 MB 的上限"):
        upload("大.pdf", b"%PDF-" + b"0" * (11 * 1024 * 1024))
    with pytest.raises(UploadRefusedError, match="不是 PDF"):
        upload("脚本.pdf", b"<script>alert(1)</script>")
    upload("一.pdf", pdf_bytes("1"))
    upload("二.pdf", pdf_bytes("2"))
    rows = Answer.objects.filter(application=application).order_by("id")
    assert [(row.name, row.removed_at is None) for row in rows] == [("一.pdf", False), ("二.pdf", True)]


def test_answers_of_two_windows_do_not_overwrite_each_other():
    application = drafted_station(asking_round(VOLUNTEERS))
    stale = application.revision
    answer(application, volunteers=Decimal(18))
    with pytest.raises(StaleDraftError) as refused:
        answer(application, revision=stale, volunteers=Decimal(25))
    (difference,) = refused.value.differences
    assert (difference.label, difference.yours, difference.saved) == ("自有志愿者", "25 人", "18 人")


def test_questions_are_edited_until_the_round_opens_and_never_after():
    round_ = coming_round(VOLUNTEERS, {**TRADE, "options": TRADES}, PLEDGE)
    staff, now = StaffFactory(), timezone.now()
    first, second, third = round_.question_set.questions.order_by("order")
    move_question(question=third, to=1, by=staff, at=now)
    change_question(question=first, values={"threshold": "25"}, by=staff, at=now)
    remove_question(question=second, by=staff, at=now)
    codes = round_.question_set.questions.order_by("order").values_list("order", "code", "threshold")
    assert list(codes) == [(1, "pledge_file", ""), (2, "volunteers", "25")]
    opened = round_.opens_at + timedelta(seconds=1)
    first.refresh_from_db()
    for act in (
        lambda: add_question(question_set=round_.question_set, values=TRADE, options=TRADES, by=staff, at=opened),
        lambda: change_question(question=first, values={"label": "别的"}, by=staff, at=opened),
        lambda: remove_question(question=first, by=staff, at=opened),
        lambda: move_question(question=first, to=1, by=staff, at=opened),
        lambda: prepare_questions(round=round_, by=staff, at=opened),
    ):  # fmt: skip
        with pytest.raises(QuestionsInUseError, match="题目已启用"):
            act()


def test_sweep_freezes_questions_at_the_first_opening_and_the_database_keeps_them():
    round_ = asking_round(VOLUNTEERS)
    assert round_.question_set.frozen_at is not None
    assert freeze_opened_rounds() == 0
    with pytest.raises(DatabaseError), transaction.atomic():
        Question.objects.filter(question_set=round_.question_set).update(threshold="1")


@pytest.mark.parametrize(
    ("row", "faults"),
    [
        ({**VOLUNTEERS, "threshold": "二十"}, {"threshold": "请填写数字。"}),
        ({**VOLUNTEERS, "threshold": ""}, {"threshold": "请填写条件的标准；不设条件时两处都留空。"}),
        ({**TRADE, "options": TRADES[:1]}, {"options": "请至少列出 2 个选项，每行一个。"}),
        ({**TRADE, "options": TRADES, "operator": "one_of", "threshold": "o9"}, {"threshold": "标准中的“o9”不在选项中。"}),
        ({**PLEDGE, "operator": "at_least", "threshold": "1"}, {"threshold": "此题型不能设这样的条件。"}),
    ],
)  # fmt: skip
def test_question_that_does_not_hold_together_is_refused_in_words(row, faults):
    round_ = coming_round()
    with pytest.raises(QuestionFaultError) as refused:
        asked(round_.question_set, row)
    assert refused.value.faults == faults


def test_question_codes_are_unique_and_a_hundred_questions_are_enough():
    round_ = coming_round(VOLUNTEERS)
    with pytest.raises(QuestionFaultError, match="代码“volunteers”已被本表的另一题使用"):
        asked(round_.question_set, VOLUNTEERS)
    asked(
        round_.question_set,
        *({"code": f"t{n}", "kind": "text", "label": f"题目 {n} 🙂<script>"} for n in range(99)),
    )
    with pytest.raises(QuestionFaultError, match="一份题目表最多 100 题"):
        asked(round_.question_set, PLEDGE)
