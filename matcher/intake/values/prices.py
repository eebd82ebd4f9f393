"""Reference prices: ``30-50元/小时``, ``1.2万元/项目``, ``800元/场（10场起）``, ``面议``, ``0``."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from ...model import Price
from ..cells import CellValue
from ..issues import Finding, Parsed
from .amounts import MAX_YUAN, read_amounts
from .findings import ask, error, info, unreadable, warn
from .marks import take_marks
from .numerals import without_thousands
from .synonyms import by_spelling
from .text import compact, is_empty, is_undecided, join_notes, quote, split_cell

_EXAMPLE = "“800元/场”或“1.2万元/项目”"
#: Spellings of one unit; other units stay as written.
_UNITS = by_spelling(
    {
        "项目": "项 个项目 project",
        "场": "场次",
        "人次": "人·次 人/次",
        "人": "位 名 个人",
        "户": "家 家庭",
        "小时": "时 钟头 h hour",
        "年": "整年 年度",
    }
)
_KNOWN = ("项目", "场", "人次", "户", "小时", "年", "人", "月", "天", "次", "课时")
_WORD = r"[\u4e00-\u9fff·/]{1,6}|h|hour|project"
_BEHIND = re.compile(rf"(.+?)(?:/|每|一)({_WORD})")
_BEFORE = re.compile(rf"(?:每|1|一)(?:个)?({'|'.join(_KNOWN)}|位|名|家庭|项|场次):?(.+)")
_FREE = re.compile(r"(?:全程|全部|公益)?(?:免费|无偿|公益|免收|不收费|零收费)(?:服务|提供|开展)?")


def parse_price(v: CellValue) -> Parsed[Price]:
    """Return the reference price of a cell in 元 and what it is the price of.

    0 and 免费 mean free of charge; 面议 gives no price but the remark. A price without 元 is read
    as 元 (docs/import-rules.md).
    """
    text = compact(v)
    if isinstance(v, (bool, date)):
        return Parsed(Price(), (unreadable("PRICE_UNREADABLE", "报价", v, _EXAMPLE),))
    if is_empty(text):
        return Parsed(Price())
    outside, notes = split_cell(v)
    if _FREE.fullmatch(outside):
        message = f"{quote(v)}按免费登记（价格 0 元）。"
        free = Price(Decimal("0.00"), Decimal("0.00"), "", join_notes(*notes))
        return Parsed(free, (info("PRICE_FREE", message),))
    if is_undecided(outside):
        return Parsed(Price(note=join_notes(outside, *notes)))
    clauses = re.split(r"[,;、。]", without_thousands(outside))
    extra = tuple(c for c in clauses[1:] if c)
    if any("元" in c and re.search("[0-9]", c) for c in extra):
        message = f"报价{quote(v)}里不止一个价格，没有采用；请只留一个，其余写入备注。"
        return Parsed(Price(), (ask("PRICE_SEVERAL", message),))
    return _one_price(v, clauses[0], (*extra, *notes))


def _one_price(v: CellValue, text: str, notes: tuple[str, ...]) -> Parsed[Price]:
    body, marks = take_marks(text)
    body, unit = _unit(body)
    body, more = take_marks(body)
    amounts = read_amounts(body, "元")
    if amounts is None:
        return Parsed(Price(), (unreadable("PRICE_UNREADABLE", "报价", v, _EXAMPLE),))
    if amounts.low < 0 or amounts.high < amounts.low or amounts.high >= MAX_YUAN:
        message = f"报价{quote(v)}是负数、前大后小或过大，没有采用；请核对。"
        return Parsed(Price(), (error("PRICE_RANGE", message),))
    price = Price(amounts.low, amounts.high, unit, join_notes(*marks, *more, *notes))
    return Parsed(price, _findings(v, price))


def _unit(text: str) -> tuple[str, str]:
    behind = _BEHIND.fullmatch(text)
    if behind is not None:
        return behind.group(1), _folded(behind.group(2))
    before = _BEFORE.fullmatch(text)
    if before is not None and read_amounts(take_marks(before.group(2))[0], "元") is not None:
        return before.group(2), _folded(before.group(1))
    return text, ""


def _folded(unit: str) -> str:
    return _UNITS.get(unit, unit)


def _findings(v: CellValue, price: Price) -> tuple[Finding, ...]:
    if price.high == 0:
        return (info("PRICE_FREE", f"{quote(v)}按免费登记（价格 0 元）。"),)
    if not price.unit:
        message = f"报价{quote(v)}没有写计价单位（每场、每小时、每项目 …），请补充。"
        return (warn("PRICE_UNIT_MISSING", message),)
    if price.unit not in _KNOWN:
        message = f"计价单位“{price.unit}”不常见，按原文保留，不能与预算换算。"
        return (warn("PRICE_UNIT_UNKNOWN", message),)
    return ()
