"""Satisfaction (满意度) in percent: ``98.5％``, ``97``, ``4.8/5``; ``0.97`` is asked about."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from ..cells import CellValue
from ..issues import Finding, Parsed
from .findings import ask, error, info, unreadable
from .marks import take_marks
from .numerals import chinese_number
from .text import is_empty, is_undecided, quote, split_cell

_WORDS = re.compile(r"(?:非常|很|较|比较|基本|不|一般)?满意|一般")
_OF = re.compile(r"(.+)/([0-9]{1,4})")
_EXAMPLE = "“98.5%”"


def parse_satisfaction(v: CellValue) -> Parsed[float | None]:
    """Return the satisfaction in percent, 0–100 (五(七)); words give no figure."""
    outside, _ = split_cell(v)
    if isinstance(v, (bool, date)):
        return Parsed(None, (unreadable("SATISFACTION_UNREADABLE", "满意度", v, _EXAMPLE),))
    if is_empty(outside) or is_undecided(outside):
        return Parsed(None)
    if _WORDS.fullmatch(outside):
        message = f"满意度{quote(v)}没有数字，不换算、不编造；请填百分数。"
        return Parsed(None, (ask("SATISFACTION_WORD", message),))
    body, marks = take_marks(outside)
    percent = body.endswith(("%", "分")) or body.startswith("百分之")
    number, full = body.removeprefix("百分之").rstrip("%分"), Decimal(100)
    divided = _OF.fullmatch(number)
    if divided is not None and int(divided.group(2)) > 0:
        number, full, percent = divided.group(1), Decimal(divided.group(2)), True
    value = chinese_number(number)
    if value is None:
        return Parsed(None, (unreadable("SATISFACTION_UNREADABLE", "满意度", v, _EXAMPLE),))
    if value < 0 or value > full:
        message = f"满意度{quote(v)}不在 0–100% 之间，没有采用；请核对。"
        return Parsed(None, (error("SATISFACTION_RANGE", message),))
    if not percent and 0 < value <= 1:
        proposal = f"{(value * 100).normalize():f}%"
        message = f"满意度{quote(v)}是小数写法，是否为 {proposal}？请确认。"
        return Parsed(None, (ask("SATISFACTION_FRACTION", message, proposal),))
    found: tuple[Finding, ...] = ()
    if marks:
        found = (info("SATISFACTION_APPROXIMATE", f"满意度{quote(v)}不是确数，请核对。"),)
    return Parsed(round(float(value / full * 100), 4), found)
