"""All entries of expected.md hold: one test case for each, named by sheet, row and column."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from planning import (
    cases_evaluations,
    cases_needs_1,
    cases_needs_2,
    cases_supply_1,
    cases_supply_2,
)
from support.plan_view import PlanView
from support.sample_catalog import FOLDER, sample_plan, sample_tables

from matcher.intake.cells import TableKind
from matcher.intake.plan import Action
from matcher.model import Evaluation, Need, NeedStatus, Organization, Service

TABLES = (cases_needs_1, cases_needs_2, cases_supply_1, cases_supply_2, cases_evaluations)
CASES = [case for table in TABLES for case in table.CASES]


def expected_entries():
    """Return sheet, row and column of every entry of expected.md."""
    text = (FOLDER / "expected.md").read_text(encoding="utf-8")
    entries = []
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if len(cells) == 6 and re.fullmatch(r"\d+", cells[1]):
            entries.append((cells[0], int(cells[1]), cells[2]))
    return entries


@pytest.fixture(scope="module")
def view():
    return PlanView(sample_plan())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_expected(view, case):
    assert case.checks
    for check in case.checks:
        check(view, case)


def test_every_entry_has_one_case_and_every_case_an_entry():
    entries = expected_entries()
    assert len(entries) == 231
    assert Counter(case.key for case in CASES) == Counter(entries)
    assert len({case.id for case in CASES}) == len(CASES)


def test_totals_of_needs(view):
    needs = view.records(Need)
    assert len(needs) == 60
    assert [n.status for n in needs].count(NeedStatus.WITHDRAWN) == 1
    pairs = [p for p in view.plan.duplicates if p.record_kind == "need"]
    assert sorted((p.kind, p.second_row[2]) for p in pairs) == [
        ("code", 23),
        ("exact", 69),
        ("near", 70),
    ]
    skipped = [s.reason for s in view.plan.skipped if s.sheet == "需求目录" and s.row > 4]
    assert skipped.count("合计") == 5
    assert skipped.count("表头") == 1


def test_totals_of_supply(view):
    organizations = view.records(Organization)
    assert len(organizations) == 120
    assert len({o.id for o in organizations}) == 120
    assert sum("样例" in o.name for o in organizations) == 8
    assert len(view.records(Service)) == 126
    pairs = [p for p in view.plan.duplicates if p.record_kind == "organization"]
    assert sorted(p.second_row[2] for p in pairs if p.merged) == [133, 135, 137]
    assert sorted(p.second_row[2] for p in pairs if p.kind == "name") == [134, 136, 138]
    repeated = [p for p in view.plan.duplicates if p.record_kind == "service"]
    assert sorted(p.second_row[2] for p in repeated) == [133, 135, 137]


def test_totals_of_evaluations(view):
    tables, _ = sample_tables()
    rows = sum(len(t.rows) for t in tables if t.kind is TableKind.EVALUATIONS)
    assert rows == 300 + 1
    pairs = [p for p in view.plan.duplicates if p.record_kind == "evaluation"]
    assert len(pairs) == 1
    sheets = ("2023年", "2024年", "2025年")
    refused = {(r.sheet, r.row) for r in view.plan.rejected if r.sheet in sheets}
    wrong = {("2023年", 24), ("2023年", 63), ("2024年", 64)}
    unmatched = {("2024年", 75), ("2024年", 80)}
    assert refused == wrong | unmatched
    not_rated = [s for s in view.plan.skipped if s.reason == "免评"]
    assert [(s.sheet, s.row) for s in not_rated] == [("2023年", 51)]
    assert len(view.records(Evaluation)) == 300 - len(wrong) - len(unmatched) - 1


def test_everything_is_new_in_an_empty_store(view):
    assert {c.action for c in view.plan.changes} == {Action.CREATE}
    assert view.plan.records_to_write() == tuple(c.record for c in view.plan.changes)
    assert all(c.record.meta.version == 1 for c in view.plan.changes)


def test_masked_pieces_are_counted(view):
    assert view.plan.masked == 4
    told = [i for i in view.plan.issues if i.code == "PERSONAL_DATA"]
    assert [(i.sheet, i.row) for i in told] == [("需求目录", 11), ("供给目录", 74)]
