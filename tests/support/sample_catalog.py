"""The three workbooks of tests/golden/catalog as tables and as a plan into an empty store."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path

from matcher.intake.cells import IgnoredSheet, Table
from matcher.intake.plan import Existing, ImportPlan
from matcher.intake.planning import build_plan
from matcher.intake.reading import read_tables

FOLDER = Path(__file__).parent.parent / "golden" / "catalog"
WORKBOOKS = ("需求目录.xlsx", "供给目录.xlsx", "绩效评价.xlsx")
#: The day on which the sample is imported in tests.
TODAY = date(2026, 1, 15)
NOW = datetime(2026, 1, 15, 4, 0, tzinfo=UTC)


@lru_cache(maxsize=1)
def sample_tables() -> tuple[tuple[Table, ...], tuple[IgnoredSheet, ...]]:
    """Return the tables and the ignored sheets of the three workbooks."""
    results = [
        read_tables(name, (FOLDER / name).read_bytes(), timeout_s=60, memory_mb=1024)
        for name in WORKBOOKS
    ]
    tables = tuple(table for result in results for table in result.tables)
    return tables, tuple(sheet for result in results for sheet in result.ignored)


def plan_of(tables, existing=None, *, ignored=(), answers=None, now=NOW) -> ImportPlan:
    """Return the plan of ``tables`` on the sample's day."""
    return build_plan(
        tables, existing or Existing(), today=TODAY, now=now, answers=answers, ignored=ignored
    )


@lru_cache(maxsize=1)
def sample_plan() -> ImportPlan:
    """Return the plan of the three workbooks into an empty store."""
    tables, ignored = sample_tables()
    return plan_of(tables, ignored=ignored)


def stored(plan: ImportPlan, before: Existing | None = None) -> Existing:
    """Return what a store holds after ``plan`` was confirmed on top of ``before``."""
    start = before or Existing()
    kinds = {}
    for name in Existing.__dataclass_fields__:
        kinds[name] = {record.id: record for record in getattr(start, name)}
    for change in plan.changes:
        kinds[_KINDS[type(change.record).__name__]][change.record.id] = change.record
    return Existing(**{name: tuple(records.values()) for name, records in kinds.items()})


_KINDS = {
    "Need": "needs",
    "Organization": "organizations",
    "Service": "services",
    "Evaluation": "evaluations",
    "CreditCheck": "credit_checks",
    "Federation": "federations",
}
