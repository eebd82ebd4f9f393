"""The ladder of lawful ways at every amount, 差额购买, ranges, and the amount of each year."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.records import need

from matcher.model import Money, Period
from matcher.procurement import Level, load_rules, method_hint, price_share_zh, years_of

RULES = load_rules()
DAY = date(2026, 3, 1)
WAN = Decimal(10000)


def wan(low, high=None):
    return Money(low * WAN, (low if high is None else high) * WAN)


def hint(**changes):
    return method_hint(need(**changes), DAY, RULES)


def names(found):
    return {method.name: method.candidates for method in found.methods}


def test_T54a_below_the_limit_the_buyers_own_rules_hold():
    found = hint(budget=Money(Decimal("999999.99"), Decimal("999999.99")), purchase_mode="比选")
    assert found.level is Level.BELOW
    assert names(found) == {"直接委托": 1, "比选": 3, "询价": 3}
    assert all("内部采购制度" in method.ground_zh for method in found.methods)
    assert found.candidates == 3
    assert found.warnings_zh == ()
    assert hint(budget=wan(40), purchase_mode="直接委托").candidates == 1


def test_from_the_limit_on_the_statutory_ways_are_offered():
    found = hint(budget=wan(100), purchase_mode="竞争性磋商")
    assert found.level is Level.STATUTORY
    assert names(found) == {
        "竞争性磋商": 3,
        "竞争性谈判": 3,
        "询价": 3,
        "单一来源": 1,
        "公开招标": 3,
        "邀请招标": 3,
    }
    assert found.warnings_zh == ()
    assert "第31条" in next(m for m in found.methods if m.name == "单一来源").ground_zh


def test_from_the_open_tender_amount_on_only_that():
    found = hint(budget=wan(400), purchase_mode="公开招标")
    assert found.level is Level.OPEN_TENDER
    assert names(found) == {"公开招标": 3}
    assert found.warnings_zh == ()
    below = hint(budget=Money(Decimal("3999999.99"), Decimal("3999999.99")))
    assert below.level is Level.STATUTORY


@pytest.mark.parametrize(
    ("amount", "mode", "said"),
    [
        (100, "直接委托", "不能用“直接委托”"),
        (100, "比选", "不能用“比选”"),
        (450, "直接委托", "应公开招标"),
        (450, "竞争性磋商", "财政部门批准"),
        (450, "单一来源", "财政部门批准"),
        (450, "直接委托、差额购买", "不能用“直接委托”"),
        (120, "公益创投", "不能代替法定采购方式"),
        (60, "公益创投", "上限 500,000 元"),
        (40, "抽签", "“抽签”不在常用名称中"),
    ],
)
def test_a_stated_mode_that_does_not_suit_is_told(amount, mode, said):
    assert any(said in text for text in hint(budget=wan(amount), purchase_mode=mode).warnings_zh)


@pytest.mark.parametrize("mode", ["竞争性磋商", "公开招标"])
def test_more_than_is_asked_for_is_allowed(mode):
    found = hint(budget=wan(40), purchase_mode=mode)
    assert found.warnings_zh == ()
    assert any("自愿采用" in text for text in found.notes_zh)


def test_T54c_a_venture_is_told_its_own_way_and_its_unconfirmed_cap():
    found = hint(budget=wan(10), purchase_mode="公益创投")
    assert found.warnings_zh == ()
    assert any("duijie venture" in text for text in found.notes_zh)
    assert any("500,000 元未经核对" in text for text in found.notes_zh)
    assert not any("venture" in text for text in hint(budget=wan(10)).notes_zh)


def test_no_mode_stated_names_the_usual_one():
    assert any("“竞争性磋商”" in text for text in hint(budget=wan(150)).notes_zh)


def test_unknown_budget_says_so_and_offers_nothing():
    found = hint(purchase_mode="询价")
    assert (found.level, found.methods, found.candidates) == (Level.UNKNOWN, (), None)
    assert found.years == ()
    assert "预算未定" in found.warnings_zh[0]
    nothing = hint(budget=wan(0))
    assert nothing.level is Level.UNKNOWN
    assert "预算为 0" in nothing.warnings_zh[0]


def test_a_range_counts_with_its_upper_end():
    found = hint(budget=wan(80, 120), purchase_mode="直接委托")
    assert found.level is Level.STATUTORY
    assert "区间" in found.warnings_zh[0]
    assert hint(budget=wan(50, 80), purchase_mode="直接委托").warnings_zh == ()


def test_unconfirmed_figures_are_told_until_they_are_confirmed():
    assert any("未经核对" in text for text in hint(budget=wan(40)).notes_zh)
    confirmed = replace(RULES, thresholds=(replace(RULES.thresholds[0], confirmed=True),))
    found = method_hint(need(budget=wan(40)), DAY, confirmed)
    assert not any("未经核对" in text for text in found.notes_zh)


def test_T54b_a_gap_purchase_counts_the_public_share():
    found = hint(budget=wan(110), self_raised_ratio=Decimal("0.1"), purchase_mode="比选、差额购买")
    assert found.budget.counted == 99 * WAN
    assert found.level is Level.BELOW
    assert found.warnings_zh == ()
    assert any(
        "财政资金 990,000 元" in text and "自筹 110,000 元" in text for text in found.notes_zh
    )
    assert any("按总预算判断会高一级" in text for text in found.notes_zh)


def test_T54b_the_stated_public_share_comes_before_the_ratio():
    found = hint(budget=wan(50), budget_public=45 * WAN, purchase_mode="差额购买")
    assert found.budget.counted == 45 * WAN
    assert found.warnings_zh == ()
    assert not any("高一级" in text for text in found.notes_zh)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"self_raised_ratio": Decimal("0.6")}, "60% 不在 0–50%"),
        ({"self_raised_ratio": Decimal("-0.1")}, "不在 0–50%"),
        ({"budget_public": 60 * WAN}, "多于总预算"),
        ({"budget_public": 40 * WAN, "self_raised_ratio": Decimal("0.1")}, "应为 450,000 元"),
        ({"purchase_mode": "差额购买"}, "没有财政资金数额或自筹比例"),
    ],
)
def test_T54b_shares_that_do_not_add_up_are_told(changes, said):
    assert any(said in text for text in hint(budget=wan(50), **changes).warnings_zh)


def test_T54b_half_self_raised_is_the_most():
    assert hint(budget=wan(50), self_raised_ratio=Decimal("0.5")).warnings_zh == ()


def test_price_shares_are_those_of_the_data():
    thresholds = RULES.in_force(DAY)
    assert price_share_zh("竞争性磋商", thresholds) == "价格分 10%–30%"
    assert price_share_zh("公开招标", thresholds) == "价格分不低于 10%"
    assert price_share_zh("单一来源", thresholds) == ""


def test_T52_each_year_of_a_multi_year_need_has_its_amount():
    found = hint(
        budget=wan(36),
        period=Period(start="2026-07", end="2028-06", months=24),
        continuity_conditions=(True,) * 4,
    )
    assert [(y.label_zh, y.months, y.amount) for y in found.years] == [
        ("2026年", 6, 9 * WAN),
        ("2027年", 12, 18 * WAN),
        ("2028年", 6, 9 * WAN),
    ]
    assert found.warnings_zh == ()


def test_T52_without_a_start_the_years_are_numbered():
    found = years_of(need(budget=wan(25), period=Period(months=25)))
    assert [(y.label_zh, y.months, y.amount) for y in found] == [
        ("第1年", 12, 12 * WAN),
        ("第2年", 12, 12 * WAN),
        ("第3年", 1, WAN),
    ]


def test_T52_a_month_belongs_to_the_year_in_which_it_begins():
    period = Period(start="2026-12-15", end="2027-12-14")
    found = years_of(need(budget=wan(12), period=period))
    assert [(y.label_zh, y.months) for y in found] == [("2026年", 1), ("2027年", 11)]


def test_T52_only_the_public_share_is_spread():
    found = years_of(
        need(budget=wan(24), self_raised_ratio=Decimal("0.5"), period=Period(months=24))
    )
    assert [y.amount for y in found] == [6 * WAN, 6 * WAN]


@given(
    cents=st.integers(1, 10**10),
    months=st.integers(1, 60),
    start=st.none() | st.dates(date(2020, 1, 1), date(2030, 12, 31)),
)
def test_T52_the_years_add_up_to_the_cent(cents, months, start):
    amount = Decimal(cents) / 100
    when = Period(start=None if start is None else start.isoformat(), months=months)
    found = years_of(need(budget=Money(amount, amount), period=when))
    assert sum(y.amount for y in found) == amount
    assert sum(y.months for y in found) == months
    assert all(1 <= y.months <= 12 for y in found)
    assert all(abs(y.amount - amount * y.months / months) <= Decimal("0.05") for y in found)


@pytest.mark.parametrize(
    ("period", "conditions", "said"),
    [
        (Period(months=12), (False,) * 4, None),
        (Period(months=13), (True, True, True, False), "年度预算能够保障"),
        (Period(months=36), (True,) * 4, None),
        (Period(months=37), (True,) * 4, "超过 36 个月"),
        (Period(open_ended=True), (True,) * 4, "长期"),
    ],
)
def test_T55_the_term_of_the_need_is_checked(period, conditions, said):
    found = hint(budget=wan(40), period=period, continuity_conditions=conditions)
    assert (found.warnings_zh == ()) is (said is None)
    assert said is None or said in found.warnings_zh[0]
