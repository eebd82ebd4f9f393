"""Typed values → the texts that the value rules of the import read back as the same values.

Inverse of :mod:`matcher.intake.values`; a value that has no text (None without a remark) is None,
which the import takes for "not stated" and never for zero (docs/import-rules.md).
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from ..intake.values.marks import take_marks
from ..model import (
    AnnualCheck,
    Labelled,
    Money,
    PartialDate,
    Period,
    Price,
    Quantity,
    Rating,
    ServiceArea,
)


def format_decimal(value: Decimal) -> str:
    """Return the shortest plain writing (``125000``, ``0.5``), never with an exponent."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def format_yuan(value: Decimal | None) -> str | None:
    """Return an amount with its unit, so that no header unit can be applied to it."""
    return None if value is None else f"{format_decimal(value)}元"


def format_money(value: Money) -> str | None:
    """Return ``125000元``, ``50000-80000元``, ``约100000元``, ``60000元（含税）``, ``待定``."""
    return _amount(_span(value.low, value.high), "元", value.note)


def format_price(value: Price) -> str | None:
    """Return ``30-50元/小时``, ``800元/场（10场起）``, ``0元`` (free of charge), ``面议``."""
    per = f"/{value.unit}" if value.unit else ""
    return _amount(_span(value.low, value.high), f"元{per}", value.note)


def format_quantity(value: Quantity) -> str | None:
    """Return ``300``, ``约200人次``, ``200余``, ``100-150人``, ``若干``."""
    low = None if value.low is None else Decimal(value.low)
    high = None if value.high is None else Decimal(value.high)
    return _amount(_span(low, high), value.unit, value.note)


def format_staff(full: int | None, note: str) -> str | int | None:
    """Return the head count with its remark: ``3``, ``3（另有兼职）``, ``若干``."""
    if full is not None and not note:
        return full
    return _amount("" if full is None else str(full), "", note)


def format_date(value: PartialDate | None, note: str = "") -> str | None:
    """Return a year as ``2011年``, anything finer in ISO 8601; remarks as ``约`` or in brackets."""
    parts = _parts(note)
    if value is None:
        return _words(parts)
    about = "约" if "约" in parts else ""
    text = f"{value}年" if len(value) == 4 else value
    return about + text + bracketed(part for part in parts if part != about)


def format_period(value: Period) -> str | None:
    """Return ``2026-03至2027-02``, ``12个月``, ``长期``, ``2026-03起``; remarks in brackets."""
    parts = _parts(value.note)
    if value.start and value.end:
        text = f"{value.start}至{value.end}"
    elif value.open_ended:
        text = f"{value.start}至长期" if value.start else "长期"
    elif value.start and value.months is not None:
        text = f"{value.start}起{value.months}个月"
    elif value.start:
        # A bare year would be read as the whole year; 起 says that it is a start.
        onwards = "起" if "起" in parts else ""
        text = f"{value.start}{onwards}"
        parts = [part for part in parts if part != onwards]
    elif value.end:
        text = f"至{value.end}"
    elif value.months is not None:
        text = f"{value.months}个月"
    else:
        return _words(parts)
    return text + bracketed(parts)


def format_rating(value: Rating) -> str | None:
    """Return the grade with its remarks, and the month it was given when no end is known.

    ``未评`` for an unrated organization: neutral, not zero (docs/ranking.md).
    """
    if value.grade is None:
        return "未评"
    given = value.valid_from if value.valid_to is None else None
    return value.grade + bracketed([*([given] if given else []), *_parts(value.note)])


def format_validity(value: Rating) -> str | None:
    """Return the validity ``2023至2028`` or ``至2027-06``; None when no end is known."""
    return None if value.valid_to is None else f"{value.valid_from or ''}至{value.valid_to}"


def format_annual_checks(checks: Iterable[AnnualCheck], year: int) -> str | None:
    """Return the results of one year; a filed report is named as such, it is no passed check."""
    texts = [
        check.result
        if check.kind == "年检" or check.result.startswith(check.kind)
        else f"{check.kind}{check.result}"
        for check in checks
        if check.year == year
    ]
    return "；".join(texts) or None


def format_area(value: ServiceArea) -> str | None:
    """Return ``全市``, ``全国`` or the districts; an area that nobody could read as written."""
    parts = _parts(value.note)
    if value.districts:
        return "、".join(value.districts) + bracketed(parts)
    return value.note or None if value.scope == "区" else value.scope + bracketed(parts)


def format_labelled(values: Iterable[Labelled]) -> tuple[str, ...]:
    """Return labels with their remarks in brackets: ``困境儿童（含孤儿）``."""
    return tuple(v.label + (f"（{v.note}）" if v.note else "") for v in values)


def format_flag(value: bool) -> str:
    """Return 是 or 否."""
    return "是" if value else "否"


def format_number(value: float) -> float | int:
    """Return a whole number without a decimal point, as a person would write it."""
    return int(value) if float(value).is_integer() else value


def _span(low: Decimal | None, high: Decimal | None) -> str:
    if low is None:
        return "" if high is None else format_decimal(high)
    first = format_decimal(low)
    return first if high is None or high == low else f"{first}-{format_decimal(high)}"


def _amount(figure: str, unit: str, note: str) -> str | None:
    """Return figure, unit and remarks, each remark where the rules look for it."""
    parts = _parts(note)
    if not figure:
        return _words(parts)
    before = [part for part in parts if _is_mark(f"{part}1", part)]
    inside = [part for part in parts if part not in before and _is_mark(f"1{part}万", part)]
    behind = [p for p in parts if p not in (*before, *inside) and _is_mark(f"1{p}", p)]
    rest = [part for part in parts if part not in (*before, *inside, *behind)]
    marked = "".join((*before, figure, *inside, unit, *behind))
    return marked + bracketed(rest)


def _parts(note: str) -> list[str]:
    return [part for part in note.split("；") if part]


def _words(parts: list[str]) -> str | None:
    """Return a cell that says only why there is no value: ``待定（下月报）``."""
    return parts[0] + bracketed(parts[1:]) if parts else None


def _is_mark(text: str, word: str) -> bool:
    """Return whether the rules take ``word`` out of ``text`` as a mark of uncertainty."""
    return take_marks(text)[1] == (word,)


def bracketed(notes: Iterable[str]) -> str:
    """Return remarks, each in brackets of its own."""
    return "".join(f"（{note}）" for note in notes)
