from datetime import date

import pytest

from matcher.intake.values import parse_annual_checks, parse_rating
from matcher.model import AnnualCheck, Rating

TODAY = date(2026, 3, 1)


def codes(parsed):
    return [(f.code, f.severity.value, f.proposal) for f in parsed.findings]


@pytest.mark.parametrize(
    ("cell", "grade"),
    [
        ("5A", "5A"),
        ("AAAAA", "5A"),
        ("五A级", "5A"),
        ("４Ａ", "4A"),
        ("三Ａ", "3A"),
        ("aaa级", "3A"),
        ("4A级社会组织", "4A"),
        ("评估等级：2A", "2A"),
        ("/", None),
        ("无", None),
        ("未评", None),
        ("暂无等级", None),
        ("未参加评估", None),
        ("", None),
        (None, None),
    ],
)
def test_grades(cell, grade):
    parsed = parse_rating(cell, None, TODAY)
    assert parsed.value == Rating(grade)
    assert parsed.findings == ()


@pytest.mark.parametrize(
    ("cell", "validity", "expected"),
    [
        ("3A级（2024年12月）", None, ("3A", "2024-12", None, "")),
        ("4A(有效期至2027.6)", None, ("4A", None, "2027-06", "")),
        ("4A（2022.7-2027.6）", None, ("4A", "2022-07", "2027-06", "")),
        ("4A", "2023-2028", ("4A", "2023", "2028", "")),
        ("4A", "2023.5至2028.4", ("4A", "2023-05", "2028-04", "")),
        ("4A", "至2027-06", ("4A", None, "2027-06", "")),
        ("4A", "2028年6月", ("4A", None, "2028-06", "")),
        ("4A", 2028.0, ("4A", None, "2028", "")),
        ("4A", date(2027, 6, 30), ("4A", None, "2027-06-30", "")),
        ("3A（2024年12月）", "2023-2028", ("3A", "2024-12", "2028", "")),
        ("4A（复评中）", "2023-2028", ("4A", "2023", "2028", "复评中")),
        ("4A", "五年", ("4A", None, None, "五年")),
    ],
)
def test_validity(cell, validity, expected):
    parsed = parse_rating(cell, validity, TODAY)
    rating = parsed.value
    assert (rating.grade, rating.valid_from, rating.valid_to, rating.note) == expected
    assert parsed.findings == ()


@pytest.mark.parametrize(
    ("cell", "validity"), [("5a (2019)", None), ("5A", "2018-2023"), ("5A（2021.2）", "")]
)
def test_expired_grades_are_kept_and_told_to_be_neutral(cell, validity):
    parsed = parse_rating(cell, validity, TODAY)
    assert parsed.value.grade == "5A"
    assert codes(parsed) == [("RATING_EXPIRED", "warn", None)]
    assert "中性" in parsed.findings[0].message_zh


def test_five_years_are_counted_by_the_month():
    assert codes(parse_rating("4A（2021.3）", None, date(2026, 3, 30))) == []
    assert codes(parse_rating("4A（2021.3）", None, date(2026, 3, 31))) != []


@pytest.mark.parametrize(
    ("cell", "validity", "found"),
    [
        ("A5", None, ("RATING_UNCLEAR", "ask", "5A")),
        ("5", None, ("RATING_UNCLEAR", "ask", "5A")),
        ("6A", None, ("RATING_IMPOSSIBLE", "error", None)),
        ("AAAAAA", None, ("RATING_IMPOSSIBLE", "error", None)),
        ("优秀", None, ("RATING_UNREADABLE", "error", None)),
        ("未评", "2023-2028", ("RATING_VALIDITY_ALONE", "warn", None)),
    ],
)
def test_what_is_no_grade_is_unrated(cell, validity, found):
    parsed = parse_rating(cell, validity, TODAY)
    assert parsed.value == Rating()
    assert codes(parsed) == [found]


@pytest.mark.parametrize(
    ("validity", "code"),
    [
        ("2028-2023", "RATING_VALIDITY_REVERSED"),
        ("五月份", "RATING_VALIDITY_UNREADABLE"),
        (2027.1, "DATE_AMBIGUOUS"),
        ("2023-2030", "RATING_VALIDITY_LONG"),
        ("2027-13", "DATE_IMPOSSIBLE"),
    ],
)
def test_a_bad_validity_does_not_lose_the_grade(validity, code):
    parsed = parse_rating("4A", validity, TODAY)
    assert parsed.value.grade == "4A"
    assert [f.code for f in parsed.findings] == [code]


@pytest.mark.parametrize(
    ("cell", "checks"),
    [
        ("合格", [(2024, "年检", "合格")]),
        ("√", [(2024, "年检", "合格")]),
        ("合格(2024)", [(2024, "年检", "合格")]),
        ("基本合格", [(2024, "年检", "基本合格")]),
        ("2024年检不合格", [(2024, "年检", "不合格")]),
        ("年报已报送", [(2024, "年报", "已报送")]),
        ("已提交2024年度报告", [(2024, "年报", "已报送")]),
        ("年报未报送", [(2024, "年报", "未报送")]),
        ("未参加年检", [(2024, "年检", "未参加")]),
        ("2023合格；2024合格", [(2023, "年检", "合格"), (2024, "年检", "合格")]),
        ("2022：合格，2023：基本合格", [(2022, "年检", "合格"), (2023, "年检", "基本合格")]),
        ("", []),
        ("/", []),
        ("审核中", []),
        ("×", []),
        (5.0, []),
    ],
)
def test_annual_checks(cell, checks):
    assert parse_annual_checks(cell, 2024).value == tuple(AnnualCheck(*c) for c in checks)


def test_findings_of_annual_checks():
    assert codes(parse_annual_checks("√", 2024)) == [("CHECK_TICK", "info", None)]
    assert codes(parse_annual_checks("不合格", 2024)) == [("CHECK_FAILED", "warn", None)]
    assert codes(parse_annual_checks("年报已报送", 2024)) == [("CHECK_REPORT", "info", None)]
    assert codes(parse_annual_checks("×", 2024)) == [("CHECK_UNCLEAR", "ask", None)]
    assert codes(parse_annual_checks("合格", None)) == [("CHECK_YEAR_MISSING", "ask", None)]
    assert codes(parse_annual_checks("合格(2022)", 2024)) == [("CHECK_OTHER_YEAR", "info", None)]
