"""An import as a job that says how far it is. Values only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from .plan import ImportPlan


class ImportStatus(StrEnum):
    """Life of an import; only ``confirmed`` has changed the catalog."""

    READING = "reading"
    PREVIEWED = "previewed"
    CONFIRMING = "confirming"
    CONFIRMED = "confirmed"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class ImportJob:
    """State of one import; ``progress`` in percent, ``plan`` once previewed.

    ``catalog_version`` is set when the import is confirmed. A failed job says why in
    ``message_zh`` (and ``error_code``); nothing has changed then.
    """

    id: str
    status: ImportStatus
    files: tuple[str, ...]
    created_at: datetime
    progress: int = 0
    plan: ImportPlan | None = None
    catalog_version: int | None = None
    error_code: str | None = None
    message_zh: str = ""
