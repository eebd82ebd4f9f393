"""One evaluation record: whether it counts, who made it, what it weighs (docs/ranking.md)."""

from __future__ import annotations

import math
from datetime import date

from ..dates import age_in_months, first_day
from ..model import Evaluation, EvaluatorType
from ..taxonomy import taxonomy
from ..weights import Shrinkage


def counts(record: Evaluation, as_of: date, rule: Shrinkage) -> bool:
    """Return whether a record takes part; an undated one cannot be aged and is left out."""
    if not record.valid or record.disputed or record.score is None:
        return False
    if record.evaluator_type is None or record.evaluated_on is None:
        return False
    if first_day(record.evaluated_on) > as_of:
        return False
    return age_in_months(record.evaluated_on, as_of) <= rule.max_age_months


def source_of(record: Evaluation) -> EvaluatorType | None:
    """Return who judged; an evaluator tied to the evaluated counts as the evaluated itself."""
    return EvaluatorType.SELF if record.conflict else record.evaluator_type


def recorded_points(record: Evaluation) -> float:
    """Return the score as recorded, held to [0, 100]."""
    return min(max(record.score or 0.0, 0.0), 100.0)


def base_weight(record: Evaluation, as_of: date, rule: Shrinkage) -> float:
    """Return source × 0.5^(age / half-life): the weight for a need of the record's own type."""
    source = source_of(record)
    if source is None or record.evaluated_on is None:
        return 0.0
    worth = rule.source[source.value]
    small = record.sample_n is None or record.sample_n < rule.min_sample
    if source is EvaluatorType.BENEFICIARY and small:
        worth = rule.small_sample
    age = age_in_months(record.evaluated_on, as_of)
    return worth * math.exp2(-age / rule.half_life_months)


def weight_of(record: Evaluation, types: frozenset[str], as_of: date, rule: Shrinkage) -> float:
    """Return source × 0.5^(age / half-life) × relevance for a need of ``types``."""
    same = not types.isdisjoint(taxonomy().type_codes(record.service_types))
    return base_weight(record, as_of, rule) * (1.0 if same else rule.other_type)
