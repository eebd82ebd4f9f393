"""Tables → import plan: typed records compared with the store, issues, duplicates."""

from __future__ import annotations

from .assemble import ReadsRecords, build_plan, existing_records

__all__ = ["ReadsRecords", "build_plan", "existing_records"]
