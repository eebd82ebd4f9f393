"""Budget fit 预算契合: whether the public budget lies where the reference price does (五(二)).

Not a price contest: inside the range everything is equal.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import numpy as np

from ..candidates import Candidates
from ..catalog import Catalog
from ..model import Need, Price, Quantity
from ..weights import Weights
from .column import NEUTRAL_BUDGET, FloatColumn, PartColumn, column
from .offers import offers

#: Falls from 1 at the range's end to 0 at half above or below.
_TOLERANCE = 0.5
#: Units in which a price is the price of the whole need.
_WHOLE = frozenset({"", "项目", "项", "年", "个"})
#: Price units and the quantity units that they multiply with.
_COUNTED = {
    "人次": ("人次",),
    "人": ("人", "名"),
    "户": ("户",),
    "场": ("场", "场次"),
    "小时": ("小时",),
}

Range = tuple[float, float]


def score(
    need: Need, candidates: Candidates, catalog: Catalog, weights: Weights, as_of: date
) -> PartColumn:
    """Return 1 within the range, falling to 0 at ±50 %; 0.6 where nothing can be compared."""
    budget = public_budget(need)
    known = _closeness_column(need, budget, candidates, catalog)

    def detail(index: int) -> str:
        service = catalog.services[int(candidates.service[index])]
        price = price_range(service.price, need)
        value = closeness(budget, price)
        if budget is None or price is None or value is None:
            return f"预算或参考报价未填、或单位无法换算，按中性 {NEUTRAL_BUDGET:g} 计。"
        return f"预算 {amount_zh(budget)} 元，参考报价 {amount_zh(price)} 元，契合 {value:.2f}。"

    return column(np.where(np.isnan(known), NEUTRAL_BUDGET, known), detail)


def _closeness_column(
    need: Need, budget: Range | None, candidates: Candidates, catalog: Catalog
) -> FloatColumn:
    """Return :func:`closeness` of :func:`price_range` for every candidate, NaN = unknown."""
    held, rows = offers(catalog), candidates.service
    if budget is None:
        return np.full(len(rows), np.nan)
    counts = np.array([_times(unit, need) for unit in held.units], dtype=np.float64)
    counts = counts.reshape(len(held.units), 2)[held.unit[rows]]
    # A price of nothing is nothing for any number of people, also for a number not known.
    free = held.high[rows] == 0
    low = np.where(free, held.low[rows], held.low[rows] * counts[:, 0])
    high = np.where(free, held.high[rows], held.high[rows] * counts[:, 1])
    with np.errstate(divide="ignore", invalid="ignore"):
        below = np.maximum(0.0, 1.0 - (low - budget[1]) / (_TOLERANCE * low))
        above = np.maximum(0.0, 1.0 - (budget[0] - high) / (_TOLERANCE * high))
    inside = (high == 0) | ((budget[1] >= low) & (budget[0] <= high))
    value = np.where(inside, 1.0, np.where(budget[1] < low, below, above))
    return np.where(np.isnan(low) | np.isnan(high), np.nan, value)


def _times(unit: str, need: Need) -> Range:
    if unit in _WHOLE:
        return 1.0, 1.0
    return _count(unit, need.beneficiary_count) or (np.nan, np.nan)


def public_budget(need: Need) -> Range | None:
    """Return the public share of the budget in 元, (low, high); None = unknown.

    With 差额购买 (五(四)) the self-raised share is no public money.
    """
    if need.budget_public is not None:
        return float(need.budget_public), float(need.budget_public)
    ends = [end for end in (need.budget.low, need.budget.high) if end is not None]
    if not ends:
        return None
    share = Decimal(1) - (need.self_raised_ratio or Decimal(0))
    return float(min(ends) * share), float(max(ends) * share)


def price_range(price: Price, need: Need) -> Range | None:
    """Return what the service would cost for this need in 元, (low, high); None = unknown."""
    ends = [float(end) for end in (price.low, price.high) if end is not None]
    if not ends:
        return None
    low, high = min(ends), max(ends)
    if high == 0 or price.unit in _WHOLE:
        return low, high
    count = _count(price.unit, need.beneficiary_count)
    return None if count is None else (low * count[0], high * count[1])


def _count(unit: str, quantity: Quantity) -> Range | None:
    ends = [end for end in (quantity.low, quantity.high) if end is not None]
    if not ends or quantity.unit not in _COUNTED.get(unit, ()):
        return None
    return float(min(ends)), float(max(ends))


def closeness(budget: Range | None, price: Range | None) -> float | None:
    """Return the value in [0, 1] of a budget beside a price range; None where one is unknown."""
    if budget is None or price is None:
        return None
    low, high = price
    if high == 0 or (budget[1] >= low and budget[0] <= high):
        return 1.0
    if budget[1] < low:
        return max(0.0, 1.0 - (low - budget[1]) / (_TOLERANCE * low))
    return max(0.0, 1.0 - (budget[0] - high) / (_TOLERANCE * high))


def amount_zh(amount: Range) -> str:
    """Return a range of 元 as people write it."""
    low, high = (f"{end:,.2f}".removesuffix(".00") for end in amount)
    return low if low == high else f"{low}–{high}"
