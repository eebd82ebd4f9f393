"""Rating 评估等级: a small weight, and nothing lost without one.

Mostly organizations of two years and more can be rated at all, so that a zero for the unrated would
bring the founding-years rule back that 三(一) abolished.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

import numpy as np

from ..candidates import Candidates
from ..catalog import Catalog
from ..dates import first_day, rating_expired
from ..model import Need, Rating
from ..weights import Weights
from .column import NEUTRAL, FloatColumn, PartColumn, column
from .offers import HELD

_VALUE = {"5A": 1.0, "4A": 0.85, "3A": 0.7, "2A": 0.6, "1A": 0.5}


def score(
    need: Need, candidates: Candidates, catalog: Catalog, weights: Weights, as_of: date
) -> PartColumn:
    """Return the value of a valid grade; 0.7 for unrated, expired or of unknown validity."""

    def detail(index: int) -> str:
        rating = catalog.organizations[int(candidates.organization[index])].rating
        if rating.grade is None:
            return f"未参加评估，按中性 {NEUTRAL:g} 计，不扣分。"
        if is_valid(rating, as_of):
            return f"评估等级 {rating.grade}，在有效期内。"
        return f"评估等级 {rating.grade} 已过期或有效期未登记，按未评处理，计 {NEUTRAL:g}。"

    return column(_values(catalog, as_of)[candidates.organization], detail)


@lru_cache(maxsize=HELD)
def _values(catalog: Catalog, as_of: date) -> FloatColumn:
    """Return the value of every organization on a day, (n_organization,) float64."""
    return np.array([value(o.rating, as_of) for o in catalog.organizations], dtype=np.float64)


def value(rating: Rating, as_of: date) -> float:
    """Return the part's value for one rating."""
    if rating.grade is None or not is_valid(rating, as_of):
        return NEUTRAL
    return _VALUE.get(rating.grade, NEUTRAL)


def is_valid(rating: Rating, as_of: date) -> bool:
    """Return whether the grade is in force on ``as_of``; no dates at all = not known to be."""
    if rating.valid_from is not None and first_day(rating.valid_from) > as_of:
        return False
    if rating.valid_from is None and rating.valid_to is None:
        return False
    return not rating_expired(rating, as_of)
