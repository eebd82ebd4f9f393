"""Scores of evaluators who judge mildly or harshly, put on one scale (docs/ranking.md).

Most evaluations lie between 85 and 95, and each evaluator has a habit. Who has judged often enough
shows it: then a score says how far it lies from that evaluator's own mean, in units of its own
spread, and the same distance is taken on the scale of all.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ..identity import normalised_name
from ..model import Evaluation, EvaluatorType
from .column import FloatColumn
from .offers import IntColumn

#: An evaluator who gives everybody the same has no spread to divide by, in points of 100.
_LEAST_SPREAD = 1.0


@dataclass(frozen=True, slots=True)
class Habit:
    """How one evaluator scores: ``mean`` and standard deviation ``spread`` of ``count`` records."""

    mean: float
    spread: float
    count: int


@dataclass(frozen=True, slots=True)
class Scale:
    """Habits by evaluator, of those with enough records, and the habit of all together."""

    habits: Mapping[str, Habit]
    common: Habit

    def points(self, record: Evaluation) -> float:
        """Return the score on the common scale, in [0, 100]; as written for all others.

        Rising within one evaluator: who was judged better by it stays better.
        """
        points = min(max(record.score or 0.0, 0.0), 100.0)
        habit = self.habits.get(evaluator_key(record) or "")
        if habit is None:
            return points
        distance = (points - habit.mean) / max(habit.spread, _LEAST_SPREAD)
        return min(max(self.common.mean + distance * self.common.spread, 0.0), 100.0)


NO_SCALE = Scale({}, Habit(0.0, 0.0, 0))


def evaluator_key(record: Evaluation) -> str | None:
    """Return who judged, None where that is not said or where it is the evaluated itself."""
    if record.conflict or record.evaluator_type in (None, EvaluatorType.SELF):
        return None
    name = normalised_name(record.evaluator_org)
    return f"{record.evaluator_type.value}\x1f{name}" if name else None


def common_scale(
    records: Iterable[Evaluation], counts: Callable[[Evaluation], bool], least: int
) -> Scale:
    """Return the scale of the records that count; ``least`` records make a habit.

    Summed in the order of record ids, so that the order of the catalog changes no bit.
    """
    held = sorted((r for r in records if counts(r) and evaluator_key(r)), key=lambda r: r.id)
    scores: dict[str, list[float]] = {}
    for record in held:
        key = evaluator_key(record) or ""
        scores.setdefault(key, []).append(min(max(record.score or 0.0, 0.0), 100.0))
    habits = {key: _habit(found) for key, found in scores.items() if len(found) >= max(least, 2)}
    if not habits:
        return NO_SCALE
    return Scale(habits, _habit([score for found in scores.values() for score in found]))


def column_scale(
    evaluators: Sequence[str], evaluator: IntColumn, points: FloatColumn, least: int
) -> Scale:
    """Return :func:`common_scale` of records that count, as columns (n,).

    ``evaluator`` is the place in ``evaluators``, -1 = none; ``points`` are held to [0, 100].
    """
    named = np.flatnonzero(evaluator >= 0)
    count = np.bincount(evaluator[named], minlength=len(evaluators))
    often = np.flatnonzero(count >= max(least, 2)).tolist()
    if not often:
        return NO_SCALE
    together = named[np.argsort(evaluator[named], kind="stable")]
    scores = np.split(points[together], np.cumsum(count)[:-1])
    return Scale({evaluators[e]: _habit(scores[e]) for e in often}, _habit(points[named]))


def points_on(
    scale: Scale, evaluators: Sequence[str], evaluator: IntColumn, points: FloatColumn
) -> FloatColumn:
    """Return :meth:`Scale.points` of records as columns, (n,) float64 in [0, 100]."""
    if not scale.habits:
        return points
    # The row behind the last one is nobody's: -1 reads it.
    habits = [*(scale.habits.get(key) for key in evaluators), None]
    mean = np.array([np.nan if h is None else h.mean for h in habits])[evaluator]
    spread = np.array([1.0 if h is None else max(h.spread, _LEAST_SPREAD) for h in habits])
    moved = scale.common.mean + (points - mean) / spread[evaluator] * scale.common.spread
    return np.where(np.isnan(mean), points, np.clip(moved, 0.0, 100.0))


def _habit(scores: Sequence[float] | FloatColumn) -> Habit:
    """Return mean and spread; exact sums (`math.fsum`), so that no order changes a bit."""
    held = np.asarray(scores, dtype=np.float64)
    mean = math.fsum(held.tolist()) / len(held)
    away = held - mean
    return Habit(mean, math.sqrt(math.fsum((away * away).tolist()) / len(held)), len(held))
