"""Migrations, run by the program itself: ``duijie migrate``, start-up and the tests."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from ..errors import Unavailable
from .engine import transaction

_FOLDER = Path(__file__).parent / "migrations"


def _config() -> Config:
    config = Config()
    # Alembic reads % as interpolation.
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def head_revision() -> str:
    """Return the revision that this version of the program works with."""
    head = ScriptDirectory.from_config(_config()).get_current_head()
    assert head is not None  # one line of revisions, shipped with the package
    return head


def current_revision(connection: sa.Connection) -> str | None:
    """Return the revision of the database; None when it is empty."""
    return MigrationContext.configure(connection).get_current_revision()


def upgrade(engine: sa.Engine, revision: str = "head") -> None:
    """Bring the database to ``revision`` in one transaction; nothing to do is no error.

    Raises Unavailable for a database that a newer version of the program has migrated.
    """
    config = _config()
    with transaction(engine, writes=True) as connection:
        require_known(connection)
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def downgrade(engine: sa.Engine, revision: str = "base") -> None:
    """Take the database back to ``revision`` in one transaction; records are lost at ``base``."""
    config = _config()
    with transaction(engine, writes=True) as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, revision)


def require_known(connection: sa.Connection) -> None:
    """Raise Unavailable when the database is newer than the program."""
    current = current_revision(connection)
    known = {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}
    if current is not None and current not in known:
        raise Unavailable(f"数据库由更新版本的程序建立（结构版本 {current}），请升级本程序后再用。")
