"""The evaluations of a whole catalog on one day, as columns; the mean of every organization.

What does not depend on the need is worked out once a day and per catalog; a need adds its types.
:func:`matcher.parts.performance.evidence` is the same for one organization, record by record.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from ..catalog import Catalog
from ..model import Evaluation, EvaluatorType
from ..taxonomy import taxonomy
from ..weights import Shrinkage
from .column import FloatColumn
from .evaluators import NO_SCALE, Scale, column_scale, points_on
from .offers import HELD, IntColumn
from .records import counts, source_of
from .written import BENEFICIARY, SELF, SOURCES, THIRD_PARTY, ages, known_on, written

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """The records that count, in the order of their ids; all columns (m,).

    Attributes
    ----------
    organization : int64 row of who was judged; ``organizations`` is how many there are.
    points : float64 in [0, 100] on the common scale.
    base : float64, weight for a need of the record's own types.
    own, third : bool, made by the judged itself or one tied to it; by a third party.
    types : int64 set of bits of the service types.
    """

    organizations: int
    organization: IntColumn
    points: FloatColumn
    base: FloatColumn
    own: Mask
    third: Mask
    types: IntColumn
    scale: Scale


@dataclass(frozen=True, slots=True, eq=False)
class Means:
    """Shrunken mean, Σw and prior μ of every organization, (n_organization,) float64."""

    mean: FloatColumn
    weight: FloatColumn
    prior: FloatColumn


@lru_cache(maxsize=HELD)
def judged(catalog: Catalog, as_of: date, rule: Shrinkage) -> Judged:
    """Return the records of a catalog that count on a day, as `matcher.parts.records` says."""
    held = written(catalog)
    age = ages(held, as_of)
    used = np.flatnonzero(known_on(held, as_of) & (age <= rule.max_age_months))
    evaluator, points, source = held.evaluator[used], held.points[used], held.source[used]
    scale = column_scale(held.evaluators, evaluator, points, rule.standardise_from)
    return Judged(
        organizations=len(catalog),
        organization=held.organization[used],
        points=points_on(scale, held.evaluators, evaluator, points),
        base=_base(source, held.sample[used], age[used], rule),
        own=source == SELF,
        third=source == THIRD_PARTY,
        types=held.types[used],
        scale=scale,
    )


def _base(source: IntColumn, sample: FloatColumn, age: IntColumn, rule: Shrinkage) -> FloatColumn:
    """Return :func:`matcher.parts.records.base_weight` of records that count, (m,) float64."""
    worth = np.array([rule.source[kind.value] for kind in SOURCES])[source]
    # An unknown sample is not "enough": NaN compares as False.
    small = (source == BENEFICIARY) & ~(sample >= rule.min_sample)
    months = range(int(age.max(initial=0)) + 1)
    # Month by month with `math`, so that no vector routine rounds another way.
    decay = np.array([math.exp2(-month / rule.half_life_months) for month in months])
    base: FloatColumn = np.where(small, rule.small_sample, worth) * decay[age]
    return base


@lru_cache(maxsize=64)
def means(held: Judged, wanted: int, rule: Shrinkage) -> Means:
    """Return the mean of every organization for a need of the types in ``wanted`` (bits)."""
    return means_each(held, np.full(held.organizations, wanted, dtype=np.int64), rule)


def means_each(held: Judged, wanted: IntColumn, rule: Shrinkage) -> Means:
    """Return the mean of every organization by types of its own, ``wanted`` (n_organization,) bits.

    Sums run record by record in the order of ids (`np.bincount`), never in another.
    """
    same = (held.types & wanted[held.organization]) != 0
    weight = held.base * np.where(same, 1.0, rule.other_type)
    own = _sums(held, np.where(held.own, weight, 0.0))
    capped = np.minimum(1.0, np.divide(rule.self_cap, own, out=np.ones(len(own)), where=own > 0))
    weight = weight * np.where(held.own, capped[held.organization], 1.0)
    total = _sums(held, weight)
    asked, place = np.unique(wanted, return_inverse=True)
    prior = np.array([_prior_of(held, types, rule) for types in asked.tolist()])[place]
    mean = (rule.k * prior + _sums(held, weight * held.points)) / (rule.k + total)
    return Means(mean, total, prior)


@lru_cache(maxsize=1024)
def _prior_of(held: Judged, wanted: int, rule: Shrinkage) -> float:
    same = held.third & ((held.types & wanted) != 0)
    return _prior(held.points[same].tolist(), rule)


def prior_mean(
    records: Iterable[Evaluation],
    types: frozenset[str],
    as_of: date,
    rule: Shrinkage,
    scale: Scale = NO_SCALE,
) -> float:
    """Return μ: the mean of third-party scores of these service types when enough are in force."""
    scores = [
        scale.points(r)
        for r in records
        if source_of(r) is EvaluatorType.THIRD_PARTY
        and counts(r, as_of, rule)
        and not types.isdisjoint(taxonomy().type_codes(r.service_types))
    ]
    return _prior(scores, rule)


def _prior(scores: list[float], rule: Shrinkage) -> float:
    if len(scores) < max(rule.mu_min_records, 1):
        return rule.mu
    return sum(sorted(scores)) / len(scores)


def _sums(held: Judged, values: FloatColumn) -> FloatColumn:
    found = np.bincount(held.organization, weights=values, minlength=held.organizations)
    return found.astype(np.float64)
