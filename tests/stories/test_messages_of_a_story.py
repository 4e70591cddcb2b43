"""What an applicant is told from submission to certificate: word for word, key for key, as before there were routes."""

import pytest
from django.utils import timezone

from messaging.models import Message
from publicity.actions import drop_entry
from recruitment.actions import resubmit_application
from recruitment.models import Application
from tests.factories.accounts import staff_in_group
from tests.factories.publicity import confirmed, gathered_window, opened
from tests.factories.recruitment import submitted_expert, submitted_station
from tests.factories.workflows import passed, signed, started
from workflows.application.actions import advance_application

pytestmark = pytest.mark.django_db


def advance(process):
    advance_application(application_pk=process.application_id, at=timezone.now())


def fresh(process):
    return Application.objects.get(process=process)


def day(date):
    return f"{date.year}年{date.month}月{date.day}日"


def said(application):
    """Nobody but the applicant is told anything."""
    rows = Message.objects.order_by("pk")
    assert set(rows.values_list("recipient", "to", "channel")) == {
        (application.applicant_id, application.applicant.mobile, "sms")
    }
    return list(rows.values_list("idempotency_key", "text"))


@pytest.mark.clause("N-3")
@pytest.mark.clause("S-5-2")
@pytest.mark.parametrize(
    ("submitted", "kind", "pool"),
    [(submitted_station, "工作站", "工作站资源库"), (submitted_expert, "志愿专家", "专家库")],
)
def test_story_to_recognition_says_what_it_always_said(submitted, kind, pool):
    process = started(submitted())
    signed(process, staff_in_group("first_review"), "supplement", "请补充名册。")
    application = fresh(process)
    supplement_day = day(application.supplement_due_on)
    resubmit_application(application=application, by=application.applicant, at=timezone.now())
    advance(process)
    signed(process, staff_in_group("first_review"))
    signed(process, staff_in_group("second_review"))
    window = confirmed(gathered_window([fresh(process)]))
    advance(process)
    no, key = application.number, f"application:{application.pk}"
    assert said(application) == [
        (f"{key}:submitted", f"您的{kind}申请已提交，受理编号{no}。审核结果将短信通知，请保持手机畅通。"),
        (f"{key}:supplement:1", f"您的申请{no}需补正，请于{supplement_day}前登录平台修改后重新提交，逾期视为放弃。"),
        (f"publicity:{application.pk}", f"您的申请{no}已通过审核，现予公示，公示期至{day(window.last_day)}。"),
        (f"{key}:included", f"恭喜！经公示无异议，您已纳入中小企业志愿服务{pool}，电子证书已授予，请登录志愿平台查看。"),
    ]  # fmt: skip


def test_refused_applicant_is_told_what_he_always_was():
    process = started()
    signed(process, staff_in_group("first_review"), "refuse", "不符合条件。")
    application = fresh(process)
    assert said(application)[1:] == [
        (f"application:{application.pk}:rejected", f"很遗憾，您的申请{application.number}未通过审核，原因请登录志愿平台查看。")
    ]  # fmt: skip


def test_applicant_dropped_after_an_objection_is_told_what_he_always_was():
    process = passed()
    window = opened(gathered_window([fresh(process)]))
    drop_entry(
        entry=window.entries.get(), by=staff_in_group("publicity_officer"), at=timezone.now(), reason="反映属实。"
    )  # fmt: skip
    application = fresh(process)
    assert [key for key, _text in said(application)] == [
        f"application:{application.pk}:submitted",
        f"publicity:{application.pk}",
        f"application:{application.pk}:dropped",
    ]
    assert said(application)[2][1].startswith(f"您的申请{application.number}在公示期间的异议经核实成立，依据工作站管理办法第五条不予认定。理由：反映属实。")  # fmt: skip
