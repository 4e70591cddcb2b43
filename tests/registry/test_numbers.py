"""The number of a certificate and its check character."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.enums import Province
from registry.numbers import ALPHABET, SERIES, SerialsUsedUpError, make_number, read_number

numbers = st.builds(
    make_number,
    st.sampled_from(sorted(SERIES.values())),
    st.integers(2023, 2099),
    st.sampled_from(Province.values),
    st.integers(1, 99_999),
)
characters = st.sampled_from("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")


def test_number_is_series_year_province_serial_and_check():
    assert make_number("GZZ", 2026, "33", 20) == "GZZ-2026-33-00020-C"


@pytest.mark.parametrize(
    "typed",
    [
        "gzz-2026-33-00020-c",
        " GZZ 2026 33 00020 C ",
        "ＧＺＺ－２０２６－３３－０００２０－Ｃ",  # noqa: RUF001  full width is the point
        "GZZ20263300020C",
        "GZZ–2026–33–00020–C",
    ],
)
def test_what_people_type_is_understood(typed):
    assert read_number(typed) == "GZZ-2026-33-00020-C"


@pytest.mark.parametrize(
    "typed", ["", "GZZ-2026-33-00020-D", "GZZ-2026-33-20-C", "ABC-2026-33-00020-C", "证书", "٣", "x" * 5000]
)
def test_what_is_no_number_is_none(typed):
    assert read_number(typed) is None


def test_serials_end_at_99999():
    with pytest.raises(SerialsUsedUpError):
        make_number("ZJ", 2026, "33", 100_000)


@given(numbers)
def test_every_number_reads_as_itself(number):
    assert read_number(number) == number
    assert number[-1] in ALPHABET


@given(numbers, st.data())
def test_every_single_wrong_character_is_found(number, data):
    place = data.draw(st.sampled_from([n for n, character in enumerate(number) if character != "-"]))
    wrong = data.draw(characters.filter(lambda character: character != number[place]))
    assert read_number(number[:place] + wrong + number[place + 1 :]) is None


@given(numbers, st.data())
def test_every_swap_of_two_characters_is_found(number, data):
    places = [n for n, character in enumerate(number) if character != "-"]
    first, second = sorted(data.draw(st.lists(st.sampled_from(places), min_size=2, max_size=2, unique=True)))
    swapped = list(number)
    swapped[first], swapped[second] = swapped[second], swapped[first]
    if number[first] != number[second]:
        assert read_number("".join(swapped)) is None
