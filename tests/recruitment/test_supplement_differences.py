"""What a supplement changed: from two seals, exactly; and in the words of the dossier."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from policies.enums import CodeList
from policies.models import CodeItem
from recruitment.actions import (
    add_answer_file,
    add_evidence,
    remove_evidence,
    resubmit_application,
    save_answers,
    save_draft,
    submit_application,
)
from recruitment.differences import Change, Differences, File, differences
from recruitment.models import Application
from recruitment.supplements import Told, excerpts, last_supplement
from tests.factories.accounts import staff_in_group
from tests.factories.questions import asking_round
from tests.factories.recruitment import NARRATIVE, drafted, submitted_expert, upload
from tests.factories.workflows import open_task, signed, started
from workflows.application.actions import advance_application

OLD = {"kind": "licence", "name": "旧.pdf", "sha256": "1"}
NEW = {"kind": "licence", "name": "新.pdf", "sha256": "2"}


def sealed(evidence=(), answers=None, **columns):
    content = {"kind": "station", "round": 1, "dossier": columns, "evidence": list(evidence)}
    return content if answers is None else {**content, "answers": answers}


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        (sealed(staff_count=3), sealed(staff_count=3), Differences()),
        (sealed(staff_count=3), sealed(staff_count=5), Differences(columns=[Change("staff_count", 3, 5)])),
        (sealed(staff_count=None), sealed(staff_count=0), Differences(columns=[Change("staff_count", None, 0)])),
        (sealed(premises=""), sealed(premises=None), Differences()),
        (sealed(fields=["a"]), sealed(fields=["a", "b"]), Differences(columns=[Change("fields", ["a"], ["a", "b"])])),
        (sealed([OLD]), sealed([NEW]), Differences(added=[File("licence", "新.pdf", "2")], removed=[File("licence", "旧.pdf", "1")])),
        (sealed([OLD]), sealed([{**OLD, "name": "改名.pdf"}]), Differences()),
        (sealed(answers={"n": "1"}), sealed(answers={"n": "2"}), Differences(answers=[Change("n", "1", "2")])),
        (sealed(), sealed(answers={"n": "2"}), Differences(answers=[Change("n", None, "2")])),
        (sealed(answers={"n": "2"}), sealed(), Differences(answers=[Change("n", "2", None)])),
    ],
)  # fmt: skip
def test_two_seals_differ_in_exactly_this(before, after, found):
    assert differences(before, after) == found


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("甲" * 40 + "旧" + "乙" * 40, "甲" * 40 + "新" + "乙" * 40, ("…" + "甲" * 12 + "旧" + "乙" * 12 + "…", "…" + "甲" * 12 + "新" + "乙" * 12 + "…")),
        ("短", "短长", ("短", "短长")),
        ("aa", "aaa", ("aa", "aaa")),
    ],
)  # fmt: skip
def test_long_texts_are_shown_where_they_differ(before, after, said):
    assert excerpts(before, after) == said


def asked(application=None):
    process = signed(started(application), staff_in_group("first_review"), "supplement", "请补充名册。")
    return Application.objects.get(process=process)


def returned(application, **values):
    at = timezone.now() + timedelta(hours=1)
    by = application.applicant
    if values:
        save_draft(application=application, values=values, revision=application.revision, by=by, at=at)
    resubmit_application(application=application, by=by, at=at)
    advance_application(application_pk=application.pk, at=at)
    return Application.objects.get(pk=application.pk)


@pytest.mark.django_db
def test_application_that_was_not_supplemented_says_so(client):
    process = started()
    assert last_supplement(process.application) is None
    client.force_login(staff_in_group("first_review"))
    page = client.get(reverse("tasks:open", args=[process.pk, open_task(process).pk])).content.decode()
    assert "本件未经补正，以下为首次提交的材料。" in page


@pytest.mark.django_db
def test_columns_and_files_of_a_supplement_are_told_in_words():
    application = asked()
    by, at = application.applicant, timezone.now()
    remove_evidence(evidence=application.evidence.get(kind="staff"), by=by, at=at)
    add_evidence(application=application, kind="staff", upload=upload("新名册.pdf"), by=by, at=at)
    changed = {
        "staff_count": 16,
        "station_kind": "provider",
        "founded_on": application.station.founded_on.replace(year=2018),
        "contact_mobile": "19900001111",
        "experience": NARRATIVE.replace("自成立以来", "自 2018 年以来", 1),
    }
    found = last_supplement(returned(application, **changed))
    assert found.changes == [
        Told("station_kind", "单位类型", "中小企业园区", "专业化服务商"),
        Told("founded_on", "成立日期", "2019年6月18日", "2018年6月18日"),
        Told("contact_mobile", "专人手机", "（不显示）", "（已更改）"),
        Told("staff_count", "企业服务专职人员数", "14 人", "16 人"),
        Told("experience", "志愿服务经验", "自成立以来持续为中小企业提供政…", "自 2018 年以来持续为中小企业提供政…"),
    ]  # fmt: skip
    assert [file.name for file in found.added] == ["新名册.pdf"]
    assert [file.name for file in found.removed] == ["专职人员名册.pdf"]


@pytest.mark.django_db
def test_hidden_column_is_not_among_the_differences():
    found = last_supplement(returned(asked(), staff_count=16, address="新址"), hidden={"address"})
    assert found.names == {"staff_count"}


@pytest.mark.django_db
def test_supplement_without_a_change_is_told_as_one(client):
    application = returned(asked())
    assert last_supplement(application).is_empty
    client.force_login(staff_in_group("first_review"))
    page = client.get(reverse("tasks:open", args=[application.process.pk, open_task(application.process).pk]))
    assert "重新提交的材料与补正前完全相同。" in page.content.decode()


@pytest.mark.django_db
def test_each_changed_field_is_jumped_to(client):
    application = returned(asked(), staff_count=16)
    client.force_login(staff_in_group("first_review"))
    url = reverse("tasks:open", args=[application.process.pk, open_task(application.process).pk])
    page = client.get(url).content.decode()
    assert '<a href="#field-staff_count">企业服务专职人员数</a>' in page
    assert '<div id="field-staff_count" class="is-changed">' in page
    assert '<div id="field-premises"><dt>' in page


@pytest.mark.django_db
def test_fields_of_an_expert_are_named():
    codes = {item.code: item.name for item in CodeItem.objects.filter(codelist=CodeList.FIELD)[:2]}
    one, two = sorted(codes)
    found = last_supplement(returned(asked(submitted_expert(fields=[one])), fields=[one, two]))
    assert found.changes == [Told("fields", "擅长领域", codes[one], f"{codes[one]}、{codes[two]}")]


@pytest.mark.django_db
def test_answers_to_questions_of_the_round_are_told():
    round_ = asking_round(
        {"code": "volunteers", "label": "自有志愿者", "kind": "number", "unit": "人"},
        {"code": "scale", "label": "规模证明", "kind": "file", "is_required": False},
    )
    draft = drafted("station", round=round_)
    by, at = draft.applicant, timezone.now()
    save_answers(
        application=draft, answers={"volunteers": Decimal(18)}, revision=draft.revision, by=by, at=at
    )
    application = asked(submit_application(application=draft, by=by, at=at))
    save_answers(
        application=application,
        answers={"volunteers": Decimal(25)},
        revision=application.revision,
        by=by,
        at=at,
    )
    question = round_.question_set.questions.get(code="scale")
    add_answer_file(application=application, question=question, upload=upload("规模.pdf"), by=by, at=at)
    found = last_supplement(returned(Application.objects.get(pk=application.pk)))
    assert found.changes == [
        Told("q_volunteers", "自有志愿者", "18 人", "25 人"),
        Told("q_scale", "规模证明", "—", "规模.pdf"),
    ]
