import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from matcher.intake.issues import Severity
from matcher.intake.values import (
    is_valid_uscc,
    organization_check_character,
    parse_uscc,
    uscc_check_character,
)
from matcher.intake.values.uscc import ALPHABET

VECTORS = (
    "52110101MJ0123456W",
    "51110000MJ0543215K",
    "53110000MJ0A1B2C58",
    "52110114MJ0998877J",
    "51100000500001237J",
    "52310106MJ7000010Q",
    "52110105MJ100108X0",
)


def build(head: str, body: str) -> str:
    first = head + body + organization_check_character(body)
    return first + uscc_check_character(first)


valid_codes = st.builds(
    build,
    st.from_regex(r"[159N][1-9]11[0-9]{4}", fullmatch=True),
    st.text(st.sampled_from(ALPHABET), min_size=8, max_size=8),
)


@pytest.mark.parametrize("code", VECTORS)
def test_synthetic_vectors(code):
    assert is_valid_uscc(code)
    assert uscc_check_character(code[:17]) == code[17]
    assert organization_check_character(code[8:16]) == code[16]
    assert parse_uscc(code).value.code == code
    assert parse_uscc(code).findings == ()


@given(valid_codes)
def test_every_built_code_is_taken(code):
    assert is_valid_uscc(code)
    assert parse_uscc(code).value.code == code


@given(valid_codes, st.integers(0, 17), st.sampled_from(ALPHABET))
def test_every_single_wrong_character_is_detected(code, place, other):
    """31 is prime and no weight is a multiple of it, so GB 32100 misses none of them."""
    assume(code[place] != other)
    wrong = code[:place] + other + code[place + 1 :]
    assert not is_valid_uscc(wrong)
    parsed = parse_uscc(wrong)
    assert parsed.value.code is None
    assert parsed.value.as_written == wrong
    if place == 17:
        assert parsed.findings[0].proposal == code


@given(valid_codes, st.integers(0, 16))
def test_two_swapped_neighbours_are_detected(code, place):
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assume(swapped != code)
    assert not is_valid_uscc(swapped)


@pytest.mark.parametrize(
    "written",
    [
        "521101 01MJ 0123456W",
        "52110101mj0123456w",
        "５２１１０１０１ＭＪ０１２３４５６Ｗ",
        "'52110101MJ0123456W",
        "统一社会信用代码：52110101MJ0123456W",
    ],
)
def test_harmless_spellings_are_normalised(written):
    parsed = parse_uscc(written)
    assert parsed.value.code == VECTORS[0]
    assert [f.code for f in parsed.findings] == ["USCC_NORMALISED"]


@pytest.mark.parametrize(
    ("written", "code", "proposal"),
    [
        ("5211O1O1MJ0123456W", "USCC_LOOK_ALIKE", VECTORS[0]),
        ("52I10101MJ0I23456W", "USCC_LOOK_ALIKE", VECTORS[0]),
        ("52110101MJ0123456X", "USCC_CHECK_CHARACTER", VECTORS[0]),
    ],
)
def test_suggestions_are_never_taken_silently(written, code, proposal):
    parsed = parse_uscc(written)
    assert (parsed.value.code, parsed.value.as_written) == (None, written)
    (finding,) = parsed.findings
    assert (finding.code, finding.severity, finding.proposal) == (code, Severity.ASK, proposal)


@pytest.mark.parametrize(
    ("written", "code", "said"),
    [
        (5.2110101e17, "USCC_SCIENTIFIC", "已经丢失"),
        ("5.21101E+17", "USCC_SCIENTIFIC", "文本"),
        (521101010123456789, "USCC_SCIENTIFIC", "已经丢失"),
        ("52110101MJ012345W", "USCC_LENGTH", "17 位"),
        ("京社证字第0123号", "USCC_OTHER_NUMBER", "登记证号"),
        ("MJ0123456", "USCC_OTHER_NUMBER", "组织机构代码"),
        ("52110101MJ0123457W", "USCC_INVALID", "不止末位"),
        ("5211O1O1MJ0123457W", "USCC_INVALID", "“O”"),
        ("52AA0101MJ0123456W", "USCC_INVALID", "第 3–8 位"),
        (123.0, "USCC_INVALID", "位数不对"),
        (True, "USCC_INVALID", "不是信用代码"),
    ],
)
def test_refusals_say_why(written, code, said):
    parsed = parse_uscc(written)
    assert parsed.value.code is None
    assert parsed.value.as_written
    (finding,) = parsed.findings
    assert (finding.code, finding.severity, finding.proposal) == (code, Severity.ERROR, None)
    assert said in finding.message_zh


def test_a_fitting_code_with_a_wrong_inner_code_is_taken_with_a_hint():
    first = "52110101MJ0123457"
    code = first + uscc_check_character(first)
    parsed = parse_uscc(code)
    assert parsed.value.code == code
    assert [f.code for f in parsed.findings] == ["USCC_ORGANIZATION_CODE"]


@pytest.mark.parametrize("empty", ["", None, "无", "-", "待补"])
def test_no_code_is_no_finding(empty):
    assert parse_uscc(empty).value.code is None
    assert parse_uscc(empty).value.as_written == ""
    assert parse_uscc(empty).findings == ()


def test_check_characters_refuse_another_length():
    with pytest.raises(ValueError, match="17"):
        uscc_check_character("5211")
    with pytest.raises(ValueError, match="8"):
        organization_check_character("MJ01")
