"""Typed values → the texts that the value rules of the import read back as the same values.

Inverse of :mod:`matcher.intake.values`; a value that has no text (None without a remark) is None,
which the import takes for "not stated" and never for zero (docs/import-rules.md).
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

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

#: Remarks that stand before the figure, and those that stand right behind it.
_BEFORE = ("约", "大约", "近", "不超过", "不少于", "至少", "最多")
_BEHIND = ("余", "多", "左右", "以上", "以内", "以下")


def format_decimal(value: Decimal) -> str:
    """Return the shortest plain writing (``125000``, ``0.5``), never with an exponent."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def format_yuan(value: Decimal | None) -> str | None:
    """Return an amount with its unit, so that no header unit can be applied to it."""
    return None if value is None else f"{format_decimal(value)}元"


def format_money(value: Money) -> str | None:
    """Return ``125000元``, ``50000-80000元``, ``约100000元``, ``60000元（含税）``, ``待定``."""
    figure = _span(value.low, value.high)
    return _noted(figure and f"{figure}元", value.note)


def format_price(value: Price) -> str | None:
    """Return ``30-50元/小时``, ``800元/场（10场起）``, ``0元`` (free of charge), ``面议``."""
    figure = _span(value.low, value.high)
    per = f"/{value.unit}" if value.unit else ""
    return _noted(figure and f"{figure}元{per}", value.note)


def format_quantity(value: Quantity) -> str | None:
    """Return ``300``, ``约200人次``, ``200余``, ``100-150人``, ``若干``."""
    low = None if value.low is None else Decimal(value.low)
    high = None if value.high is None else Decimal(value.high)
    figure = _span(low, high)
    if figure and value.note in _BEHIND:
        return f"{figure}{value.note}{value.unit}"
    return _noted(figure and f"{figure}{value.unit}", value.note)


def format_date(value: PartialDate | None, note: str = "") -> str | None:
    """Return a year as ``2011年``, anything finer in ISO 8601; ``约2011年`` with that remark."""
    if value is None:
        return note or None
    text = f"{value}年" if len(value) == 4 else value
    return f"{note}{text}" if note in _BEFORE else text


def format_period(value: Period) -> str | None:
    """Return ``2026-03至2027-02``, ``12个月``, ``长期``, a start alone; the note goes apart."""
    if value.start and value.end:
        return f"{value.start}至{value.end}"
    if value.open_ended:
        return f"{value.start}至长期" if value.start else "长期"
    if value.start:
        months = f"起{value.months}个月" if value.months is not None else ""
        return f"{value.start}{months}"
    if value.end:
        return f"至{value.end}"
    return None if value.months is None else f"{value.months}个月"


def format_rating(value: Rating) -> str | None:
    """Return the grade, with the year or month it was given when no end is known.

    ``未评`` for an unrated organization: neutral, not zero (docs/ranking.md).
    """
    if value.grade is None:
        return value.note or "未评"
    if value.valid_from and not value.valid_to:
        return f"{value.grade}（{value.valid_from}）"
    return value.grade


def format_validity(value: Rating) -> str | None:
    """Return the validity ``2023至2028`` or ``至2027-06``; None when no end is known."""
    if value.valid_to is None:
        return None
    return f"{value.valid_from or ''}至{value.valid_to}"


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
    """Return ``全市``, ``全国`` or the districts; an unreadable area as it was written."""
    if value.districts:
        return "、".join(value.districts)
    return value.note or value.scope


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


def _noted(figure: str, note: str) -> str | None:
    if not figure:
        return note or None
    if not note:
        return figure
    return f"{note}{figure}" if note in _BEFORE else f"{figure}（{note}）"
