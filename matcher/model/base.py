"""Shared building blocks of catalog records: provenance, partial dates, labelled values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NewType

#: ISO 8601 date of year, month or day precision: ``"2015"``, ``"2026-03"``, ``"2026-03-05"``.
#: Sorts and compares as text; see :mod:`matcher.dates` for arithmetic.
PartialDate = NewType("PartialDate", str)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a record was read: file, sheet and 1-based spreadsheet row (docs/catalog.md)."""

    file: str
    sheet: str | None = None
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Meta:
    """Version and provenance of a stored record.

    ``version`` starts at 1 and grows by one with each stored change; times are UTC.
    """

    version: int
    source: Source
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class Labelled:
    """A value of a list cell with the remark that stood in brackets behind it."""

    label: str
    note: str = ""
