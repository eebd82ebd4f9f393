"""Money cells: ``１２．５万元``, ``拾贰万伍仟``, ``5-8万``, ``约10万``, ``待定`` → 元.

The unit in the cell wins over the unit of the header. A figure that only makes sense in another
unit than its header's is asked about, never corrected (五(二): the budget is what may be spent).
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from ...model import Money
from ..cells import CellValue
from ..issues import Finding, Parsed
from .amounts import MAX_YUAN, Amounts, read_amounts
from .findings import ask, error, info, unreadable, warn
from .marks import take_marks
from .numerals import chinese_number
from .text import (
    compact,
    is_empty,
    is_undecided,
    join_notes,
    light_text,
    normal_text,
    quote,
    split_cell,
)

_EXAMPLE = "“12.5万元”或“125000元”"
#: What one need of a street costs, roughly; outside of it somebody should look, not the program.
USUAL_LOW, USUAL_HIGH = Decimal(5_000), Decimal(5_000_000)
#: A bare figure of that many 元 under a header in 万元 was meant in 元 (120000 → 12 亿).
_SURELY_YUAN = 1000
#: A bare figure below, under 元 or no unit at all, was meant in 万元.
_SURELY_WAN = 500
_SEVERAL = re.compile(r"[+,、;。]|和|其中")
_PER = re.compile(r"/|每|单价|人均|×|\*|(?<=[0-9元])x(?=[0-9])")
_RATE = re.compile(
    r"(?:每(?P<before>[人户场次件份个天月年课]次?|小时)|单价:?|人均)?(?P<price>[0-9.]+)(?P<scale>万?)元?"
    r"(?:(?:/|每)(?P<after>[\u4e00-\u9fff]{1,3}))?"
    r"(?:[,;、]?(?:共|计|合计|总共|×|\*|x)(?P<count>[0-9]+)(?P<unit>[\u4e00-\u9fff]{0,2}))?"
)


def parse_money(v: CellValue, unit: str = "") -> Parsed[Money]:
    """Return the amount of a cell in 元; ``unit`` is the unit of its header (万元, 元 …) or ``""``.

    ``待定`` gives no amount but the remark; a price with a count gives no total but a proposal
    (docs/import-rules.md).
    """
    text = compact(v)
    if isinstance(v, (bool, date)):
        return Parsed(Money(), (unreadable("MONEY_UNREADABLE", "金额", v, _EXAMPLE),))
    outside, notes = split_cell(v)
    if is_empty(text):
        return Parsed(Money())
    if is_undecided(outside):
        message = f"金额写为{quote(v)}，记为未定；定下来之前不得发布（五(二)）。"
        return Parsed(Money(note=join_notes(outside, *notes)), (warn("MONEY_UNDECIDED", message),))
    body, marks = take_marks(outside)
    amounts = read_amounts(body, unit)
    if amounts is None:
        return _not_one_amount(v, outside)
    refusal = _impossible(v, amounts) or _implausible(v, amounts, unit)
    if refusal is not None:
        return Parsed(Money(), (refusal,))
    note = join_notes(*marks, *notes)
    return Parsed(Money(amounts.low, amounts.high, note), _remarks(v, amounts, marks))


def _impossible(v: CellValue, amounts: Amounts) -> Finding | None:
    if amounts.low < 0 or amounts.high < 0:
        return error("MONEY_NEGATIVE", f"金额{quote(v)}是负数，没有采用；请核对。")
    if amounts.high < amounts.low:
        message = f"金额区间{quote(v)}前大后小，没有采用，也不自动对调；请核对。"
        return error("MONEY_RANGE", message)
    if amounts.high >= MAX_YUAN:
        return error("MONEY_TOO_LARGE", f"金额{quote(v)}超出可能的范围，没有采用；请核对单位。")
    return None


def _implausible(v: CellValue, amounts: Amounts, unit: str) -> Finding | None:
    """Return the question about a bare figure that its header's unit makes absurd."""
    raw = amounts.raw
    if raw is None or raw == 0:
        return None
    if unit in ("万元", "百万元", "亿元") and amounts.high > USUAL_HIGH and raw >= _SURELY_YUAN:
        message = (
            f"表头单位是“{unit}”，{quote(v)}合 {_plain(amounts.high)} 元，明显不合理。是否为元？"
            f"若是，请确认为 {_plain(raw)} 元。"
        )
        return ask("MONEY_UNIT", message, f"{_plain(raw)}元")
    if unit in ("", "元") and raw < _SURELY_WAN:
        stated = f"表头单位是“{unit}”" if unit else "表头和单元格都没有写单位"
        message = f"{stated}，{quote(v)}只有 {_plain(raw)} 元，明显偏小。是否为万元？"
        return ask("MONEY_UNIT", message, f"{_plain(raw)}万元")
    return None


def _remarks(v: CellValue, amounts: Amounts, marks: tuple[str, ...]) -> tuple[Finding, ...]:
    found: list[Finding] = []
    if marks:
        message = (
            f"{quote(v)}不是确数，按 {_plain(amounts.high)} 元登记，附注“{'、'.join(marks)}”。"
        )
        found.append(info("MONEY_APPROXIMATE", message))
    if amounts.high and not USUAL_LOW <= amounts.high <= USUAL_HIGH:
        message = f"金额 {_plain(amounts.high)} 元不在常见范围（0.5 万–500 万元）内，请核对单位。"
        found.append(warn("MONEY_UNUSUAL", message))
    return tuple(found)


def _not_one_amount(v: CellValue, text: str) -> Parsed[Money]:
    rate = _RATE.fullmatch(text) if _PER.search(text) else None
    if rate is not None:
        return _rate(v, rate)
    whole = light_text(v) if isinstance(v, str) else normal_text(v)
    if re.search(r"[0-9一二三四五六七八九十]", text) and (
        _SEVERAL.search(text) or _PER.search(text)
    ):
        message = f"{quote(v)}里不止一个数，不猜总额，原文记入附注；请写明总额。"
        return Parsed(Money(note=whole), (ask("MONEY_SEVERAL", message),))
    return Parsed(Money(), (unreadable("MONEY_UNREADABLE", "金额", v, _EXAMPLE),))


def _rate(v: CellValue, rate: re.Match[str]) -> Parsed[Money]:
    """Return no total, but unit price and count as remark and their product as the proposal."""
    price = chinese_number(rate["price"])
    if price is None:
        return Parsed(Money(), (unreadable("MONEY_UNREADABLE", "金额", v, _EXAMPLE),))
    price *= 10**4 if rate["scale"] else 1
    per = rate["before"] or rate["after"] or rate["unit"] or ""
    note = f"单价{_plain(price)}元" + (f"/{per}" if per else "")
    proposal = None
    if rate["count"] and len(rate["count"]) <= 9:
        count = int(rate["count"])
        note += f"，数量{count}{rate['unit'] or per}"
        proposal = f"{_plain(price * count)}元"
    hint = f"；按单价乘数量是 {proposal}，请确认" if proposal else "；请写明总额"
    message = f"{quote(v)}是单价写法，不猜总额，单价和数量记入附注{hint}。"
    return Parsed(Money(note=note), (ask("MONEY_RATE", message, proposal),))


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
