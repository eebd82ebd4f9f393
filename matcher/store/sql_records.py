"""Reading current records by SQL."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeVar

import sqlalchemy as sa

from ..errors import NotFound
from ..model import Evaluation, Need, Organization, Record, Service
from .codec import Kind, kind_of
from .tables import RECORDS

R = TypeVar("R", bound=Record)

#: Ids in one statement; SQLite takes 32,766 parameters.
_CHUNK = 5000


def no_record(kind: Kind[Any], record_id: str) -> NotFound:
    """Return the error for a record that is not there."""
    return NotFound(f"没有编号为 {record_id} 的{kind.label_zh}。")


class SqlRecords:
    """Current records on one connection, inside the caller's transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def get(self, kind: type[R], record_id: str) -> R:
        """Return one record; NotFound when there is none."""
        found = self._select(kind, lambda t, q: q.where(t.c.id == record_id))
        if not found:
            raise no_record(kind_of(kind), record_id)
        return found[0]

    def all(self, kind: type[R]) -> tuple[R, ...]:
        """Return all records of ``kind`` by id."""
        return self._select(kind, lambda _, query: query)

    def page(self, kind: type[R], *, after: str | None, limit: int) -> tuple[R, ...]:
        """Return the first ``limit`` records by id behind ``after``."""
        if after is None:
            return self._select(kind, lambda _, query: query.limit(limit))
        return self._select(kind, lambda t, query: query.where(t.c.id > after).limit(limit))

    def count(self, kind: type[R]) -> int:
        """Return how many records of ``kind`` there are."""
        table = RECORDS[kind_of(kind).table]
        return self._connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()

    def find_need(self, code: str) -> tuple[Need, ...]:
        """Return the needs with this code."""
        return self._select(Need, lambda t, query: query.where(t.c.code == code))

    def find_organization(self, reference: str) -> tuple[Organization, ...]:
        """Return the organizations with this credit code or exactly this name."""
        return self._select(
            Organization,
            lambda t, query: query.where(sa.or_(t.c.uscc == reference, t.c.name == reference)),
        )

    def services_of(self, organization_id: str) -> tuple[Service, ...]:
        """Return what an organization offers."""
        return self._select(
            Service, lambda t, query: query.where(t.c.organization_id == organization_id)
        )

    def evaluations_of(self, organization_id: str) -> tuple[Evaluation, ...]:
        """Return the evaluations of an organization."""
        return self._select(
            Evaluation, lambda t, query: query.where(t.c.organization_id == organization_id)
        )

    def _select(
        self, model: type[R], narrow: Callable[[sa.Table, sa.Select[Any]], sa.Select[Any]]
    ) -> tuple[R, ...]:
        kind = kind_of(model)
        table = RECORDS[kind.table]
        columns = [table.c[leaf.column] for leaf in kind.leaves]
        query = narrow(table, sa.select(*columns).order_by(table.c.id))
        return tuple(kind.record(row) for row in self._connection.execute(query))

    def _stored_versions(self, kind: Kind[Any], ids: Iterable[str]) -> Mapping[str, int]:
        table = RECORDS[kind.table]
        found: dict[str, int] = {}
        for chunk in _chunks(ids):
            query = sa.select(table.c.id, table.c.version).where(table.c.id.in_(chunk))
            found.update((row.id, row.version) for row in self._connection.execute(query))
        return found


def _chunks(ids: Iterable[str]) -> Iterator[Sequence[str]]:
    rest = iter(ids)
    while chunk := tuple(islice(rest, _CHUNK)):
        yield chunk
