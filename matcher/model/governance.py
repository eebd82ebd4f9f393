"""What people decide about the platform itself: drafts of the ranking weights."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class DraftStatus(StrEnum):
    """State of a draft; only an open one can change."""

    OPEN = "待批准"
    APPROVED = "已批准"
    REJECTED = "已否决"


@dataclass(frozen=True, slots=True)
class WeightDraft:
    """A proposal of new weights (F20): written by one person, decided by another.

    ``body`` is the weights document; ``effective_from`` the day from which it holds once approved.
    """

    id: str
    body: str
    author: str
    reason: str
    created_at: datetime
    status: DraftStatus = DraftStatus.OPEN
    decided_by: str = ""
    decided_at: datetime | None = None
    effective_from: date | None = None
