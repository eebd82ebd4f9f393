"""The SQL repository: all subjects on one connection."""

from __future__ import annotations

from .protocol import Repository
from .sql_catalog import SqlCatalog
from .sql_governance import SqlGovernance
from .sql_imports import SqlImports
from .sql_keepers import SqlRuns, SqlWeights


class SqlRepository(SqlCatalog, SqlRuns, SqlImports, SqlWeights, SqlGovernance, Repository):
    """Records, history, runs, imports, weights and the audit log on ``connection``; never commits.

    See :class:`.protocol.Repository` for what each method promises.
    """
