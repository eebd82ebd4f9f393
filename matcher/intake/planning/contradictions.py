"""Records that are each well-formed and cannot be true together: told at their rows, never changed.

Everything is looked at as it would stand after the import, planned and stored records together, so
that a contradiction is found whichever half of it comes with this import.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TypeVar

from ...model import CreditCheck, Evaluation, Federation, Organization, Record
from ..plan import Change, Existing
from .drafts import OrganizationDraft
from .endings import tell_evaluated_after_end
from .memberships import tell_memberships
from .performance import Performance
from .report import warn
from .supply import Supply

R = TypeVar("R", bound=Record)


def tell_contradictions(
    organizations: Sequence[Organization],
    supply: Supply,
    federations: Sequence[Change],
    performance: Performance,
    existing: Existing,
    today: date,
) -> None:
    """Warn at every row of this import whose record contradicts another; no record is changed.

    ``organizations`` are the planned and the stored ones; ``today`` is the day in Beijing.
    """
    evaluations = (
        *planned_records(performance.changes, Evaluation),
        *stored_records(existing.evaluations, performance.changes),
    )
    tell_evaluated_after_end(organizations, supply.rows, evaluations, performance.rows, today)
    known = (
        *planned_records(federations, Federation),
        *stored_records(existing.federations, federations),
    )
    tell_memberships(organizations, known, supply.rows)
    _tell_credit_in_future(existing.credit_checks, supply.rows, today)


def planned_records(changes: Iterable[Change], kind: type[R]) -> list[R]:
    """Return the records of ``kind`` as they will stand after ``changes``."""
    return [c.record for c in changes if isinstance(c.record, kind)]


def stored_records(stored: Iterable[R], changes: Iterable[Change]) -> list[R]:
    """Return the ``stored`` records that ``changes`` do not touch."""
    planned = {change.record.id for change in changes}
    return [record for record in stored if record.id not in planned]


def _tell_credit_in_future(
    checks: Iterable[CreditCheck], rows: Mapping[str, OrganizationDraft], today: date
) -> None:
    """Tell a stored look-up dated after today: the gate passes over it until that day (三(一))."""
    for check in checks:
        row, day = rows.get(check.organization_id), check.checked_on
        if row is None or day is None or day <= today:
            continue
        message = (
            f"目录中“{check.list.value}”的核验日期 {day.isoformat()} 是将来的日期，在那之前不作数，"
            "也没有被本次导入改动；请更正这条信用核验的日期。"
        )
        row.reader.tell("remarks", warn("CREDIT_CHECK_IN_FUTURE", message))
