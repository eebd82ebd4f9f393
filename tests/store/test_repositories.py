from contextlib import nullcontext

import pytest
from contracts.repository import RepositoryContract

from matcher.store import MemoryRepository


class TestSqlRepository(RepositoryContract):
    """SQLite and PostgreSQL; ``fresh`` comes from conftest."""


class TestMemoryRepository(RepositoryContract):
    @pytest.fixture
    def fresh(self):
        return lambda: nullcontext(MemoryRepository())
