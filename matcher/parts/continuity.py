"""Continuity 连续性: for a continuing need, who was last judged good at it (五(五))."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import numpy as np

from ..candidates import Candidates
from ..catalog import Catalog
from ..dates import first_day
from ..model import Evaluation, EvaluatorType, Need
from ..taxonomy import taxonomy
from ..weights import Weights
from .column import NEUTRAL, FloatColumn, PartColumn, column, not_applicable
from .offers import type_bits
from .written import SELF, known_on, written

_GOOD = 80.0
#: 五(五): a contract may be prolonged up to three years in all.
_MAX_MONTHS = 36


def score(
    need: Need, candidates: Candidates, catalog: Catalog, weights: Weights, as_of: date
) -> PartColumn:
    """Return 1 for a last evaluation of 80 or more, 0 below, 0.7 without one.

    Left out for all when the need does not qualify or when nobody has 80 or more.
    """
    if not applies(need):
        return not_applicable("连续性：本需求不适用。")
    types = taxonomy().type_codes(need.service_types)
    last = _last_scores(catalog, type_bits(need.service_types), as_of)[candidates.organization]
    if not (last >= _GOOD).any():
        return not_applicable("连续性：没有组织的最近一次评价达到 80 分，本项对所有组织都不计。")

    def detail(index: int) -> str:
        records = catalog.evaluations_of[int(candidates.organization[index])]
        points = last_score(records, types, as_of)
        if points is None:
            return f"没有同类项目的评价，按中性 {NEUTRAL:g} 计。"
        return f"最近一次同类项目评价 {points:g} 分（达到 {_GOOD:g} 分计满）。"

    return column(np.where(np.isnan(last), NEUTRAL, last >= _GOOD), detail)


def _last_scores(catalog: Catalog, wanted: int, as_of: date) -> FloatColumn:
    """Return :func:`last_score` of every organization, (n_organization,) float64, NaN = none."""
    held = written(catalog)
    fair = known_on(held, as_of) & (held.source != SELF) & ((held.types & wanted) != 0)
    place = np.full(len(catalog), -1, dtype=np.int64)
    np.maximum.at(place, held.organization[fair], held.latest[fair])
    # By place in the order of dates; the one behind the last is nobody's: -1 reads it.
    scores = np.full(len(held.latest) + 1, np.nan)
    scores[held.latest] = held.score
    return scores[place]


def applies(need: Need) -> bool:
    """Return whether the need is a continuing one that meets all of 五(五) within 36 months."""
    months = need.period.months
    within = not need.period.open_ended and (months is None or months <= _MAX_MONTHS)
    return need.continuous and all(need.continuity_conditions) and within


def last_score(records: Iterable[Evaluation], types: frozenset[str], as_of: date) -> float | None:
    """Return the latest score of a project of these types that is not self-given nor disputed."""
    dated = [
        (r.evaluated_on, r.id, r.score)
        for r in records
        if r.valid
        and not r.disputed
        and not r.conflict
        and r.evaluator_type not in (None, EvaluatorType.SELF)
        and r.score is not None
        and r.evaluated_on is not None
        and first_day(r.evaluated_on) <= as_of
        and not types.isdisjoint(taxonomy().type_codes(r.service_types))
    ]
    return max(dated)[2] if dated else None
