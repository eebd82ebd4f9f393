from datetime import date

import pytest

from matcher.intake.values import Staff, parse_count, parse_quantity, parse_sample, parse_staff
from matcher.model import Quantity


def codes(parsed):
    return [(f.code, f.severity.value) for f in parsed.findings]


@pytest.mark.parametrize(
    ("cell", "quantity"),
    [
        ("３００", (300, 300, "", "")),
        (120.0, (120, 120, "", "")),
        ("约200人次", (200, 200, "人次", "约")),
        ("50户", (50, 50, "户", "")),
        ("50 家庭", (50, 50, "户", "")),
        ("100-150", (100, 150, "", "")),
        ("100人至150人", (100, 150, "人", "")),
        ("200余", (200, 200, "", "余")),
        ("200余人", (200, 200, "人", "余")),
        ("十余名", (10, 10, "人", "余")),
        ("1.5万人次", (15_000, 15_000, "人次", "")),
        ("1-2万人", (10_000, 20_000, "人", "")),
        ("三百人", (300, 300, "人", "")),
        ("200人以上", (200, 200, "人", "以上")),
        ("200人（含志愿者）", (200, 200, "人", "含志愿者")),
        ("若干", (None, None, "", "若干")),
        ("/", (None, None, "", "")),
    ],
)
def test_quantities(cell, quantity):
    value = parse_quantity(cell).value
    assert (value.low, value.high, value.unit, value.note) == quantity


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("-3", ("COUNT_NEGATIVE", "error")),
        ("12.5人", ("COUNT_FRACTION", "error")),
        ("150-100", ("COUNT_RANGE", "error")),
        ("120户/300人", ("COUNT_SEVERAL", "ask")),
        ("50户150人", ("COUNT_SEVERAL", "ask")),
        ("每月20人，共240人次", ("COUNT_SEVERAL", "ask")),
        ("整个片区", ("COUNT_UNREADABLE", "error")),
        (date(2026, 5, 8), ("COUNT_UNREADABLE", "error")),
        (True, ("COUNT_UNREADABLE", "error")),
    ],
)
def test_refused_quantities(cell, code):
    parsed = parse_quantity(cell)
    assert parsed.value == Quantity()
    assert codes(parsed) == [code]


def test_counts_are_one_number_or_none():
    assert [parse_count(c).value for c in (5, "５", "8人", 5.0, "")] == [5, 5, 8, 5, None]
    assert parse_count("若干").value is None
    assert codes(parse_count("若干")) == [("COUNT_VAGUE", "warn")]
    assert codes(parse_count(-3)) == [("COUNT_NEGATIVE", "error")]
    assert codes(parse_count("5-8")) == [("COUNT_RANGE", "ask")]
    assert parse_count(0).value == 0


def test_samples_keep_their_doubt_as_a_finding():
    parsed = parse_sample("约40份")
    assert parsed.value == 40
    assert "附注“约”" in parsed.findings[0].message_zh
    assert parse_sample(12.0).findings == ()


@pytest.mark.parametrize(
    ("cell", "staff"),
    [
        ("10（兼5）", Staff(10, 5)),
        ("专职10、兼职5", Staff(10, 5)),
        ("10专5兼", Staff(10, 5)),
        ("10+兼5", Staff(10, 5)),
        ("兼职3人", Staff(None, 3)),
        ("８人", Staff(8, None)),
        (12.0, Staff(12, None)),
        ("若干", Staff(None, None, "若干")),
        ("", Staff()),
    ],
)
def test_staff(cell, staff):
    assert parse_staff(cell).value == staff


def test_staff_that_may_mean_two_things_is_asked():
    assert codes(parse_staff("15（其中兼职5）")) == [("STAFF_TOTAL", "ask")]
    assert parse_staff("15（其中兼职5）").value == Staff()
    assert codes(parse_staff("-3")) == [("COUNT_NEGATIVE", "error")]
    assert codes(parse_staff("5-8")) == [("COUNT_RANGE", "ask")]
