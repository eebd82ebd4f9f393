"""Records with history, runs, imports, weights in SQLite or PostgreSQL (docs/decisions/0003)."""

from __future__ import annotations

from .engine import create_engine
from .memory import MemoryRepository
from .protocol import CatalogRecords, Repository, StoredRun
from .repository import SqlRepository
from .store import Store

__all__ = [
    "CatalogRecords",
    "MemoryRepository",
    "Repository",
    "SqlRepository",
    "Store",
    "StoredRun",
    "create_engine",
]
