from contextlib import nullcontext

import pytest
from contracts.repository import RepositoryContract
from contracts.repository_governance import GovernanceContract

from matcher.store import MemoryRepository


class TestSqlRepository(RepositoryContract, GovernanceContract):
    """SQLite and PostgreSQL; ``fresh`` comes from conftest."""


class TestMemoryRepository(RepositoryContract, GovernanceContract):
    @pytest.fixture
    def fresh(self):
        return lambda: nullcontext(MemoryRepository())
