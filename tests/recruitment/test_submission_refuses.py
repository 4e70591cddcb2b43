"""What keeps an application from being handed in: the article is named, and nothing changes."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from accounts.models import Organisation
from messaging.models import Message
from policies.enums import Kind
from policies.models import PolicyVersion
from recruitment.actions import create_draft, submit_application
from recruitment.enums import Status
from recruitment.exceptions import (
    AlreadyAppliedError,
    IncompleteError,
    IneligibleError,
    OrganisationAppliedError,
    RoundClosedError,
    WrongStatusError,
)
from recruitment.models import Application, ReceiptCounter
from tests.factories.accounts import UserFactory
from tests.factories.recruitment import RoundFactory, credit_code, drafted, submitted_station

pytestmark = pytest.mark.django_db
SHANGHAI = ZoneInfo("Asia/Shanghai")
NOON = datetime(2026, 11, 22, 12, tzinfo=SHANGHAI)
CLOSES = datetime(2026, 12, 6, 23, 59, 59, tzinfo=SHANGHAI)


@pytest.fixture
def round_():
    return RoundFactory(opens_at=datetime(2026, 11, 12, 9, tzinfo=SHANGHAI), closes_at=CLOSES)


def submit(kind, round_, *, at=NOON, **changed):
    draft = drafted(kind, round=round_, at=NOON, **changed)
    return submit_application(application=draft, by=draft.applicant, at=at)


def sentences(error: IneligibleError) -> list[str]:
    return [finding.sentence for finding in error.findings]


@pytest.mark.clause("N-3")
@pytest.mark.parametrize("at", [CLOSES, CLOSES + timedelta(microseconds=999_999)])
def test_the_last_second_still_counts(round_, at):
    assert submit("station", round_, at=at).status == Status.SUBMITTED


@pytest.mark.clause("N-3")
def test_midnight_after_the_deadline_is_too_late(round_):
    draft = drafted("station", round=round_, at=NOON)
    midnight = datetime(2026, 12, 7, tzinfo=SHANGHAI)
    with pytest.raises(
        RoundClosedError, match="已于 2026年12月6日 23:59:59 截止，不能再提交。草稿仍为您保留"
    ):
        submit_application(application=draft, by=draft.applicant, at=midnight)
    assert Application.objects.get().status == Status.DRAFT


def test_before_the_opening_nothing_begins(round_):
    before = datetime(2026, 11, 12, 8, 59, 59, tzinfo=SHANGHAI)
    with pytest.raises(RoundClosedError, match="将于 2026年11月12日 09:00:00 开始申报"):
        create_draft(round=round_, kind=Kind.STATION, by=UserFactory(), at=before)


@pytest.mark.clause("S-4-1")
@pytest.mark.parametrize(("founded", "is_enough"), [(date(2024, 11, 22), True), (date(2024, 11, 23), False)])
def test_two_years_to_the_day_are_enough(round_, founded, is_enough):
    if is_enough:
        assert submit("station", round_, founded_on=founded).status == Status.SUBMITTED
    else:
        with pytest.raises(IneligibleError, match="S-4-1"):
            submit("station", round_, founded_on=founded)


@pytest.mark.parametrize(
    ("kind", "changed", "sentence"),
    [
        pytest.param("station", {"station_kind": "association", "association_level": "city"}, "S-3：商协会级别市级，需省级及以上", marks=pytest.mark.clause("S-3")),
        pytest.param("station", {"station_kind": ""}, "S-3：单位类型未选择，需从所列类别中选择", marks=pytest.mark.clause("S-3")),
        pytest.param("station", {"is_legal_person": False}, "S-4-1：独立法人资格未确认，需具有", marks=pytest.mark.clause("S-4-1")),
        pytest.param("station", {"uscc": credit_code(7)[:-1] + "0"}, "S-4-1：统一社会信用代码校验未通过，需 18 位且校验码正确", marks=pytest.mark.clause("S-4-1")),
        pytest.param("station", {"served_last_year": 149}, "S-4-2：上年服务 149 家，需不少于 150 家", marks=pytest.mark.clause("S-4-2")),
        pytest.param("station", {"has_service_model": False, "has_event_experience": False}, "S-4-2：成熟服务模式或活动举办经验未确认，需至少有其一", marks=pytest.mark.clause("S-4-2")),
        pytest.param("station", {"premises": ""}, "S-4-3：经营服务场所未填写，需有固定场所", marks=pytest.mark.clause("S-4-3")),
        pytest.param("station", {"staff_count": 9}, "S-4-4：专职人员 9 人，需不少于 10 人", marks=pytest.mark.clause("S-4-4")),
        pytest.param("station", {"plan_or_rules": ""}, "S-4-5：志愿服务方案或管理制度未填写，需至少有其一", marks=pytest.mark.clause("S-4-5")),
        pytest.param("station", {"has_undertaken": False}, "S-7-1：遵守工作站管理办法的承诺未确认，需作出承诺", marks=pytest.mark.clause("S-7-1")),
        pytest.param("station", {"experience": ""}, "N-1：志愿服务经验 0 字，需不少于 200 字", marks=pytest.mark.clause("N-1")),
        pytest.param("expert", {"achievements": "少"}, "N-1：志愿服务成果 1 字，需不少于 200 字", marks=pytest.mark.clause("N-1")),
        pytest.param("expert", {"category": ""}, "E-2：专家类别未选择，需从所列类别中选择", marks=pytest.mark.clause("E-2")),
        pytest.param("expert", {"has_declared_ethics": False}, "E-3-1：政治素质与职业道德承诺未确认，需作出承诺", marks=pytest.mark.clause("E-3-1")),
        pytest.param("expert", {"degree": "junior"}, "E-3-2：学历专科，需本科及以上", marks=pytest.mark.clause("E-3-2")),
        pytest.param("expert", {"experience_years": 4}, "E-3-2：中小企业服务经验 4 年，需不少于 5 年", marks=pytest.mark.clause("E-3-2")),
        pytest.param("expert", {"fields": []}, "E-3-2：擅长领域 0 项，需 1 至 5 项", marks=pytest.mark.clause("E-3-2")),
        pytest.param("expert", {"is_voluntary": False}, "E-3-3：自愿无偿声明未确认，需作出声明", marks=pytest.mark.clause("E-3-3")),
        pytest.param("expert", {"has_undertaken": False}, "E-6-1：遵守专家管理办法的承诺未确认，需作出承诺", marks=pytest.mark.clause("E-6-1")),
    ],
)  # fmt: skip
def test_one_unmet_condition_is_named_and_nothing_changes(round_, kind, changed, sentence):
    with pytest.raises(IneligibleError) as refused:
        submit(kind, round_, **changed)
    assert sentences(refused.value) == [sentence]
    row = Application.objects.get()
    assert (row.status, row.number, row.snapshots.count()) == (Status.DRAFT, None, 0)
    assert (Message.objects.count(), ReceiptCounter.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("kind", "missing", "sentence"),
    [
        pytest.param("station", "premises", "S-4-3：场所与设施证明未上传，需至少 1 份", marks=pytest.mark.clause("S-4-3")),
        pytest.param("station", "plan", "S-4-5：方案或制度文本未上传，需至少 1 份", marks=pytest.mark.clause("S-4-5")),
        pytest.param("expert", "degree", "E-3-2：学历证明未上传，需至少 1 份", marks=pytest.mark.clause("E-3-2")),
    ],
)  # fmt: skip
def test_each_condition_needs_its_file(round_, kind, missing, sentence):
    draft = drafted(kind, round=round_, at=NOON)
    draft.evidence.filter(kind=missing).update(removed_at=NOON)
    with pytest.raises(IneligibleError) as refused:
        submit_application(application=draft, by=draft.applicant, at=NOON)
    assert sentences(refused.value) == [sentence]


@pytest.mark.clause("S-4-2")
@pytest.mark.clause("S-4-4")
def test_the_exact_thresholds_pass(round_):
    row = submit("station", round_, served_last_year=150, staff_count=10, has_service_model=False)
    assert all(finding.is_met for finding in row.findings.all())


def test_a_soft_condition_goes_to_review_as_a_flag():
    soft = PolicyVersion.objects.create(
        number=99,
        title="专职人员数作为提示",
        status="published",
        effective_on=date(2026, 1, 1),
        values={"eligibility.soft": ["S-4-4"]},
        published_at=NOON,
        content_hash="0" * 64,
    )
    round_ = RoundFactory(policy=soft)
    row = submitted_station(round=round_, staff_count=9)
    flagged = row.findings.get(is_met=False)
    assert (flagged.article, flagged.value, flagged.is_hard) == ("S-4-4", "9 人", False)


@pytest.mark.parametrize(
    ("kind", "changed", "sentence"),
    [
        ("station", {"province": ""}, "请填写省份。"),
        ("station", {"accepts_e_delivery": False}, "请确认电子送达。"),
        ("expert", {"consents_to_publish": False}, "公示须公开姓名、单位和领域，请单独作出同意。"),
    ],
)
def test_what_no_article_asks_is_still_needed(round_, kind, changed, sentence):
    with pytest.raises(IncompleteError) as refused:
        submit(kind, round_, **changed)
    assert [gap.sentence for gap in refused.value.gaps] == [sentence]


@pytest.mark.clause("N-3")
def test_a_mobile_nobody_verified_is_refused(round_):
    draft = drafted("station", round=round_, at=NOON)
    type(draft.applicant).objects.filter(pk=draft.applicant_id).update(mobile_verified_at=None)
    with pytest.raises(IncompleteError) as refused:
        submit_application(application=draft, by=draft.applicant, at=NOON)
    assert [gap.field for gap in refused.value.gaps] == ["mobile"]


def test_a_colleague_cannot_submit_the_same_unit_again(round_):
    code = credit_code(4242)
    submit("station", round_, uscc=code)
    with pytest.raises(OrganisationAppliedError, match=f"{code} 在本批次已提交过申报"):
        submit("station", round_, uscc=code)
    assert ReceiptCounter.objects.get().last == 1
    assert Organisation.objects.count() == 1


def test_a_known_unit_keeps_its_registered_name(round_):
    code = credit_code(99)
    Organisation.objects.create(uscc=code, name="(演示)登记名称", province="33")
    row = submit("station", round_, uscc=code, name="(演示)申报时的名称")
    assert (row.organisation.name, row.name, row.station.name) == (
        "(演示)登记名称",
        "(演示)申报时的名称",
        "(演示)申报时的名称",
    )


def test_one_draft_of_a_kind_a_round(round_):
    person = UserFactory()
    create_draft(round=round_, kind=Kind.STATION, by=person, at=NOON)
    with pytest.raises(AlreadyAppliedError):
        create_draft(round=round_, kind=Kind.STATION, by=person, at=NOON)


def test_a_second_submission_is_refused_and_changes_nothing(round_):
    row = submit("station", round_)
    with pytest.raises(WrongStatusError, match="当前状态为“已提交”"):
        submit_application(application=row, by=row.applicant, at=NOON)
    assert (row.snapshots.count(), ReceiptCounter.objects.get().last) == (1, 1)


@pytest.mark.clause("S-5-P")
@pytest.mark.parametrize(("title", "is_priority"), [("platform", True), ("", False)])
def test_a_title_flags_priority_and_exempts_from_nothing(round_, title, is_priority):
    assert submit("station", round_, priority_title=title).is_priority is is_priority
    with pytest.raises(IneligibleError, match="S-4-2"):
        submit("station", round_, priority_title=title, served_last_year=1)
