from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.dates import months_between
from matcher.intake.values import parse_period
from matcher.model import Period

TODAY = date(2026, 3, 1)


def codes(parsed):
    return [(f.code, f.severity.value) for f in parsed.findings]


@pytest.mark.parametrize(
    ("cell", "start", "end", "months"),
    [
        ("2026.3-2027.2", "2026-03", "2027-02", 12),
        ("2026.4～2026.11", "2026-04", "2026-11", 8),
        ("2026.4—2026.11", "2026-04", "2026-11", 8),
        ("２０２６．５－２０２７．４", "2026-05", "2027-04", 12),
        ("2026/3/5至2026/12/31", "2026-03-05", "2026-12-31", 10),
        ("2026-03-2027-02", "2026-03", "2027-02", 12),
        ("2026-03-05-2026-12-31", "2026-03-05", "2026-12-31", 10),
        ("2026 年 3 月 到 2027 年 2 月", "2026-03", "2027-02", 12),
        ("自2026年3月起至2027年2月止", "2026-03", "2027-02", 12),
        ("2026年3月-12月", "2026-03", "2026-12", 10),
        ("2026年3-12月", "2026-03", "2026-12", 10),
        ("2026.3.1-3.31", "2026-03-01", "2026-03-31", 1),
        ("2026.3-12", "2026-03", "2026-12", 10),
        ("2026/3/5-12/31", "2026-03-05", "2026-12-31", 10),
        ("2026年3月1日-31日", "2026-03-01", "2026-03-31", 1),
        ("2026年9月至次年6月", "2026-09", "2027-06", 10),
        ("2026.3一2027.2", "2026-03", "2027-02", 12),
        ("26.3-27.2", "2026-03", "2027-02", 12),
        ("2026-2027年", "2026", "2027", 24),
        ("2026年度", "2026", "2026", 12),
        ("2026年下半年", "2026-07", "2026-12", 6),
        ("2026年第三季度", "2026-07", "2026-09", 3),
        ("2026.10", "2026-10", None, None),
        ("2026年3月", "2026-03", None, None),
        ("20260305", "2026-03-05", None, None),
        ("26.3.5", "2026-03-05", None, None),
        (46086.0, "2026-03-05", None, None),
        (date(2026, 3, 5), "2026-03-05", None, None),
        ("2026年3月起12个月", "2026-03", None, 12),
        ("合同签订之日至2026年12月31日", None, "2026-12-31", None),
        ("即日起至2026年12月", None, "2026-12", None),
        ("3年（2026.3-2029.2）", "2026-03", "2029-02", 36),
    ],
)
def test_periods_with_ends(cell, start, end, months):
    period = parse_period(cell, TODAY).value
    assert (period.start, period.end, period.months) == (start, end, months)
    assert not period.open_ended


@pytest.mark.parametrize(
    ("cell", "months"),
    [
        ("一年", 12),
        ("两年", 24),
        ("半年", 6),
        ("一年半", 18),
        ("三个月", 3),
        ("36个月", 36),
        ("自合同签订之日起12个月", 12),
        ("签订合同后一年", 12),
        ("合同签订后12个月内完成", 12),
        ("服务期限：12个月", 12),
        ("90天", 3),
        ("100天", 4),
    ],
)
def test_durations(cell, months):
    parsed = parse_period(cell, TODAY)
    assert (parsed.value.start, parsed.value.end, parsed.value.months) == (None, None, months)
    assert parsed.findings == ()


def test_remarks_are_kept():
    assert parse_period("2026年下半年", TODAY).value.note == "2026年下半年"
    assert parse_period("2026.3.1-2027.2.28（含试运行）", TODAY).value.note == "含试运行"
    assert parse_period("100天", TODAY).value.note == "100天"
    assert parse_period("待定", TODAY).value == Period(note="待定")
    assert parse_period("", TODAY) == parse_period(None, TODAY)


def test_three_years_is_the_limit_and_no_end_is_beyond_it():
    assert codes(parse_period("2026.3—2029.6", TODAY)) == [("PERIOD_TOO_LONG", "warn")]
    assert "不得发布" in parse_period("37个月", TODAY).findings[0].message_zh
    assert parse_period("2026.3-2029.2", TODAY).findings == ()
    for cell in ("长期", "常年", "2026.3至长期"):
        parsed = parse_period(cell, TODAY)
        assert parsed.value.open_ended
        assert parsed.value.end is None
        assert codes(parsed) == [("PERIOD_OPEN_ENDED", "warn")]


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("2026.12-2026.3", ("PERIOD_REVERSED", "error")),
        (2026.1, ("DATE_AMBIGUOUS", "ask")),
        ("2026.13-2027.2", ("DATE_IMPOSSIBLE", "error")),
        ("2026.3.1-5", ("DATE_UNREADABLE", "error")),
        ("每周六上午", ("DATE_UNREADABLE", "error")),
        ("12月", ("DATE_UNREADABLE", "error")),
        (True, ("DATE_UNREADABLE", "error")),
    ],
)
def test_refused_periods(cell, code):
    parsed = parse_period(cell, TODAY)
    assert parsed.value == Period()
    assert codes(parsed) == [code]


def test_a_duration_that_contradicts_its_dates_is_told():
    parsed = parse_period("一年（2026.3-2026.8）", TODAY)
    assert parsed.value.months == 6
    assert codes(parsed) == [("PERIOD_CLASH", "warn")]


months_of = st.dates(date(2000, 1, 1), date(2060, 12, 31)).map(lambda d: f"{d:%Y-%m}")
DASHES = st.sampled_from(["-", "—", "–", "～", "~", "－", "至", "到", "——", " - ", "―"])


@given(months_of, months_of, DASHES)
def test_every_dash_joins_two_months(first, second, dash):
    start, end = sorted((first, second))
    parsed = parse_period(f"{start}{dash}{end}", TODAY)
    assert (parsed.value.start, parsed.value.end) == (start, end)
    assert parsed.value.months == months_between(start, end)
    assert any(f.code == "PERIOD_TOO_LONG" for f in parsed.findings) == (parsed.value.months > 36)
    if start != end:
        assert codes(parse_period(f"{end}{dash}{start}", TODAY)) == [("PERIOD_REVERSED", "error")]
