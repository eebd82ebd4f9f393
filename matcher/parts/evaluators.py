"""Scores of evaluators who judge mildly or harshly, put on one scale (docs/ranking.md).

Most evaluations lie between 85 and 95, and each evaluator has a habit. Who has judged often enough
shows it: then a score says how far it lies from that evaluator's own mean, in units of its own
spread, and the same distance is taken on the scale of all.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..identity import normalised_name
from ..model import Evaluation, EvaluatorType

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


def _habit(scores: Sequence[float]) -> Habit:
    mean = math.fsum(scores) / len(scores)
    variance = math.fsum((score - mean) ** 2 for score in scores) / len(scores)
    return Habit(mean, math.sqrt(variance), len(scores))
