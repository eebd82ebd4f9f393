"""Whatever stands in the cells, a plan comes out; twice is once; row order is of no matter."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.sample_catalog import plan_of, sample_tables, stored

from matcher.intake.cells import Column, Table, TableKind, TableRow
from matcher.intake.plan import Action
from matcher.model import Evaluation

FIELDS = {
    kind: sorted(
        {c.field for t in sample_tables()[0] if t.kind is kind for c in t.columns} - {None}
    )
    for kind in TableKind
}
MORE = {
    TableKind.NEEDS: [
        "required_staff",
        "required_certified",
        "required_licences",
        "budget_public",
        "self_raised_ratio",
        "continuous",
        "continuity_conditions",
        "drafters",
        "status",
        "request_count",
        "collection_round",
        "channels",
    ],
    TableKind.ORGANIZATIONS: [
        "former_names",
        "aliases",
        "legal_status",
        "scope",
        "staff_part",
        "volunteers",
        "concurrent_projects",
        "max_concurrent",
        "federation",
        "federation_supports",
        "filed_with",
        "service_licences",
        "service_staff",
        "service_capacity",
        "largest_similar_project",
        "assured_on",
        "service_methods",
        "paused",
    ],
    TableKind.EVALUATIONS: ["uscc", "service_types", "stage", "disputed", "conflict"],
}
WORDS = st.sampled_from(
    [
        "",
        "-",
        "/",
        "无",
        "待定",
        "约",
        "一二三",
        "5-8万",
        "2026.1",
        "优",
        "A",
        "100%",
        "（）",
        "《",
        "社工",
    ]
)
CELL = st.one_of(
    st.none(),
    WORDS,
    st.text(max_size=12),
    st.integers(-(10**9), 10**9),
    st.floats(allow_nan=True, allow_infinity=True),
    st.booleans(),
    st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    st.datetimes(),
)
QUICK = settings(
    max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)


@cache
def columns(kind):
    fields = [*FIELDS[kind], *MORE[kind]]
    return tuple(Column(f"C{n}", field, field) for n, field in enumerate(fields))


def table(kind, rows):
    numbered = tuple(TableRow(n + 2, values) for n, values in enumerate(rows))
    return Table("表.xlsx", kind.value, kind, columns(kind), numbered)


def garbage(kind):
    fields = [c.field for c in columns(kind)]
    row = st.dictionaries(st.sampled_from(fields), CELL, max_size=len(fields))
    return st.lists(row, max_size=4).map(lambda rows: table(kind, rows))


TABLES = st.tuples(*(garbage(kind) for kind in TableKind))


@QUICK
@given(TABLES)
def test_arbitrary_cells_never_raise_and_every_row_is_accounted_for(tables):
    plan = plan_of(tables)
    made = {(c.record.meta.source.sheet, c.record.meta.source.row) for c in plan.changes}
    told = {(r.sheet, r.row) for r in plan.rejected} | {(s.sheet, s.row) for s in plan.skipped}
    told |= {(p.second_row[1], p.second_row[2]) for p in plan.duplicates}
    named = {
        (t.sheet, r.number) for t in tables for r in t.rows if t.kind is not TableKind.ORGANIZATIONS
    }
    assert named <= made | told


@QUICK
@given(TABLES)
def test_twice_is_once(tables):
    first = plan_of(tables)
    after = stored(first)
    again = plan_of(tables, after)
    assert {c.action for c in again.changes} <= {Action.UNCHANGED}
    assert stored(again, after) == after


@settings(max_examples=4, deadline=None, derandomize=True)
@given(st.randoms(use_true_random=False))
def test_row_order_gives_the_same_records(random):
    turned = []
    for table in sample_tables()[0]:
        blocks = []
        for row in table.rows:
            if row.continued:
                blocks[-1].append(row)
            else:
                blocks.append([row])
        random.shuffle(blocks)
        rows = [row for block in blocks for row in block]
        renumbered = [replace(row, number=n + 5) for n, row in enumerate(rows)]
        turned.append(replace(table, rows=tuple(renumbered)))
    first, second = plan_of(sample_tables()[0]), plan_of(turned)
    one = {c.record.id: c.record for c in first.changes}
    two = {c.record.id: c.record for c in second.changes}
    assert set(one) == set(two)
    # Of rows that contradict each other the first one counts, so those follow the order.
    merged = {p.first_id for p in first.duplicates if p.merged}
    for identity, record in one.items():
        owner = getattr(record, "organization_id", "")
        if identity in merged or (owner in merged and not isinstance(record, Evaluation)):
            assert getattr(record, "name", "") == getattr(two[identity], "name", "")
        else:
            assert replace(record, meta=None) == replace(two[identity], meta=None)
