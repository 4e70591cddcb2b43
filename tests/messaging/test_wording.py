"""Signing, counting and masking short messages."""

import pytest

from accounts.masking import mask_mobile
from messaging.wording import sms_length, sms_segments, with_signature


def test_signature_comes_first():
    assert with_signature("您好") == "【中小企业志愿服务】您好"


@pytest.mark.parametrize(
    ("characters", "segments"), [(0, 1), (60, 1), (61, 2), (124, 2), (125, 3), (191, 3), (192, 4)]
)
def test_seventy_with_signature_are_one_message_then_sixty_seven_each(characters, segments):
    assert sms_length("") == 10
    assert sms_segments("字" * characters) == segments


def test_character_beyond_the_first_plane_counts_twice():
    assert sms_length("𬭚") == 12


def test_code_message_has_the_length_of_the_domain_table():
    assert sms_length("您的验证码为123456，5分钟内有效，请勿告知他人。") == 37


@pytest.mark.parametrize(
    ("number", "shown"),
    [("19900000001", "199****0001"), ("", "****"), ("a@example.org", "****"), ("0571-8888888", "****")],
)
def test_number_is_masked(number, shown):
    assert mask_mobile(number) == shown
