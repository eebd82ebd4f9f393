"""Newcomers: who they are, and the list of them beside the recommended ones (F18)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import numpy as np
import numpy.typing as npt

from .dates import age_in_months, first_day
from .model import Evaluation

#: An evaluation this old no longer speaks of today's organization.
NEWCOMER_MONTHS = 36
#: One newcomer per five places, with at least this share of the fifth place's fit (F18).
_PER_NEWCOMER = 5
_NEAR_FIT = 0.8

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


def is_newcomer(records: Iterable[Evaluation], as_of: date) -> bool:
    """Return whether no valid evaluation lies within 36 months before ``as_of``.

    The founding date plays no part (三(一)): an old organization that never had a contract is one.
    """
    return not any(_recent(record, as_of) for record in records)


def newcomers_list(order: Ints, fit: Floats, newcomer: Mask, shown: int) -> Ints:
    """Return the newcomers shown beside the first ``shown`` of ``order``, one per five places.

    Only who is not on the list already, with a fit of at least 80 % of the fifth place's; a list
    shorter than five has one. No score is changed. Indices of candidates, (m,) int64.
    """
    if len(order) <= shown:
        return order[:0]
    rest = order[shown:]
    near = fit[rest] >= _NEAR_FIT * fit[order[min(shown, _PER_NEWCOMER) - 1]]
    listed: Ints = rest[newcomer[rest] & near]
    return listed[: max(1, shown // _PER_NEWCOMER)]


def _recent(record: Evaluation, as_of: date) -> bool:
    if not record.valid or record.evaluated_on is None or first_day(record.evaluated_on) > as_of:
        return False
    return age_in_months(record.evaluated_on, as_of) < NEWCOMER_MONTHS
