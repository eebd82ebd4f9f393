"""The tables as SQLAlchemy sees them; they are created by the migrations only."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from .codec import KINDS, SHARES, Kind, Leaf
from .column_types import KEY, Exact, UtcTime

metadata = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)

_TYPES: Mapping[Any, Any] = {
    str: sa.Text(),
    int: sa.BigInteger(),
    float: sa.Double(),
    bool: sa.Boolean(),
    date: sa.Date(),
    datetime: UtcTime(),
    Decimal: Exact(14, 2),
}
#: What people look records up by, besides the id.
_LOOKUPS = frozenset({("needs", "code"), ("organizations", "uscc"), ("organizations", "name")})


def _column(kind: Kind[Any], leaf: Leaf) -> sa.Column[Any]:
    if leaf.column == "id":
        return sa.Column("id", KEY, primary_key=True)
    if leaf.column == "organization_id":
        owner = sa.ForeignKey("organizations.id")
        return sa.Column("organization_id", KEY, owner, nullable=False, index=True)
    kept = Exact() if leaf.column in SHARES else _TYPES.get(leaf.type, sa.JSON())
    return sa.Column(leaf.column, kept, nullable=leaf.nullable)


def _table(kind: Kind[Any]) -> sa.Table:
    table = sa.Table(kind.table, metadata, *(_column(kind, leaf) for leaf in kind.leaves))
    for name, column in sorted(_LOOKUPS):
        if name == kind.table:
            # A hash index takes text of any length; a tree on PostgreSQL refuses 3 kB in a cell.
            sa.Index(f"ix_{name}_{column}", table.c[column], postgresql_using="hash")
    return table


#: The table of each record kind, by its name.
RECORDS: Mapping[str, sa.Table] = {kind.table: _table(kind) for kind in KINDS}

catalog_versions = sa.Table(
    "catalog_versions",
    metadata,
    sa.Column("version", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("digest", sa.Text, nullable=False),
    sa.Column("made_at", UtcTime, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
)

record_history = sa.Table(
    "record_history",
    metadata,
    sa.Column("kind", KEY, primary_key=True),
    sa.Column("id", KEY, primary_key=True),
    sa.Column(
        "catalog_version",
        sa.BigInteger,
        sa.ForeignKey("catalog_versions.version"),
        primary_key=True,
        autoincrement=False,
        index=True,
    ),
    sa.Column("version", sa.BigInteger, nullable=False),
    sa.Column("deleted", sa.Boolean, nullable=False),
    sa.Column("body", sa.Text, nullable=False),
)

runs = sa.Table(
    "runs",
    metadata,
    sa.Column("id", KEY, primary_key=True),
    sa.Column("catalog_version", sa.BigInteger, nullable=False),
    sa.Column("created_at", UtcTime, nullable=False, index=True),
    sa.Column("inputs", sa.Text, nullable=False),
    # TEXT, not JSON: a stored run must come back byte for byte (F6).
    sa.Column("result", sa.Text, nullable=False),
)

imports = sa.Table(
    "imports",
    metadata,
    sa.Column("id", KEY, primary_key=True),
    sa.Column("status", sa.Text, nullable=False, index=True),
    sa.Column("created_at", UtcTime, nullable=False),
    sa.Column("files", sa.JSON, nullable=False),
    sa.Column("progress", sa.BigInteger, nullable=False),
    sa.Column("plan_digest", sa.Text),
    sa.Column("plan", sa.Text),
    sa.Column("catalog_version", sa.BigInteger),
    sa.Column("error_code", sa.Text),
    sa.Column("message_zh", sa.Text, nullable=False),
)

import_files = sa.Table(
    "import_files",
    metadata,
    sa.Column("import_id", KEY, sa.ForeignKey("imports.id"), primary_key=True),
    sa.Column("place", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("content", sa.LargeBinary, nullable=False),
)

weights = sa.Table(
    "weights",
    metadata,
    sa.Column("version", KEY, primary_key=True),
    sa.Column("body", sa.Text, nullable=False),
    sa.Column("effective_from", sa.Date, nullable=False),
    sa.Column("created_at", UtcTime, nullable=False),
)

audit_log = sa.Table(
    "audit_log",
    metadata,
    sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("at", UtcTime, nullable=False),
    sa.Column("actor", sa.Text, nullable=False),
    sa.Column("action", sa.Text, nullable=False),
    sa.Column("subject", sa.Text, nullable=False),
    sa.Column("detail", sa.Text, nullable=False),
    sa.Column("hash", sa.Text, nullable=False),
)

weight_drafts = sa.Table(
    "weight_drafts",
    metadata,
    sa.Column("id", KEY, primary_key=True),
    sa.Column("body", sa.Text, nullable=False),
    sa.Column("author", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("created_at", UtcTime, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("decided_by", sa.Text, nullable=False),
    sa.Column("decided_at", UtcTime),
    sa.Column("effective_from", sa.Date),
)
