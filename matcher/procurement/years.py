"""The year that a need is asked in and bought in."""

from __future__ import annotations

import re

from ..dates import first_day
from ..model import Need

_YEAR_IN_CODE = re.compile(r"(?:^|\D)(20\d\d)(?:\D|$)")
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")


def year_of(need: Need) -> int | None:
    """Return the year a need belongs to: of its period's start, else the year in its code."""
    if need.period.start is not None:
        return first_day(need.period.start).year
    found = _YEAR_IN_CODE.search(need.code)
    return None if found is None else int(found[1])


def purchase_year(need: Need) -> int | None:
    """Return the year that a need's purchase belongs to; the round of collection counts last."""
    year = year_of(need)
    found = _YEAR.search(need.collection_round) if year is None else None
    return year if found is None else int(found[1])
