"""From parts to an order: one sum, and a neutral order of equals (F7)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .identity import neutral_key
from .model import PART_NAMES, PartScore
from .parts import PartColumn
from .weights import Weights

_DECIMALS = 6
#: Totals that lie no further apart are equal conditions (五(三): 同等条件下优先), out of 100.
EQUAL_WITHIN = 0.5

Marks = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Ranking:
    """``order`` (n,) int64, indices of candidates from best to last; ``totals`` (n,) float64.

    ``preferred`` (n,) bool: stands before somebody with a higher total by the rule of 五(三).
    """

    order: npt.NDArray[np.int64]
    totals: npt.NDArray[np.float64]
    preferred: Marks


def rank(
    columns: Mapping[str, PartColumn],
    weights: Weights,
    need_id: str,
    organizations: Sequence[str],
    first: Marks | None = None,
) -> Ranking:
    """Return total = Σ value × weight × 100 / Σ weights of the parts that apply, and the order.

    Totals are rounded to 1e-6: what is equal there is a tie, and ties stand in the order of
    SHA-256(need, organization), so that being imported first or named first is worth nothing. The
    order of the first k does not depend on k.

    ``first`` (n,) bool: social organizations, for a need in one of the nine fields, None otherwise.
    Among those within `EQUAL_WITHIN` of the best that is left they stand before the others; it is
    never a bonus: whoever is further ahead stays ahead.
    """
    totals = np.zeros(len(organizations), dtype=np.float64)
    applied = 0.0
    for name in PART_NAMES:
        values = columns[name].values
        if values is not None:
            totals += values * weights.parts[name]
            applied += weights.parts[name]
    if applied > 0:
        totals = np.round(totals * 100.0 / applied, _DECIMALS)
    keys = np.array([neutral_key(need_id, o) for o in organizations], dtype=np.uint64)
    order = np.lexsort((keys, -totals)).astype(np.int64)
    if first is None:
        return Ranking(order, totals, np.zeros(len(totals), dtype=np.bool_))
    return _with_priority(order, totals, first)


def _with_priority(
    order: npt.NDArray[np.int64], totals: npt.NDArray[np.float64], first: Marks
) -> Ranking:
    """Put social organizations first within each band of equal conditions."""
    made: list[int] = []
    preferred = np.zeros(len(totals), dtype=np.bool_)
    left = order.tolist()
    while left:
        edge = round(float(totals[left[0]]) - EQUAL_WITHIN, _DECIMALS)
        band = [index for index in left if totals[index] >= edge]
        left = left[len(band) :]
        social = [index for index in band if first[index]]
        others = [index for index in band if not first[index]]
        best = max((float(totals[index]) for index in others), default=-np.inf)
        for index in social:
            preferred[index] = totals[index] < best
        made += social + others
    return Ranking(np.array(made, dtype=np.int64), totals, preferred)


def part_scores(
    columns: Mapping[str, PartColumn], weights: Weights, index: int
) -> tuple[PartScore, ...]:
    """Return the visible parts of one candidate; their points make up its total."""
    scores = []
    for name in PART_NAMES:
        column = columns[name]
        weight = float(weights.parts[name])
        value = None if column.values is None else float(column.values[index])
        points = None if value is None else round(value * weight, _DECIMALS)
        scores.append(PartScore(name, value, weight, points, column.detail(index)))
    return tuple(scores)
