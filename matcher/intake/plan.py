"""The import plan: what would be written, what is refused, what is asked. Values only."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ..model import CreditCheck, Evaluation, Federation, Need, Organization, Record, Service
from .cells import IgnoredSheet, SkippedRow
from .issues import Issue


class Action(StrEnum):
    """What confirming the plan does with a record."""

    CREATE = "create"
    UPDATE = "update"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Change:
    """One record of the plan; ``changed_fields`` names what differs from the stored record."""

    action: Action
    record: Record
    changed_fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A row that yields no record, with the reason; the rest of the file goes on."""

    file: str
    sheet: str
    row: int
    message_zh: str


@dataclass(frozen=True, slots=True)
class DuplicatePair:
    """Two records that may be one; nothing is merged before a person says so.

    ``kind`` is ``exact`` (same text, other owner), ``near`` (same meaning), ``name`` (same
    normalised or former name without a code), ``code`` (one code, two names or titles).
    ``merged`` is True only when the same valid credit code proved it (alias kept), or when a row
    repeats another one word for word and is counted once.
    """

    kind: str
    record_kind: str
    first_id: str
    second_id: str
    first_row: tuple[str, str, int]
    second_row: tuple[str, str, int]
    message_zh: str
    merged: bool = False


@dataclass(frozen=True, slots=True)
class Existing:
    """What the store holds when the plan is made (all kinds, current versions)."""

    needs: tuple[Need, ...] = ()
    organizations: tuple[Organization, ...] = ()
    services: tuple[Service, ...] = ()
    evaluations: tuple[Evaluation, ...] = ()
    credit_checks: tuple[CreditCheck, ...] = ()
    federations: tuple[Federation, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """Everything one import would do; ``digest`` names it for the confirmation.

    ``masked`` counts pieces of personal data replaced by ``[已脱敏]``.
    """

    files: tuple[str, ...]
    changes: tuple[Change, ...]
    rejected: tuple[RejectedRow, ...]
    issues: tuple[Issue, ...]
    duplicates: tuple[DuplicatePair, ...]
    skipped: tuple[SkippedRow, ...]
    ignored_sheets: tuple[IgnoredSheet, ...]
    masked: int
    digest: str

    def count(self, kind: type[Record], action: Action | None = None) -> int:
        """Return how many changes concern ``kind`` (and ``action``)."""
        return sum(
            isinstance(c.record, kind) and (action is None or c.action is action)
            for c in self.changes
        )

    def records_to_write(self) -> tuple[Record, ...]:
        """Return the records to create or update, owners before what refers to them."""
        return tuple(c.record for c in self.changes if c.action is not Action.UNCHANGED)
