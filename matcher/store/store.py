"""The store: transactions, migration and the full check of one database."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import sqlalchemy as sa

from .. import clock
from ..errors import Unavailable
from ..weights import default_weights_json
from .checks import findings
from .engine import transaction
from .migration import upgrade
from .repository import SqlRepository

_log = logging.getLogger("duijie.matcher.store")

#: The shipped weights hold for every ``as_of``, however old, until people decide on others.
_ALWAYS = date(2000, 1, 1)


class Store:
    """One database; every use case opens exactly one transaction on it."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    @contextmanager
    def read(self) -> Iterator[SqlRepository]:
        """Yield a repository that sees one state of the database and cannot write."""
        with transaction(self._engine, writes=False) as connection:
            yield SqlRepository(connection)

    @contextmanager
    def write(self) -> Iterator[SqlRepository]:
        """Yield a repository whose changes are committed at the end, all or none.

        One writer at a time, in all processes; raises Unavailable when the wait is too long.
        """
        with transaction(self._engine, writes=True) as connection:
            yield SqlRepository(connection)

    def migrate(self) -> None:
        """Bring the tables to the present structure and put in the shipped weights at first."""
        upgrade(self._engine)
        with self.read() as repo:
            seeded = bool(repo.weights_versions())
        if not seeded:
            with self.write() as repo:
                # Again, now as the only writer: another process may have been faster.
                if not repo.weights_versions():
                    repo.add_weights(
                        default_weights_json(), effective_from=_ALWAYS, now=clock.now()
                    )

    def check(self) -> tuple[str, ...]:
        """Return what is wrong with the database, in Chinese; empty when all is well."""
        try:
            with transaction(self._engine, writes=False) as connection:
                return findings(connection)
        except Unavailable as error:
            return (error.message_zh,)
        except (sa.exc.DBAPIError, ValueError, ArithmeticError) as error:
            # A check reports what it cannot read. No details in the log: they may repeat values,
            # and so personal data.
            _log.warning("the database could not be read: %s", type(error).__name__)
            return ("数据库中有无法读取的内容，可能已损坏，请用备份恢复。",)

    def close(self) -> None:
        """Give all connections back."""
        self._engine.dispose()
