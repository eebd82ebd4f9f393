"""Changing records by SQL: every change makes a catalog version and a line of history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any, TypeVar

import sqlalchemy as sa

from ..errors import NotAllowed, NotFound
from ..model import Organization, Record
from .batch import (
    Entry,
    Written,
    chained_digest,
    check_deletion,
    check_owners,
    check_versions,
    organizations_needed,
    prepare,
)
from .codec import BY_TABLE, KINDS, Kind, kind_of
from .protocol import CatalogRecords
from .sql_records import SqlRecords, no_record
from .tables import RECORDS, catalog_versions, record_history

R = TypeVar("R", bound=Record)


class SqlCatalog(SqlRecords):
    """Writes on one connection, inside the caller's transaction (one writer at a time)."""

    def write(self, records: Sequence[Record], *, reason: str, now: datetime) -> int:
        """Insert or update ``records`` and return the new catalog version."""
        batch = prepare(records)
        if not batch:
            return self.catalog_version()
        needed = organizations_needed(batch)
        check_owners(needed, set(self._stored_versions(kind_of(Organization), needed)))
        # All refusals come before the first change, so a caller may go on after one.
        stored = {
            table: self._stored_versions(BY_TABLE[table], (w.entry.id for w in group))
            for table, group in batch.items()
        }
        for table, group in batch.items():
            check_versions(BY_TABLE[table], group, stored[table])
        for table, group in batch.items():
            self._write_kind(BY_TABLE[table], group, stored[table])
        entries = [written.entry for group in batch.values() for written in group]
        return self._close_version(entries, reason, now)

    def _write_kind(
        self, kind: Kind[Any], group: Sequence[Written], stored: Mapping[str, int]
    ) -> None:
        table = RECORDS[kind.table]
        new = [w.record for w in group if w.entry.id not in stored]
        if new:
            self._connection.execute(sa.insert(table), [kind.row(record) for record in new])
        changed = [w.record for w in group if w.entry.id in stored]
        if changed:
            update = sa.update(table).where(table.c.id == sa.bindparam("key"))
            rows = [kind.row(record) for record in changed]
            self._connection.execute(update, [{"key": row.pop("id"), **row} for row in rows])

    def delete(
        self, kind: type[R], record_id: str, version: int, *, reason: str, now: datetime
    ) -> int:
        """Delete the record at ``version`` and return the new catalog version."""
        described = kind_of(kind)
        stored = self._stored_versions(described, [record_id])
        if record_id not in stored:
            raise no_record(described, record_id)
        check_deletion(described, record_id, version, stored[record_id])
        if described.model is Organization:
            self._refuse_owner(record_id)
        body = described.body(self.get(kind, record_id))
        table = RECORDS[described.table]
        self._connection.execute(sa.delete(table).where(table.c.id == record_id))
        entry = Entry(described.table, record_id, version + 1, True, body)
        return self._close_version([entry], reason, now)

    def _refuse_owner(self, organization_id: str) -> None:
        for kind in KINDS:
            table = RECORDS[kind.table]
            if kind.belongs_to_organization:
                query = sa.select(table.c.id).where(table.c.organization_id == organization_id)
                if self._connection.execute(query.limit(1)).first() is not None:
                    raise still_owner(kind)

    def catalog_version(self) -> int:
        """Return the number of the last catalog version; 0 before the first write."""
        return self._last_version()[0]

    def catalog_at(self, version: int) -> CatalogRecords:
        """Return all records as they were at ``version``; NotFound when there is none."""
        digest = self._digest(version)
        history = record_history
        newest = (
            sa.select(
                history.c.kind, history.c.id, sa.func.max(history.c.catalog_version).label("at")
            )
            .where(history.c.catalog_version <= version)
            .group_by(history.c.kind, history.c.id)
            .subquery()
        )
        query = (
            sa.select(history.c.kind, history.c.body)
            .join(
                newest,
                sa.and_(
                    history.c.kind == newest.c.kind,
                    history.c.id == newest.c.id,
                    history.c.catalog_version == newest.c.at,
                ),
            )
            .where(sa.not_(history.c.deleted))
            .order_by(history.c.kind, history.c.id)
        )
        found: dict[str, list[Any]] = {}
        for table, body in self._connection.execute(query):
            found.setdefault(table, []).append(BY_TABLE[table].from_body(body))
        return CatalogRecords(version, digest, **{name: tuple(g) for name, g in found.items()})

    def _digest(self, version: int) -> str:
        if version == 0:
            return ""
        query = sa.select(catalog_versions.c.digest).where(catalog_versions.c.version == version)
        digest: str | None = self._connection.execute(query).scalar_one_or_none()
        if digest is None:
            raise no_version(version)
        return digest

    def _last_version(self) -> tuple[int, str]:
        query = (
            sa.select(catalog_versions.c.version, catalog_versions.c.digest)
            .order_by(catalog_versions.c.version.desc())
            .limit(1)
        )
        row = self._connection.execute(query).one_or_none()
        return (0, "") if row is None else (row.version, row.digest)

    def _close_version(self, entries: Sequence[Entry], reason: str, now: datetime) -> int:
        last, digest = self._last_version()
        version = last + 1
        self._connection.execute(
            sa.insert(catalog_versions),
            {
                "version": version,
                "digest": chained_digest(digest, entries),
                "made_at": now,
                "reason": reason,
            },
        )
        lines = [{**asdict(entry), "catalog_version": version} for entry in entries]
        self._connection.execute(sa.insert(record_history), lines)
        return version


def still_owner(kind: Kind[Any]) -> NotAllowed:
    """Return the error for deleting an organization that other records belong to."""
    return NotAllowed(f"该组织名下还有{kind.label_zh}记录，不能删除。")


def no_version(version: int) -> NotFound:
    """Return the error for a catalog version that was never made."""
    return NotFound(f"没有第 {version} 版目录。")
