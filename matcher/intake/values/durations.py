"""Durations in months: ``12个月``, ``一年``, ``一年半``, ``半年``, ``90天`` (rounded up).

``12月`` is no duration: it may be December.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from .numerals import chinese_number

_N = r"[0-9.]{1,6}|[一二两三四五六七八九十百]{1,4}"
_ALL_YEAR = re.compile(r"全年|整年|一整年|半年")
_YEARS = re.compile(rf"({_N})(?:周|整|个)?年(半)?(?:零?({_N})个?月)?")
_MONTHS = re.compile(rf"({_N})个(半)?月(半)?")
_DAYS = re.compile(rf"({_N})个?(天|日|周|星期|季度|工作日)")
_TRIM = re.compile(r"^(?:为期|期限|共计|共|合计|不超过|最长)+|(?:内|以内|之内|完成|期|时间)+$")
#: Days of a month, counted short so that a term given in days is never understated.
_DAYS_PER = {"天": 30.0, "日": 30.0, "周": 30.0 / 7, "星期": 30.0 / 7, "工作日": 21.0}


@dataclass(frozen=True, slots=True)
class Duration:
    """Whole months (rounded up), and the text when that lost something."""

    months: int
    note: str = ""


def read_duration(text: str) -> Duration | None:
    """Return the duration that a compact text writes, or None."""
    body = _TRIM.sub("", text)
    if _ALL_YEAR.fullmatch(body):
        return Duration(6 if body == "半年" else 12)
    years = _YEARS.fullmatch(body)
    if years is not None:
        return _months(text, 12.0, years.group(1), 6 if years.group(2) else 0, years.group(3))
    months = _MONTHS.fullmatch(body)
    if months is not None:
        half = 0.5 if months.group(2) or months.group(3) else 0.0
        return _months(text, 1.0, months.group(1), half, None)
    days = _DAYS.fullmatch(body)
    if days is not None:
        if days.group(2) == "季度":
            return _months(text, 3.0, days.group(1), 0, None)
        return _months(text, 1 / _DAYS_PER[days.group(2)], days.group(1), 0, None)
    return None


def _months(text: str, each: float, count: str, extra: float, more: str | None) -> Duration | None:
    number, rest = chinese_number(count), chinese_number(more) if more else None
    if number is None or (more and rest is None) or number > 1000:
        return None
    exact = float(number) * each + extra + float(rest or 0)
    if exact <= 0 or (each == 12.0 and number >= 100):
        return None  # 2026年 is a year, not a duration
    months = math.ceil(exact - 1e-9)
    return Duration(months, text if months != exact else "")
