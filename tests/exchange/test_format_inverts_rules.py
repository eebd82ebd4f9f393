"""Every formatted value through the value rule that reads it: the same value comes back."""

from datetime import date
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.exchange.format import (
    format_date,
    format_money,
    format_period,
    format_price,
    format_quantity,
)
from matcher.intake.values.counts import parse_quantity
from matcher.intake.values.dates import DateValue, parse_date
from matcher.intake.values.money import parse_money
from matcher.intake.values.periods import parse_period
from matcher.intake.values.prices import parse_price
from matcher.model import Money, PartialDate, Period, Price, Quantity

TODAY = date(2026, 3, 1)
MARKS = [
    "",
    "约",
    "预计",
    "近",
    "不超过",
    "不少于",
    "超过",
    "余",
    "多",
    "左右",
    "以上",
    "以内",
    "以下",
    "起",
]
REMARKS = ["", "含税", "分两期", "约；含税"]
CENTS = st.integers(0, 10**11).map(lambda n: D(n) / 100)


@st.composite
def spans(draw, values):
    ends = sorted((draw(values), draw(values)))
    return ends if draw(st.booleans()) else [ends[0], ends[0]]


@given(spans(CENTS), st.sampled_from(MARKS + REMARKS))
def test_money(ends, note):
    if note in ("余", "多"):
        ends = [D("100000"), D("100000")]
    money = Money(ends[0], ends[1], note)
    for unit in ("", "万元", "元"):
        assert parse_money(format_money(money), unit).value == money


@pytest.mark.parametrize("note", ["待定", "待定；下月报", "面议"])
def test_money_without_a_figure(note):
    assert parse_money(format_money(Money(note=note)), "万元").value == Money(note=note)


@given(
    spans(CENTS),
    st.sampled_from(["", "小时", "场", "项目", "人次", "户", "年"]),
    st.sampled_from(["", "10场起", "约", "起", "含材料；不含场地"]),
)
def test_price(ends, unit, note):
    price = Price(ends[0], ends[1], unit, note)
    assert parse_price(format_price(price)).value == price


@given(
    spans(st.integers(0, 500_000)),
    st.sampled_from(["", "人", "人次", "户", "场", "小时"]),
    st.sampled_from(["", "约", "左右", "以上", "含家属"]),
)
def test_quantity(ends, unit, note):
    quantity = Quantity(ends[0], ends[1], unit, note)
    assert parse_quantity(format_quantity(quantity)).value == quantity


@pytest.mark.parametrize(
    "quantity",
    [
        Quantity(200, 200, "人", "余"),
        Quantity(200, 200, "", "多"),
        Quantity(200, 200, "人次", "约；余"),
        Quantity(note="若干"),
    ],
)
def test_quantity_marks(quantity):
    assert parse_quantity(format_quantity(quantity)).value == quantity


# Cells that people write: what they mean must survive being written by us.
@pytest.mark.parametrize(
    "cell",
    [
        "2011",
        "2011年",
        "约2011年",
        "2011年下半年",
        "2025年第三季度",
        "2016年初",
        "2016-06",
        "二〇一四年三月",
        "2013-07-01",
        "2016年（筹建），",
        "待定",
        "约2019年底（口述）",
        41045,
    ],
)
def test_date_as_read_from_a_cell(cell):
    read = parse_date(cell, TODAY).value
    assert read != DateValue()
    assert parse_date(format_date(read.value, read.note), TODAY).value == read


@pytest.mark.parametrize(
    "cell",
    [
        "2026.3-2027.2",
        "一年",
        "自合同签订之日起12个月",
        "2026年3月",
        "2026.10",
        "长期",
        "36个月",
        "2026年下半年",
        "2026/3/5至2026/12/31",
        "2026年",
        "2026年起",
        "2026年3月起",
        "2026年3月起一年",
        "90天",
        "一年半（分两段）",
        "2026年3月至长期",
        "至2026年12月",
        "2026.3—2029.6",
        "待定",
        "2026年3月5日",
        "约2026年3月",
        "2026年第二季度",
    ],
)
def test_period_as_read_from_a_cell(cell):
    read = parse_period(cell, TODAY).value
    assert read != Period()
    assert parse_period(format_period(read), TODAY).value == read


@given(
    st.dates(date(2000, 1, 1), date(2035, 12, 31)),
    st.sampled_from([4, 7, 10]),
    st.sampled_from(["", "约", "首期", "约；首期"]),
)
def test_dates_of_every_precision(day, precision, note):
    value = PartialDate(day.isoformat()[:precision])
    assert parse_date(format_date(value, note), TODAY).value == DateValue(value, note)
