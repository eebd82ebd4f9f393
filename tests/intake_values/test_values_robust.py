"""No value rule may raise, whatever a cell holds; each is a pure function of its arguments."""

from datetime import UTC, date, datetime
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.intake import values
from matcher.intake.issues import Parsed

TODAY = date(2026, 3, 1)
RULES = {
    "money": partial(values.parse_money, unit="万元"),
    "money_bare": values.parse_money,
    "price": values.parse_price,
    "quantity": values.parse_quantity,
    "count": values.parse_count,
    "sample": values.parse_sample,
    "staff": values.parse_staff,
    "date": partial(values.parse_date, today=TODAY, not_after=TODAY),
    "period": partial(values.parse_period, today=TODAY),
    "list": values.split_list,
    "uscc": values.parse_uscc,
    "rating": lambda v: values.parse_rating(v, v, TODAY),
    "validity": lambda v: values.parse_rating("4A", v, TODAY),
    "checks": partial(values.parse_annual_checks, year=None),
    "score": values.parse_score,
    "score_thousand": partial(values.parse_score, scale=1000),
    "satisfaction": values.parse_satisfaction,
    "evaluator": values.parse_evaluator,
    "area": values.parse_area,
    "phone": values.parse_phone,
    "need_code": values.parse_need_code,
    "purchase_mode": values.parse_purchase_mode,
    "funding_source": values.parse_funding_source,
}
WORDS = (
    "0 1 2 5 9 12 2026 20260305 44260 5A A a . , 、 ， - — ～ / ／ : ： ( ) （ ） 《 》 【 ％ %"
    " ★ ☆ + × ¥ 元 万 亿 千 百 十 拾 贰 二 〇 年 月 日 号 季度 第 上半年 下半年 至 到 起 止 次年 约"
    " 余 左右 以上 每 共 场 人 人次 户 小时 项目 兼 专 合格 不合格 年报 已报送 优 良 差 免评 第三方"
    " 自评 全市 海淀 区 除 外 长期 个月 天 半 合同 签订 转 e E+17 nan inf"
)
PIECES = [*WORDS.split(), " ", "　", "\n", "\u200b", "\ud800", "½", "²", "①", "٣", "𝟗"]
texts = st.one_of(st.text(max_size=40), st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
cells = st.one_of(
    texts,
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.floats(0, 100_000).map(lambda x: round(x, 1)),
    st.dates(),
    st.datetimes(),
)


@pytest.mark.parametrize("name", RULES)
@given(cell=cells)
def test_no_rule_raises_and_all_repeat_themselves(name, cell):
    parsed = RULES[name](cell)
    assert isinstance(parsed, Parsed)
    assert RULES[name](cell) == parsed
    for finding in parsed.findings:
        assert finding.code.isascii()
        assert finding.message_zh[-1] in "。？"


@pytest.mark.parametrize("name", RULES)
@pytest.mark.parametrize(
    "cell",
    ["9" * 5000, "（" * 2000, "-" * 5000, "年" * 3000, "一" * 3000, "a" * 5000, "1-" * 2000,
     "、" * 3000, " " * 5000, "1e999", "9" * 15 + "亿", 10**5000, -(10**400), float("inf"),
     date.min, datetime(9999, 12, 31, tzinfo=UTC)],
    ids=lambda cell: str(cell)[:8] if isinstance(cell, str) else type(cell).__name__,
)  # fmt: skip
def test_extremes_do_not_raise(name, cell):
    assert isinstance(RULES[name](cell), Parsed)


@given(texts)
def test_texts_and_masks_are_idempotent(text):
    folded = values.normal_text(text)
    assert values.normal_text(folded) == folded
    masked = values.mask_phone(text)
    assert values.mask_phone(masked) == masked
    number = values.chinese_number(text)
    assert number is None or number.is_finite()


@given(texts)
def test_a_refused_value_is_never_half_taken(text):
    for name in ("money", "quantity", "date", "period", "uscc"):
        parsed = RULES[name](text)
        if any(f.severity.value == "error" for f in parsed.findings):
            empty = RULES[name](None).value
            taken = parsed.value.code if name == "uscc" else parsed.value
            assert taken == (None if name == "uscc" else empty)
