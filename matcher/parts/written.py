"""The evaluation records of a catalog as columns: what is the same on every day, for every need."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from ..catalog import Catalog
from ..dates import first_day, last_day
from ..model import Evaluation, EvaluatorType
from .column import FloatColumn
from .evaluators import evaluator_key
from .offers import HELD, IntColumn, type_bits
from .records import recorded_points, source_of

Mask = npt.NDArray[np.bool_]

#: ``source`` counts in these.
SOURCES = tuple(EvaluatorType)
SELF, THIRD_PARTY, BENEFICIARY = (
    SOURCES.index(kind)
    for kind in (EvaluatorType.SELF, EvaluatorType.THIRD_PARTY, EvaluatorType.BENEFICIARY)
)


@dataclass(frozen=True, slots=True, eq=False)
class Written:
    """All records in the order of their ids; all columns (n_evaluation,).

    Attributes
    ----------
    usable : bool, valid, undisputed, and score, evaluator type and date are stated; what the other
        columns hold of a record that is not means nothing.
    organization : int64 row of who was judged.
    first : int64 ordinal of the first day that the date may mean; ``month`` (12 × year + month)
        and ``day`` of the last.
    latest : int64 place in the order of date and id.
    source : int64 place in `SOURCES`, of the judged itself where the two are tied.
    sample : float64 answers behind a survey, NaN = unknown.
    score, points : float64 as recorded, and held to [0, 100].
    types : int64 set of bits of the service types.
    evaluator : int64 place in ``evaluators``, -1 = not said or the judged itself.
    """

    usable: Mask
    organization: IntColumn
    first: IntColumn
    month: IntColumn
    day: IntColumn
    latest: IntColumn
    source: IntColumn
    sample: FloatColumn
    score: FloatColumn
    points: FloatColumn
    types: IntColumn
    evaluator: IntColumn
    evaluators: tuple[str, ...]


@lru_cache(maxsize=HELD)
def written(catalog: Catalog) -> Written:
    """Return the columns of a catalog; the same object gives the same columns."""
    records = catalog.evaluations
    usable = [_usable(record) for record in records]
    days = np.array([_days(record) for record in records], dtype=np.int64).reshape(-1, 3)
    keys = [evaluator_key(record) for record in records]
    places = {key: place for place, key in enumerate(dict.fromkeys(k for k in keys if k))}
    samples = [np.nan if r.sample_n is None else r.sample_n for r in records]
    rows = [catalog.organization_row[record.organization_id] for record in records]
    return Written(
        usable=np.array(usable, dtype=np.bool_),
        organization=np.array(rows, dtype=np.int64),
        first=days[:, 0].copy(),
        month=days[:, 1].copy(),
        day=days[:, 2].copy(),
        latest=_places([(record.evaluated_on or "", record.id) for record in records]),
        source=np.array([_source(record) for record in records], dtype=np.int64),
        sample=np.array(samples, dtype=np.float64),
        score=np.array([record.score or 0.0 for record in records], dtype=np.float64),
        points=np.array([recorded_points(record) for record in records], dtype=np.float64),
        types=np.array([type_bits(record.service_types) for record in records], dtype=np.int64),
        evaluator=np.array([places.get(key or "", -1) for key in keys], dtype=np.int64),
        evaluators=tuple(places),
    )


def known_on(held: Written, as_of: date) -> Mask:
    """Return which records are usable and not of a later day, (n_evaluation,) bool."""
    return held.usable & (held.first <= as_of.toordinal())


def ages(held: Written, as_of: date) -> IntColumn:
    """Return :func:`matcher.dates.age_in_months` of every record, (n_evaluation,) int64 >= 0."""
    months = (as_of.year * 12 + as_of.month) - held.month
    if as_of.day != calendar.monthrange(as_of.year, as_of.month)[1]:
        months = months - (as_of.day < held.day)
    return np.maximum(months, 0)


def _usable(record: Evaluation) -> bool:
    stated = record.score is not None and record.evaluated_on is not None
    return record.valid and not record.disputed and stated and record.evaluator_type is not None


def _days(record: Evaluation) -> tuple[int, int, int]:
    if record.evaluated_on is None:
        return 0, 0, 0
    last = last_day(record.evaluated_on)
    return first_day(record.evaluated_on).toordinal(), last.year * 12 + last.month, last.day


def _source(record: Evaluation) -> int:
    source = source_of(record)
    return -1 if source is None else SOURCES.index(source)


def _places(keys: Sequence[tuple[str, str]]) -> IntColumn:
    place = np.empty(len(keys), dtype=np.int64)
    place[sorted(range(len(keys)), key=keys.__getitem__)] = np.arange(len(keys))
    return place
