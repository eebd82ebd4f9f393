from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.intake.values import chinese_number, normal_text
from matcher.intake.values.text import compact, join_notes, quote, split_cell

DIGITS = "零一二三四五六七八九"
FINANCIAL = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")


def spelled(number: int) -> str:
    """Return a number below 10^8 in Chinese numerals, independently of the reader."""
    if number >= 10_000:
        high, low = divmod(number, 10_000)
        gap = "零" if 0 < low < 1000 else ""
        return spelled(high) + "万" + gap + (spelled(low) if low else "")
    text, zero = "", False
    for scale, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // scale % 10
        if digit:
            text += ("零" if zero else "") + DIGITS[digit] + unit
            zero = False
        elif text:
            zero = True
    return text or "零"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("拾贰万伍仟", 125_000),
        ("九十二", 92),
        ("二〇一四", 2014),
        ("二零一四", 2014),
        ("4万5千", 45_000),
        ("五千", 5000),
        ("十二万五", 125_000),
        ("三百五", 350),
        ("三百零五", 305),
        ("一千二", 1200),
        ("12.5万", 125_000),
        ("１２．５", Decimal("12.5")),
        ("125,000", 125_000),
        ("九十二点五", Decimal("92.5")),
        ("一亿二千万", 120_000_000),
        ("3万500", 30_500),
        ("两百", 200),
        ("-3", -3),
        ("负三", -3),
    ],
)
def test_forms_people_write(text, value):
    assert chinese_number(text) == value


@pytest.mark.parametrize(
    "text", ["", "万", "abc", "一百二百", "1,25,000", "12.5万5千", "1-2", "百"]
)
def test_what_is_not_one_number_gives_none(text):
    assert chinese_number(text) is None


@given(st.integers(0, 99_999_999))
def test_every_number_spelled_out_reads_back(number):
    text = spelled(number)
    assert chinese_number(text) == number
    assert chinese_number(text.translate(FINANCIAL)) == number
    assert chinese_number(f"{number:,}") == number


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        (8.0, "8"),
        (2026.1, "2026.1"),
        (120000.0, "120000"),
        (float("nan"), ""),
        (True, "是"),
        ("　社区　 食堂\u200b ", "社区 食堂"),
        ("ＸＱ－１", "XQ-1"),
    ],
)
def test_normal_text(cell, text):
    assert normal_text(cell) == text


def test_a_number_too_long_to_write_is_no_text():
    assert normal_text(10**5000) == ""


def test_dashes_spaces_and_case_are_folded_once():
    assert compact(" Ａ １—２～３ ") == "a1-2-3"


def test_remarks_keep_their_punctuation_and_an_open_bracket_ends_with_the_text():
    assert split_cell("６万 （含税；含 VAT）") == ("6万", ("含税；含 VAT",))
    assert split_cell("6万（含税") == ("6万", ("含税",))
    assert join_notes("约", "", "约", "含税") == "约；含税"


def test_a_message_never_shows_a_telephone_or_identity_number():
    shown = quote("找我 139 1234 5678，110105194912310021")
    assert "1234 5678" not in shown
    assert "19491231" not in shown
