"""Amounts of 元 inside a cell: one figure or a range, with the unit that the cell itself states."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from .numerals import chinese_number

_UNIT_SCALES = {"千元": 10**3, "万元": 10**4, "百万元": 10**6, "亿元": 10**8}
_CENT = Decimal("0.01")
#: decimal(14, 2) of the store.
MAX_YUAN = Decimal(10**12)
_PREFIX = re.compile(
    r"^(?:人民币|rmb|cny|¥|(?:预算|资金|金额|总额|总价|共计|合计|总计|共|计)(?:为|约)?:?)+"
)
_CURRENCY = re.compile("人民币|rmb|cny|¥")
_SUFFIX = re.compile(r"(?:人民币|rmb|整|正)+$")
_YUAN = re.compile(r"^(.*?)(?:元|圆|块钱|块)$")
_CENTS = re.compile(
    r"^(.*?)(?:元|圆|块)(?:零|0)?(?:([0-9一二三四五六七八九壹贰叁肆伍陆柒捌玖])角)?"
    r"(?:([0-9一二三四五六七八九壹贰叁肆伍陆柒捌玖])分)?$"
)
_SCALE_TAIL = re.compile(r"[万萬千仟百佰亿億]+(?:元|圆|块)?$")
#: From here on a bare lower end was written out in 元 (``5000-2万``), not in the upper end's unit.
_WRITTEN_OUT = 1000
_RANGE = re.compile(r"(.+?)(?:-|至|到)(.+)")


@dataclass(frozen=True, slots=True)
class Amounts:
    """Both ends in 元, two decimals; ``raw`` is the bare figure when the cell states no unit."""

    low: Decimal
    high: Decimal
    raw: Decimal | None = None


def read_amounts(text: str, unit: str) -> Amounts | None:
    """Return the figure or range of a compact text without remarks, or None when it is neither.

    ``unit`` (元 or 万元 … of the header) applies only to a figure without its own unit.
    """
    yuan = _CURRENCY.search(text) is not None
    text = _clean(text)
    single = _amount(text)
    if single is not None:
        own = (single[0], single[1] or yuan)
        return _scaled(own, own, unit)
    split = _RANGE.fullmatch(text)
    if split is None:
        return None
    left, right = _clean(split.group(1)), _clean(split.group(2))
    high, low = _amount(right), _amount(left)
    if high is None or low is None:
        return None
    tail = _SCALE_TAIL.search(right)
    if tail and not low[1]:
        lifted = _amount(left + tail.group())
        if lifted is not None and (lifted[0] <= high[0] or low[0] < _WRITTEN_OUT):
            low = lifted
    if yuan or high[1]:
        low, high = (low[0], True), (high[0], True)
    return _scaled(low, high, unit)


def _clean(text: str) -> str:
    return _SUFFIX.sub("", _PREFIX.sub("", text))


def _amount(text: str) -> tuple[Decimal, bool] | None:
    """Return the figure of ``text`` and whether it states its own unit."""
    body = text.replace("w", "万") if re.fullmatch(r"[0-9.,]+w元?", text) else text
    cents = _CENTS.match(body)
    fraction = Decimal(0)
    stated = False
    if cents is not None:
        stated = True
        body = cents.group(1)
        for place, digit in (("0.1", cents.group(2)), ("0.01", cents.group(3))):
            value = chinese_number(digit) if digit else None
            fraction += Decimal(place) * (value or Decimal(0))
    number = chinese_number(body)
    if number is None:
        return None
    scaled = re.search("[万萬千仟百佰亿億]", body) is not None
    return number + fraction, stated or scaled


def _scaled(low: tuple[Decimal, bool], high: tuple[Decimal, bool], unit: str) -> Amounts:
    scale = _UNIT_SCALES.get(unit, 1)
    ends = [value if own else value * scale for value, own in (low, high)]
    raw = None if low[1] or high[1] else high[0]
    return Amounts(_rounded(ends[0]), _rounded(ends[1]), raw)


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(_CENT, ROUND_HALF_UP) if abs(value) < 10**18 else value
