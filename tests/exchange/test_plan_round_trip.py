"""The sample workbooks through plan, export, reader and plan again: the catalog stays as it is."""

from datetime import UTC, date, datetime

import pytest
from support.tree import ROOT

from matcher.exchange import Catalog, ExportFormat, export_records
from matcher.intake.cells import TableKind
from matcher.intake.plan import Action, Existing
from matcher.intake.planning import build_plan
from matcher.intake.reading import read_tables
from matcher.model import (
    CreditCheck,
    Evaluation,
    Federation,
    Need,
    Organization,
    Service,
)

TODAY, NOW = date(2026, 3, 1), datetime(2026, 3, 1, tzinfo=UTC)


def plan_of(name, data, existing):
    tables = read_tables(name, data, timeout_s=60, memory_mb=1024).tables
    return build_plan(tables, existing, today=TODAY, now=NOW)


@pytest.fixture(scope="module")
def stored():
    found = Existing()
    for name in ("供给目录.xlsx", "需求目录.xlsx", "绩效评价.xlsx"):
        data = (ROOT / "tests" / "golden" / "catalog" / name).read_bytes()
        records = [change.record for change in plan_of(name, data, found).changes]
        found = Existing(
            *(
                (*kept, *(r for r in records if isinstance(r, kind)))
                for kept, kind in (
                    (found.needs, Need),
                    (found.organizations, Organization),
                    (found.services, Service),
                    (found.evaluations, Evaluation),
                    (found.credit_checks, CreditCheck),
                    (found.federations, Federation),
                )
            )
        )
    return found


def exported(stored, kind, file_format):
    catalog = Catalog(stored.needs, stored.organizations, stored.services, stored.evaluations)
    return export_records(kind, catalog, file_format)


@pytest.mark.parametrize("file_format", list(ExportFormat))
@pytest.mark.parametrize("kind", [TableKind.NEEDS, TableKind.ORGANIZATIONS])
def test_nothing_changes(stored, kind, file_format):
    plan = plan_of("导出", exported(stored, kind, file_format), stored)
    expected = {
        TableKind.NEEDS: len(stored.needs),
        TableKind.ORGANIZATIONS: len(stored.organizations) + len(stored.services) + 2,
    }
    assert not [c for c in plan.changes if c.action is not Action.UNCHANGED]
    assert len(plan.changes) == expected[kind]
    assert not plan.rejected


@pytest.mark.parametrize("file_format", list(ExportFormat))
def test_no_evaluation_changes(stored, file_format):
    plan = plan_of("导出", exported(stored, TableKind.EVALUATIONS, file_format), stored)
    assert {c.record.id for c in plan.changes} == {e.id for e in stored.evaluations}
    assert not plan.rejected
    assert {c.action for c in plan.changes} == {Action.UNCHANGED}
