from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.intake.issues import Severity
from matcher.intake.values import DateValue, parse_date

TODAY = date(2026, 3, 1)


def codes(parsed):
    return [(f.code, f.severity.value) for f in parsed.findings]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("2021.3", "2021-03"),
        ("2021.10", "2021-10"),
        ("2021/3/5", "2021-03-05"),
        ("2021年3月", "2021-03"),
        ("2021年3月5日", "2021-03-05"),
        ("2021年五月", "2021-05"),
        ("20210305", "2021-03-05"),
        ("202103", "2021-03"),
        (20160901.0, "2016-09-01"),
        ("44260", "2021-03-05"),
        (41045.0, "2012-05-16"),
        (45208.5, "2023-10-09"),
        (date(2013, 7, 1), "2013-07-01"),
        (datetime(2013, 7, 1, 9, 30, tzinfo=UTC), "2013-07-01"),
        ("21.3.5", "2021-03-05"),
        ("98.12.1", "1998-12-01"),
        ("23年9月", "2023-09"),
        ("1998.12.1", "1998-12-01"),
        ("2015年", "2015"),
        (2015.0, "2015"),
        ("二〇一四年三月", "2014-03"),
        ("二〇二四年十二月", "2024-12"),
        ("一九九八年十二月二十日", "1998-12-20"),
        ("２０２１．３", "2021-03"),
        (2021.3, "2021-03"),
        (2021.11, "2021-11"),
        ("2025/6/5 14:30", "2025-06-05"),
        ("2025/6/11 4:30", "2025-06-11"),
        ("2025-06-05T14:30:00", "2025-06-05"),
        ("2025年6月5日下午2点30分", "2025-06-05"),
        ("3/25/2021", "2021-03-25"),
        ("成立于2015年", "2015"),
    ],
)
def test_dates(cell, value):
    parsed = parse_date(cell, TODAY)
    assert parsed.value.value == value
    assert all(f.severity is Severity.INFO for f in parsed.findings)


@pytest.mark.parametrize(
    ("cell", "value", "note"),
    [
        ("约2011年", "2011", "约"),
        ("2011年左右", "2011", "左右"),
        ("2012年底", "2012", "底"),
        ("2021年3月上旬", "2021-03", "上旬"),
        ("2025年第三季度", "2025-09", "2025年第三季度"),
        ("2025年四季度", "2025-12", "2025年四季度"),
        ("2025Q2", "2025-06", "2025Q2"),
        ("2025年上半年", "2025-06", "2025年上半年"),
        ("2021年3月5日（变更登记）", "2021-03-05", "变更登记"),
        ("不详", None, "不详"),
        ("/", None, ""),
        (None, None, ""),
    ],
)
def test_dates_with_a_remark(cell, value, note):
    assert parse_date(cell, TODAY).value == DateValue(value, note)


@pytest.mark.parametrize(
    ("cell", "named"),
    [
        (2021.1, ("2021-01", "2021-10")),
        (2023.1, ("2023-01", "2023-10")),
        (23.1, ("2023-01", "2023-10")),
        ("3/5/2021", ("2021-03-05", "2021-05-03")),
    ],
)
def test_ambiguous_dates_name_both_readings(cell, named):
    parsed = parse_date(cell, TODAY)
    assert parsed.value == DateValue()
    assert codes(parsed) == [("DATE_AMBIGUOUS", "ask")]
    assert all(reading in parsed.findings[0].message_zh for reading in named)


@pytest.mark.parametrize(
    "cell",
    ["2021-13-01", "2021-02-30", "2023.2.29", "1850年", "12.5", "abc", -5.0, 1e20, 2021.5e3, True],
)
def test_impossible_dates_are_refused(cell):
    parsed = parse_date(cell, TODAY)
    assert parsed.value == DateValue()
    assert [f.severity for f in parsed.findings] == [Severity.ERROR]


def test_only_a_stated_limit_refuses_the_future():
    assert parse_date("2031-05-01", TODAY).value.value == "2031-05-01"
    late = parse_date("2031-05-01", TODAY, not_after=TODAY)
    assert (late.value, codes(late)) == (DateValue(), [("DATE_FUTURE", "error")])
    assert parse_date("2026年", TODAY, not_after=TODAY).value.value == "2026"
    assert parse_date("2026-03-01", TODAY, TODAY).value.value == "2026-03-01"
    assert parse_date("2026-03-02", TODAY, TODAY).value.value is None


FORMS = (
    "{0:%Y-%m-%d}",
    "{0:%Y/%m/%d}",
    "{0.year}.{0.month}.{0.day}",
    "{0.year}年{0.month}月{0.day}日",
    "{0:%Y%m%d}",
    "{0:%Y-%m-%d} 08:15:00",
)


@given(st.dates(date(1955, 1, 1), date(2099, 12, 31)), st.sampled_from(FORMS))
def test_every_written_date_reads_back(day, form):
    assert parse_date(form.format(day), TODAY).value == DateValue(day.isoformat())


@given(st.dates(date(1955, 1, 1), date(2099, 12, 31)))
def test_date_cells_and_serial_numbers_agree(day):
    serial = (day - date(1899, 12, 30)).days
    assert parse_date(day, TODAY) == parse_date(float(serial), TODAY)
