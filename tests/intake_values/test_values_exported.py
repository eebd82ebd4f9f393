"""What the export writes reads back as the same value (matcher.exchange.format is the inverse)."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.dates import months_between
from matcher.exchange import format as written
from matcher.intake import values
from matcher.model import Money, Period, Price, Quantity, Rating

TODAY = date(2026, 3, 1)
yuan = st.decimals(1000, 10**8, places=2)
notes = st.sampled_from(["", "约", "含税", "约；含税", "不超过", "余", "左右"])
counts = st.integers(0, 500_000)
months = st.dates(date(2020, 1, 1), date(2035, 12, 31)).map(lambda d: f"{d:%Y-%m}")


@given(yuan, yuan, notes)
def test_money(first, second, note):
    low, high = sorted((first, second))
    money = Money(low, high, note)
    assert values.parse_money(written.format_money(money), "万元").value == money


@given(
    yuan,
    st.sampled_from(["项目", "场", "人次", "户", "小时", "年"]),
    st.sampled_from(["", "10场起"]),
)
def test_price(amount, unit, note):
    price = Price(amount, amount + Decimal(100), unit, note)
    assert values.parse_price(written.format_price(price)).value == price


@given(counts, counts, st.sampled_from(["", "人", "人次", "户", "场", "小时"]))
def test_quantity(first, second, unit):
    low, high = sorted((first, second))
    quantity = Quantity(low, high, unit)
    assert values.parse_quantity(written.format_quantity(quantity)).value == quantity


@pytest.mark.parametrize("note", ["约", "余", "左右", "以上", "近"])
def test_quantity_remarks(note):
    quantity = Quantity(200, 200, "人次", note)
    assert values.parse_quantity(written.format_quantity(quantity)).value == quantity


@given(months, months)
def test_period(first, second):
    start, end = sorted((first, second))
    for period in (
        Period(start, end, months_between(start, end)),
        Period(start),
        Period(end=end),
        Period(start, None, 12),
        Period(months=12),
        Period(start, open_ended=True),
        Period(open_ended=True),
    ):
        assert values.parse_period(written.format_period(period), TODAY).value == period


@pytest.mark.parametrize(
    "rating",
    [
        Rating(),
        Rating("5A"),
        Rating("4A", "2024-12"),
        Rating("3A", "2019"),
        Rating("4A", "2023", "2028"),
        Rating("4A", None, "2027-06"),
    ],
)
def test_rating(rating):
    grade, validity = written.format_rating(rating), written.format_validity(rating)
    assert values.parse_rating(grade, validity, TODAY).value == rating


@pytest.mark.parametrize("cell", ["全市", "全国", "东城、西城", "海淀", "除远郊区外", "和平里街道"])
def test_area(cell):
    area = values.parse_area(cell).value
    assert values.parse_area(written.format_area(area)).value == area


@pytest.mark.parametrize(
    "cell", ["合格", "基本合格", "不合格", "年报已报送", "未参加年检", "年报未报送"]
)
def test_annual_checks(cell):
    checks = values.parse_annual_checks(cell, 2024).value
    assert len(checks) == 1
    assert (
        values.parse_annual_checks(written.format_annual_checks(checks, 2024), 2024).value == checks
    )
