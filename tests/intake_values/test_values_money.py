from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.intake.issues import Severity
from matcher.intake.values import parse_money, parse_price
from matcher.model import Money, Price


def codes(parsed):
    return [(f.code, f.severity.value, f.proposal) for f in parsed.findings]


@pytest.mark.parametrize(
    ("cell", "yuan"),
    [
        ("１２．５万元", 125_000),
        ("12.5万", 125_000),
        ("125,000元", 125_000),
        ("125000元", 125_000),
        ("拾贰万伍仟", 125_000),
        ("人民币拾贰万伍仟元整", 125_000),
        (12.5, 125_000),
        ("8.0", 80_000),
        ("１０", 100_000),
        ("￥45,000.00", 45_000),
        ("RMB 45000", 45_000),
        ("4万5千", 45_000),
        ("3.2 万元", 32_000),
        ("12.5w", 125_000),
        ("0.08亿元", 8_000_000),
        (0, 0),
        ("38600元5角", Decimal("38600.5")),
    ],
)
def test_one_amount_under_a_header_in_wan(cell, yuan):
    money = parse_money(cell, "万元").value
    assert (money.low, money.high) == (yuan, yuan)
    assert money.low.as_tuple().exponent == -2
    assert not money.is_range


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("5-8万", (50_000, 80_000, "")),
        ("5万至8万", (50_000, 80_000, "")),
        ("5～8", (50_000, 80_000, "")),
        ("50000-80000元", (50_000, 80_000, "")),
        ("5000-2万", (5_000, 20_000, "")),
        ("8千-2万元", (8_000, 20_000, "")),
        ("约10万", (100_000, 100_000, "约")),
        ("10余万元", (100_000, 100_000, "余")),
        ("10万左右", (100_000, 100_000, "左右")),
        ("不超过10万元", (100_000, 100_000, "不超过")),
        ("6万（含税）", (60_000, 60_000, "含税")),
        ("约6万（含税）", (60_000, 60_000, "约；含税")),
        ("100000元（约；含税）", (100_000, 100_000, "约；含税")),
    ],
)
def test_ranges_and_remarks(cell, expected):
    money = parse_money(cell, "万元").value
    assert (money.low, money.high, money.note) == expected


@pytest.mark.parametrize("cell", ["", None, "-", "——", "/", "无", "　"])
def test_empty_cells_are_missing_not_zero(cell):
    assert parse_money(cell, "万元").value == Money()
    assert parse_money(cell, "万元").findings == ()


def test_undecided_keeps_the_word():
    parsed = parse_money("待定", "万元")
    assert parsed.value == Money(note="待定")
    assert "不得发布" in parsed.findings[0].message_zh


@pytest.mark.parametrize(("cell", "proposal"), [(86_000.0, "86000元"), ("15000", "15000元")])
def test_yuan_under_a_header_in_wan_is_asked(cell, proposal):
    parsed = parse_money(cell, "万元")
    assert parsed.value == Money()
    assert codes(parsed) == [("MONEY_UNIT", "ask", proposal)]
    assert "是否为元？" in parsed.findings[0].message_zh
    assert parse_money(proposal, "万元").value.low == Decimal(proposal.removesuffix("元"))


@pytest.mark.parametrize("unit", ["", "元"])
def test_a_tiny_bare_figure_is_asked_for_wan(unit):
    parsed = parse_money(12.5, unit)
    assert codes(parsed) == [("MONEY_UNIT", "ask", "12.5万元")]
    assert parse_money("125,000", unit).value.low == 125_000


def test_no_total_is_guessed_from_a_rate():
    parsed = parse_money("每户300元，共40户", "万元")
    assert parsed.value == Money(note="单价300元/户，数量40户")
    assert codes(parsed) == [("MONEY_RATE", "ask", "12000元")]
    assert codes(parse_money("6万/年", "万元")) == [("MONEY_RATE", "ask", None)]
    assert codes(parse_money("财政6万+自筹1万", "万元")) == [("MONEY_SEVERAL", "ask", None)]


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("-3", "MONEY_NEGATIVE"),
        ("8-5万", "MONEY_RANGE"),
        ("9999999999亿元", "MONEY_TOO_LARGE"),
        ("视情", "MONEY_UNREADABLE"),
        (True, "MONEY_UNREADABLE"),
        ("#REF!", "MONEY_UNREADABLE"),
    ],
)
def test_refused_amounts(cell, code):
    parsed = parse_money(cell, "万元")
    assert parsed.value == Money()
    assert parsed.findings[0].code == code
    assert parsed.findings[0].severity is Severity.ERROR


@given(st.decimals(0, 10**11, places=2))
def test_formatted_money_reads_back(amount):
    for text in (f"{amount}元", f"¥{amount:,}", f"{amount / 10_000:f}万元", f"约{amount}元"):
        money = parse_money(text, "万元").value
        assert (money.low, money.high) == (amount, amount)


@pytest.mark.parametrize(
    ("cell", "price"),
    [
        ("30-50元/小时", (30, 50, "小时", "")),
        ("１５０元／人次", (150, 150, "人次", "")),
        ("1.2万元/项目", (12_000, 12_000, "项目", "")),
        ("1-2万元/项", (10_000, 20_000, "项目", "")),
        ("800元/场（10场起）", (800, 800, "场", "10场起")),
        ("1,200元/场", (1200, 1200, "场", "")),
        ("800/场", (800, 800, "场", "")),
        ("每场800元", (800, 800, "场", "")),
        ("800元每场次", (800, 800, "场", "")),
        ("200元/人次起", (200, 200, "人次", "起")),
        ("200元/人次，不足30人按30人计", (200, 200, "人次", "不足30人按30人计")),
        ("0", (0, 0, "", "")),
        (0.0, (0, 0, "", "")),
        ("免费", (0, 0, "", "")),
        ("面议", (None, None, "", "面议")),
        ("", (None, None, "", "")),
    ],
)
def test_prices(cell, price):
    value = parse_price(cell).value
    assert (value.low, value.high, value.unit, value.note) == price


def test_doubtful_prices():
    assert codes(parse_price("200")) == [("PRICE_UNIT_MISSING", "warn", None)]
    assert codes(parse_price("50元/小时；800元/场")) == [("PRICE_SEVERAL", "ask", None)]
    assert parse_price("50元/小时；800元/场").value == Price()
    assert codes(parse_price("来电咨询")) == [("PRICE_UNREADABLE", "error", None)]
    assert codes(parse_price("90-50元/小时")) == [("PRICE_RANGE", "error", None)]
    assert codes(parse_price("200元/人/天")) == [("PRICE_UNIT_UNKNOWN", "warn", None)]
