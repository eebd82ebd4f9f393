"""The evaluations of a whole catalog on one day, as columns; the mean of every organization.

What does not depend on the need is worked out once a day and per catalog; a need adds its types.
:func:`matcher.parts.performance.evidence` is the same for one organization, record by record.
"""

from __future__ import annotations

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
from .evaluators import NO_SCALE, Scale, common_scale
from .offers import HELD, IntColumn, type_bits
from .records import base_weight, counts, source_of

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
    """Shrunken mean and Σw of every organization, (n_organization,) float64, and the prior μ."""

    mean: FloatColumn
    weight: FloatColumn
    prior: float


@lru_cache(maxsize=HELD)
def judged(catalog: Catalog, as_of: date, rule: Shrinkage) -> Judged:
    """Return the records of a catalog that count on a day."""
    used = [r for r in catalog.evaluations if counts(r, as_of, rule)]
    scale = common_scale(used, lambda _: True, rule.standardise_from)
    sources = [source_of(r) for r in used]
    rows = [catalog.organization_row[r.organization_id] for r in used]
    return Judged(
        organizations=len(catalog),
        organization=np.array(rows, dtype=np.int64),
        points=np.array([scale.points(r) for r in used], dtype=np.float64),
        base=np.array([base_weight(r, as_of, rule) for r in used], dtype=np.float64),
        own=np.array([s is EvaluatorType.SELF for s in sources], dtype=np.bool_),
        third=np.array([s is EvaluatorType.THIRD_PARTY for s in sources], dtype=np.bool_),
        types=np.array([type_bits(r.service_types) for r in used], dtype=np.int64),
        scale=scale,
    )


@lru_cache(maxsize=64)
def means(held: Judged, wanted: int, rule: Shrinkage) -> Means:
    """Return the mean of every organization for a need of the types in ``wanted`` (bits).

    Sums run record by record in the order of ids (`np.bincount`), never in another.
    """
    same = (held.types & wanted) != 0
    weight = held.base * np.where(same, 1.0, rule.other_type)
    own = _sums(held, np.where(held.own, weight, 0.0))
    capped = np.minimum(1.0, np.divide(rule.self_cap, own, out=np.ones(len(own)), where=own > 0))
    weight = weight * np.where(held.own, capped[held.organization], 1.0)
    total = _sums(held, weight)
    prior = _prior(held.points[held.third & same].tolist(), rule)
    mean = (rule.k * prior + _sums(held, weight * held.points)) / (rule.k + total)
    return Means(mean, total, prior)


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
