"""The audit log and drafts of weights by SQL."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import sqlalchemy as sa

from ..audit import AuditEntry, sealed
from ..errors import Conflict, NotFound
from ..model import DraftStatus, WeightDraft
from .tables import audit_log, weight_drafts

_BATCH = 1000


def no_draft(draft_id: str) -> NotFound:
    """Return the error for a draft that is not there."""
    return NotFound(f"没有编号为 {draft_id} 的权重草案。")


def draft_exists(draft_id: str) -> Conflict:
    """Return the error for a draft that was made before."""
    return Conflict(f"权重草案 {draft_id} 已经提出过。")


def draft_closed(draft_id: str) -> Conflict:
    """Return the error for a decision on a draft that was decided before."""
    return Conflict(f"权重草案 {draft_id} 已有决定，不能再改；请另提一份。")


class SqlGovernance:
    """Audit log and drafts on one connection."""

    _connection: sa.Connection

    def append_audit(
        self, actor: str, action: str, subject: str, detail: str, *, now: datetime
    ) -> AuditEntry:
        """Add an entry at the end of the chain; inside the transaction of what it records."""
        query = sa.select(audit_log).order_by(audit_log.c.number.desc()).limit(1)
        last = self._connection.execute(query).one_or_none()
        entry = sealed(None if last is None else _entry(last), now, actor, action, subject, detail)
        self._connection.execute(
            sa.insert(audit_log), {name: getattr(entry, name) for name in _FIELDS}
        )
        return entry

    def audit_entries(self) -> Iterator[AuditEntry]:
        """Yield all entries in their order."""
        after = 0
        while True:
            query = (
                sa.select(audit_log)
                .where(audit_log.c.number > after)
                .order_by(audit_log.c.number)
                .limit(_BATCH)
            )
            rows = self._connection.execute(query).all()
            yield from map(_entry, rows)
            if len(rows) < _BATCH:
                return
            after = rows[-1].number

    def add_draft(self, draft: WeightDraft) -> None:
        """Store a new draft; Conflict when its id is taken."""
        if self._held(draft.id) is not None:
            raise draft_exists(draft.id)
        self._connection.execute(sa.insert(weight_drafts), _values(draft))

    def close_draft(self, draft: WeightDraft) -> None:
        """Store the decision on an open draft; Conflict when it was decided before."""
        held = self.draft(draft.id)
        if held.status is not DraftStatus.OPEN:
            raise draft_closed(draft.id)
        self._connection.execute(
            sa.update(weight_drafts).where(weight_drafts.c.id == draft.id), _values(draft)
        )

    def draft(self, draft_id: str) -> WeightDraft:
        """Return a draft; NotFound when there is none."""
        held = self._held(draft_id)
        if held is None:
            raise no_draft(draft_id)
        return held

    def drafts(self) -> tuple[WeightDraft, ...]:
        """Return all drafts, the newest first."""
        query = sa.select(weight_drafts).order_by(
            weight_drafts.c.created_at.desc(), weight_drafts.c.id
        )
        return tuple(_draft(row) for row in self._connection.execute(query))

    def _held(self, draft_id: str) -> WeightDraft | None:
        query = sa.select(weight_drafts).where(weight_drafts.c.id == draft_id)
        row = self._connection.execute(query).one_or_none()
        return None if row is None else _draft(row)


_FIELDS = tuple(column.name for column in audit_log.columns)


def _entry(row: sa.Row[tuple[object, ...]]) -> AuditEntry:
    return AuditEntry(**{name: getattr(row, name) for name in _FIELDS})


def _values(draft: WeightDraft) -> dict[str, object]:
    names = (column.name for column in weight_drafts.columns)
    return {name: getattr(draft, name) for name in names} | {"status": draft.status.value}


def _draft(row: sa.Row[tuple[object, ...]]) -> WeightDraft:
    names = (column.name for column in weight_drafts.columns)
    values = {name: getattr(row, name) for name in names}
    return WeightDraft(**values | {"status": DraftStatus(row.status)})
