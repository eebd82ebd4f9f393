"""Thresholds as dated data: which are in force, and what a district may not write."""

from datetime import date
from decimal import Decimal
from importlib import resources

import pytest

from matcher.errors import InvalidInput
from matcher.procurement import lint_rules, load_rules, rules_from_toml

SHIPPED = resources.files("matcher").joinpath("data/procurement.toml").read_text(encoding="utf-8")
PERIOD = """
[[thresholds]]
effective_from = {start}
{end}
limit = {limit}
open_tender = {tender}
price_share_tender = [0.10, 1.00]
price_share_consultation = [0.10, 0.30]
source = "某文件"
confirmed = true
"""
VENTURE = """
[venture]
applications_per_organization = 2
project_cap = 500000
source = "某公告"
confirmed = true
"""


def period(start, end=None, limit="1000000", tender="4000000"):
    ended = "" if end is None else f"effective_to = {end}"
    return PERIOD.format(start=start, end=ended, limit=limit, tender=tender)


def test_T54a_the_shipped_figures_are_marked_as_unconfirmed():
    rules = load_rules()
    found = rules.in_force(date(2026, 3, 1))
    assert (found.limit, found.open_tender) == (Decimal(1000000), Decimal(4000000))
    assert found.price_share_tender[0] == Decimal("0.10")
    assert found.price_share_consultation == (Decimal("0.10"), Decimal("0.30"))
    assert not found.confirmed
    assert not rules.venture.confirmed
    assert rules.venture.applications_per_organization == 2
    assert lint_rules(SHIPPED) == ()


@pytest.mark.parametrize(
    ("day", "limit"),
    [
        (date(2020, 1, 1), 500000),
        (date(2022, 12, 31), 500000),
        (date(2023, 1, 1), 1000000),
        (date(2030, 1, 1), 1000000),
    ],
)
def test_the_thresholds_of_the_day_count(day, limit):
    # Written out of order, and the older ones without an end.
    rules = rules_from_toml(period("2023-01-01") + period("2020-01-01", limit="500000") + VENTURE)
    assert rules.in_force(day).limit == limit


def test_a_day_without_thresholds_is_said():
    rules = rules_from_toml(period("2020-01-01", "2021-12-31") + VENTURE)
    for day in (date(2019, 12, 31), date(2022, 1, 1)):
        with pytest.raises(InvalidInput, match=str(day)):
            rules.in_force(day)
    assert rules.in_force(date(2021, 12, 31)).limit == 1000000


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (period("2020-01-01") + period("2020-01-01") + VENTURE, "重叠"),
        (period("2020-01-01", "2023-06-30") + period("2023-01-01") + VENTURE, "重叠"),
        (period("2020-01-01", "2023-01-01") + period("2023-01-01") + VENTURE, "重叠"),
        (period("2020-01-01", limit="4000000") + VENTURE, "写反"),
        (period("2020-01-01", "2020-12-31") + period("2022-01-01") + VENTURE, "没有限额"),
        (period("2020-01-01", "2019-12-31") + VENTURE, "早于生效日期"),
        (period("2020-01-01", limit="-5") + VENTURE, "须大于 0"),
        (period("2020-01-01", limit="0") + VENTURE, "须大于 0"),
        (period("2020-01-01", limit="5000000") + VENTURE, "写反"),
        (period("2020-01-01", limit='"100万"') + VENTURE, "须是数字"),
        (period("2020-01-01", limit="nan") + VENTURE, "须是数字"),
        (period("2020-01-01", limit="true") + VENTURE, "须是数字"),
        (period('"2020-01-01"') + VENTURE, "须是日期"),
        (period("2020-01-01T08:00:00") + VENTURE, "须是日期"),
        (period("2020-01-01").replace("limit = 1000000\n", "") + VENTURE, "缺“limit”"),
        (period("2020-01-01").replace("limit", "limits", 1) + VENTURE, "不认识的项目“limits”"),
        (period("2020-01-01").replace("0.30]", "1.30]") + VENTURE, "[最低, 最高]"),
        (period("2020-01-01").replace("[0.10, 0.30]", "0.3") + VENTURE, "[最低, 最高]"),
        (period("2020-01-01").replace("confirmed = true", "confirmed = 1") + VENTURE, "true"),
        (period("2020-01-01").replace('"某文件"', '" "') + VENTURE, "须写明文字"),
        (period("2020-01-01"), "缺“venture”"),
        (VENTURE, "缺“thresholds”"),
        ("thresholds = []\n" + VENTURE, "一段限额也没有"),
        ("thresholds = 3\n" + VENTURE, "[[thresholds]]"),
        ("venture = 3\n" + period("2020-01-01"), "[venture]"),
        (period("2020-01-01") + VENTURE.replace("= 2", "= 0"), "不小于 1"),
        (period("2020-01-01") + VENTURE.replace("500000", "-1"), "须大于 0"),
        ("这不是 TOML", "格式有误"),
    ],
)
def test_what_cannot_be_used_is_said_and_refused(text, said):
    assert any(said in finding for finding in lint_rules(text)), lint_rules(text)
    with pytest.raises(InvalidInput) as raised:
        rules_from_toml(text)
    assert said in raised.value.message_zh
    assert [p.message_zh for p in raised.value.problems] == list(lint_rules(text))


def test_two_periods_that_meet_are_sound():
    text = period("2020-01-01", "2022-12-31") + period("2023-01-01") + VENTURE
    assert lint_rules(text) == ()


def test_all_findings_are_told_at_once():
    text = period("2020-01-01", limit="-5") + period("2021-01-01", tender="0") + VENTURE
    findings = lint_rules(text)
    assert [f[:7] for f in findings] == ["第 1 段限额", "第 2 段限额"]


def test_a_district_uses_its_own_copy(tmp_path):
    own = tmp_path / "本区限额.toml"
    own.write_text(SHIPPED.replace("limit = 1000000", "limit = 500000"), encoding="utf-8-sig")
    assert load_rules(own).in_force(date(2026, 3, 1)).limit == 500000
    own.write_text(SHIPPED, encoding="gb18030")
    with pytest.raises(InvalidInput, match="UTF-8"):
        load_rules(own)
    with pytest.raises(InvalidInput, match=r"没有\.toml"):
        load_rules(tmp_path / "没有.toml")
