"""The files of certificates: what they say, that they come once, and what happens when one cannot be made."""

import hashlib
import io
from datetime import UTC, datetime, timedelta
from unittest.mock import patch

import pytest
import time_machine
from pypdf import PdfReader

from accounts.storage import private_storage
from policies.enums import Kind
from registry.actions import render_again
from registry.drawing import certificate_pdf, check_url
from registry.exceptions import NotRenderableError
from registry.models import Certificate
from registry.queries import MAX_ATTEMPTS
from registry.rendering import render_due
from tests.factories.registry import issued_certificate
from typeset.pdf import RenderError

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
AT = datetime(2026, 11, 22, 2, tzinfo=UTC)


@pytest.fixture
def station() -> Certificate:
    return issued_certificate(on=AT)


def words_of(pdf: bytes) -> str:
    return "".join("".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def named(certificate: Certificate, name: str) -> Certificate:
    certificate.term.holder.name = name
    return certificate


def test_station_certificate_says_number_name_article_term_issuer_and_date(station):
    words = words_of(certificate_pdf(station))
    for part in (
        station.number,
        station.term.holder.name,
        "《中小企业志愿服务工作站管理办法》第四条",
        "第五条认定为中小企业志愿服务工作站",
        "有效期三年，自2026年11月22日起至2029年11月22日止",
        "工业和信息化部中小企业发展促进中心",
        "二〇二六年十一月二十二日",
        "示例印章·非真实印章",
    ):
        assert part in words


def test_expert_letter_appoints_by_name_for_the_term():
    certificate = issued_certificate(Kind.EXPERT, on=AT, name="欧阳喆堃")
    words = words_of(certificate_pdf(certificate))
    for part in (
        "聘书",
        "欧阳喆堃同志：",
        "第九条，兹聘请您为中小企业志愿服务专家",
        "聘期三年",
        certificate.number,
    ):
        assert part in words


@pytest.mark.parametrize(
    "name", ["喆堃祎昇䶮㛃㸌", "𬱖𬭎", "志愿服务" * 16 + "站", "志愿" * 50, "<b>甲</b>&{{x}}</p><img src=x>"]
)
def test_rare_long_and_hostile_names_are_printed_as_they_are(station, name):
    assert name.replace(" ", "") in words_of(certificate_pdf(named(station, name)))


def test_name_beyond_the_faces_fails(station):
    with pytest.raises(RenderError, match="𠮷"):
        certificate_pdf(named(station, "𠮷"))


def test_same_certificate_gives_the_same_file(station):
    assert certificate_pdf(station) == certificate_pdf(station)


def test_missing_seal_fails(station, settings, tmp_path):
    settings.CERTIFICATE_SEAL = str(tmp_path / "seal.png")
    with pytest.raises(RenderError, match="印章文件无法读取"):
        certificate_pdf(station)


def test_broken_seal_fails(station, settings, tmp_path):
    seal = tmp_path / "seal.png"
    seal.write_bytes(b"not a picture")
    settings.CERTIFICATE_SEAL = str(seal)
    with pytest.raises(RenderError):
        certificate_pdf(station)


def test_code_leads_to_the_absolute_check_page(station, settings):
    settings.WAGTAILADMIN_BASE_URL = "https://example.org/"
    assert check_url(station) == f"https://example.org/verify/{station.token}/"


@pytest.mark.clause("N-3")
def test_sweep_stores_each_file_once_with_its_hash(station):
    assert (render_due(), render_due()) == (1, 0)
    station.refresh_from_db()
    with station.pdf.open() as file:
        assert station.sha256 == hashlib.sha256(file.read()).hexdigest()
    assert station.rendered_at is not None
    assert station.pdf.name.startswith("certificates/")


def test_failure_is_kept_with_its_reason_and_does_not_hold_up_others(station):
    station.term.holder.name = "𠮷"
    station.term.holder.save()
    other = issued_certificate(on=AT)
    assert render_due() == 1
    station.refresh_from_db()
    other.refresh_from_db()
    assert "𠮷" in station.render_error
    assert (station.rendered_at, bool(station.pdf), bool(other.pdf)) == (None, False, True)


def test_failures_are_tried_again_later_each_time_and_not_for_ever(station):
    tries = []
    with (
        patch("registry.rendering.certificate_pdf", side_effect=RenderError("seal")),
        time_machine.travel(AT) as clock,
    ):
        for minute in range(200):
            before = Certificate.objects.get().render_attempts
            render_due()
            if Certificate.objects.get().render_attempts > before:
                tries.append(minute)
            clock.shift(timedelta(minutes=1))
    assert tries == [0, 2, 6, 14, 30, 62]
    assert len(tries) == MAX_ATTEMPTS


def test_staff_may_have_a_failed_one_made_again(station):
    Certificate.objects.update(render_attempts=MAX_ATTEMPTS, render_error="seal")
    assert render_due() == 0
    render_again(certificate=station, by=None, at=datetime.now(UTC))
    assert render_due() == 1
    with pytest.raises(NotRenderableError):
        render_again(certificate=station, by=None, at=datetime.now(UTC))


def test_worker_that_died_leaves_a_claim_that_runs_out(station):
    with patch("registry.rendering._draw", side_effect=KeyboardInterrupt), pytest.raises(KeyboardInterrupt):
        render_due()
    assert render_due() == 0
    Certificate.objects.update(render_after=datetime.now(UTC) - timedelta(seconds=1))
    assert render_due() == 1


def test_full_disk_leaves_neither_row_nor_file(station):
    with patch.object(type(private_storage()), "_save", side_effect=OSError(28, "No space left on device")):
        assert render_due() == 0
    station.refresh_from_db()
    assert (station.rendered_at, station.sha256, bool(station.pdf)) == (None, "", False)
    assert "No space left" in station.render_error
