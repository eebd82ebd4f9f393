"""Arithmetic on partial dates (year, month or day precision), without a clock."""

from __future__ import annotations

import calendar
from datetime import date
from functools import lru_cache

from .model.base import PartialDate
from .model.organization import Rating

#: 社会组织评估管理办法 (民政部令第39号): a grade is valid for five years.
RATING_YEARS = 5


@lru_cache(maxsize=4096)  # the same few dates are asked for again and again
def first_day(value: PartialDate) -> date:
    """Return the earliest day that ``value`` may mean (``"2026"`` → 2026-01-01)."""
    parts = [int(p) for p in value.split("-")]
    year, month, day = (*parts, 1, 1)[:3]
    return date(year, month, day)


@lru_cache(maxsize=4096)
def last_day(value: PartialDate) -> date:
    """Return the latest day that ``value`` may mean (``"2026-02"`` → 2026-02-28)."""
    parts = [int(p) for p in value.split("-")]
    if len(parts) == 3:
        return date(*parts)
    year = parts[0]
    month = parts[1] if len(parts) == 2 else 12
    return date(year, month, calendar.monthrange(year, month)[1])


def months_between(start: PartialDate, end: PartialDate) -> int:
    """Return the months that a period touches, both ends counted (2026-03 … 2027-02 → 12).

    A period of whole days counts up to the day before the same date (03-05 … 12-31 → 10).
    """
    first, last = first_day(start), last_day(end)
    months = (last.year - first.year) * 12 + (last.month - first.month)
    return months + (1 if last.day >= first.day else 0)


def age_in_months(value: PartialDate, as_of: date) -> int:
    """Return the whole months from the last day of ``value`` to ``as_of``; never negative."""
    last = last_day(value)
    months = (as_of.year - last.year) * 12 + (as_of.month - last.month)
    if as_of.day < last.day and as_of.day != calendar.monthrange(as_of.year, as_of.month)[1]:
        months -= 1
    return max(0, months)


def rating_expired(rating: Rating, as_of: date) -> bool:
    """Return whether the stated validity is over on ``as_of``; no dates at all = not known to be.

    A start alone counts five years from its last possible day.
    """
    if rating.valid_to is not None:
        return last_day(rating.valid_to) < as_of
    start = rating.valid_from
    return start is not None and age_in_months(start, as_of) >= 12 * RATING_YEARS
