"""Who counts as a newcomer: nobody has evaluated the organization lately (F18)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ..dates import age_in_months, first_day
from ..model import Evaluation

#: An evaluation this old no longer speaks of today's organization.
NEWCOMER_MONTHS = 36


def is_newcomer(records: Iterable[Evaluation], as_of: date) -> bool:
    """Return whether no valid evaluation lies within 36 months before ``as_of``.

    The founding date plays no part (三(一)): an old organization that never had a contract is one.
    """
    return not any(_recent(record, as_of) for record in records)


def _recent(record: Evaluation, as_of: date) -> bool:
    if not record.valid or record.evaluated_on is None or first_day(record.evaluated_on) > as_of:
        return False
    return age_in_months(record.evaluated_on, as_of) < NEWCOMER_MONTHS
