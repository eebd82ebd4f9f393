"""One URL → one engine, and one transaction at a time on it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event

from ..errors import InvalidInput
from .faults import unavailable

#: Names the one writer among all that use a PostgreSQL database ("duijie" in ASCII).
_WRITER_LOCK = 0x6475696A6965
_WRITES = "duijie_writes"


def create_engine(url: str, *, wait_s: float = 10.0) -> sa.Engine:
    """Return the engine of ``sqlite:///FILE`` or ``postgresql[+psycopg]://…``.

    A writer waits up to ``wait_s`` seconds for another one; then it is told so (Unavailable).
    Raises InvalidInput for another kind of URL. Connects to nothing yet.
    """
    try:
        parsed = sa.make_url(url)
    except sa.exc.ArgumentError as error:
        raise _unusable() from error
    if parsed.drivername in ("postgresql", "postgres", "postgresql+psycopg"):
        return _postgres(parsed.set(drivername="postgresql+psycopg"), wait_s)
    if parsed.drivername in ("sqlite", "sqlite+pysqlite") and _is_file(parsed.database):
        return _sqlite(parsed, wait_s)
    raise _unusable()


def _is_file(database: str | None) -> bool:
    # A database in memory would be another one on every connection, and gone at the end.
    return bool(database) and database != ":memory:"


def _unusable() -> InvalidInput:
    # The URL itself is not repeated: it may hold a password.
    return InvalidInput(
        "数据库地址不可用，请写 sqlite:///文件路径 或 postgresql://用户:密码@主机/数据库。",
        field="DUIJIE_DATABASE_URL",
    )


def _postgres(url: sa.URL, wait_s: float) -> sa.Engine:
    waits = f"-c lock_timeout={int(wait_s * 1000)}"
    return sa.create_engine(
        url,
        pool_pre_ping=True,
        hide_parameters=True,
        connect_args={"options": waits, "connect_timeout": 10},
    )


def _sqlite(url: sa.URL, wait_s: float) -> sa.Engine:
    # Errors do not repeat the values of a statement: they hold phone numbers (contact_phone).
    engine = sa.create_engine(url, hide_parameters=True)
    file = Path(url.database or "")

    @event.listens_for(engine, "do_connect")
    def _folder(*_: object) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)

    @event.listens_for(engine, "connect")
    def _configure(connection: Any, _record: object) -> None:  # noqa: ANN401
        # The driver must not open transactions by itself: _begin below does.
        connection.isolation_level = None
        for pragma in (
            f"busy_timeout={int(wait_s * 1000)}",
            "journal_mode=WAL",
            # Acknowledged rows survive a power cut (docs/decisions/0003).
            "synchronous=FULL",
            "foreign_keys=ON",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        writes = bool(connection.get_execution_options().get(_WRITES))
        connection.exec_driver_sql(f"PRAGMA query_only={0 if writes else 1}")
        # IMMEDIATE takes the writer's place at once, so that two writers queue instead of failing
        # in the middle.
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


@contextmanager
def transaction(engine: sa.Engine, *, writes: bool) -> Iterator[sa.Connection]:
    """Yield a connection inside one transaction: committed at the end, rolled back on any error.

    A reader sees one state from its first to its last statement. Only one writer works at a time;
    so catalog versions have no gaps and no forks. Raises Unavailable when the database is busy,
    full, damaged or away.
    """
    try:
        with engine.connect() as plain:
            connection = plain.execution_options(**_options(engine, writes))
            with connection.begin():
                if writes and engine.dialect.name == "postgresql":
                    connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_WRITER_LOCK)))
                yield connection
    except sa.exc.DBAPIError as error:
        told = unavailable(error)
        if told is None:
            raise
        raise told from error


def _options(engine: sa.Engine, writes: bool) -> dict[str, Any]:
    if engine.dialect.name == "sqlite":
        return {_WRITES: writes}
    if writes:
        return {"isolation_level": "READ COMMITTED", "postgresql_readonly": False}
    return {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
