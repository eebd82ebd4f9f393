"""Files → tables: any spreadsheet that people send, read without trusting it."""

from __future__ import annotations

from .read import ReadResult, read_grids, read_tables
from .tables import MARKER_SHEET

__all__ = ["MARKER_SHEET", "ReadResult", "read_grids", "read_tables"]
