"""Columns are the scalar formulas to the last kept decimal, on odd and incomplete records."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import reference_parts
from support.motley import motley_catalog, motley_need
from support.records import TODAY

from matcher.candidates import Candidates
from matcher.catalog import Catalog
from matcher.dates import age_in_months
from matcher.model import Evaluation, EvaluatorType
from matcher.parts import SCORERS
from matcher.parts.evaluators import (
    NO_SCALE,
    column_scale,
    common_scale,
    evaluator_key,
    points_on,
)
from matcher.parts.judged import judged
from matcher.parts.performance import all_evidence
from matcher.parts.records import base_weight, counts, recorded_points
from matcher.parts.written import ages, written
from matcher.weights import default_weights

WEIGHTS = default_weights()
RULE = WEIGHTS.shrinkage
CATALOGS = [
    Catalog.build(motley_catalog(40, 0, evaluations=6)),
    Catalog.build(motley_catalog(40, 1, evaluations=6)),
    # So many records of one organization that its self evaluations reach their cap.
    Catalog.build(motley_catalog(10, 2, evaluations=60)),
]
MANY = settings(max_examples=60, deadline=None, derandomize=True)
#: Days on which a record begins to count among them.
DAYS = st.one_of(
    st.integers(-1500, 500).map(lambda days: TODAY + timedelta(days=days)),
    st.sampled_from([date(2022, 2, 28), date(2024, 5, 1), date(2025, 12, 31), date(2027, 1, 1)]),
)
NEEDS = st.builds(motley_need, st.integers(0, 10_000))


def some_of(catalog, seed):
    """Return some organizations, each with one of its services."""
    rng = np.random.default_rng(seed)
    rows = np.flatnonzero(rng.random(len(catalog)) < 0.8).astype(np.int64)
    best = [catalog.services_of[row][-1 if rng.random() < 0.5 else 0] for row in rows]
    similarity = np.round(rng.random(len(rows)), 6)
    return Candidates(rows, np.array(best, dtype=np.int64), *[similarity] * 5)


@given(NEEDS, st.sampled_from(CATALOGS), st.integers(0, 1000), DAYS)
@MANY
def test_values_are_those_of_the_scalar_formulas(wanted, catalog, seed, as_of):
    found = some_of(catalog, seed)
    expected = reference_parts.values(wanted, found, catalog, WEIGHTS, as_of)
    for name, score in SCORERS.items():
        column = score(wanted, found, catalog, WEIGHTS, as_of).values
        assert (None if column is None else column.tolist()) == expected[name], name


@given(NEEDS, st.sampled_from(CATALOGS), st.integers(0, 1000), DAYS)
@MANY
def test_the_shown_evidence_has_the_mean_of_its_column(wanted, catalog, seed, as_of):
    found = some_of(catalog, seed)
    columns = all_evidence(wanted, found, catalog, WEIGHTS, as_of)
    each = [columns.at(index) for index in range(len(found))]
    assert [one.mean for one in each] == pytest.approx(columns.mean.tolist(), abs=1e-9)
    assert [one.weight for one in each] == pytest.approx(columns.weight.tolist(), abs=1e-9)


def test_the_motley_needs_reach_every_branch():
    """Otherwise the comparison above would prove less than it says."""
    wanted = [motley_need(number) for number in range(300)]
    applied = [reference_parts.applies(need) for need in wanted]
    assert any(applied)
    assert not all(applied)
    assert any(not need.service_types for need in wanted)
    found = some_of(CATALOGS[0], 1)
    scores = [SCORERS["continuity"](n, found, CATALOGS[0], WEIGHTS, TODAY).values for n in wanted]
    seen = {v for column in scores if column is not None for v in column.tolist()}
    assert seen == {0.0, 0.7, 1.0}


@given(st.sampled_from(CATALOGS), DAYS)
@MANY
def test_records_that_count_their_weight_and_their_scale(catalog, as_of):
    held = judged(catalog, as_of, RULE)
    used = [r for r in catalog.evaluations if counts(r, as_of, RULE)]
    scale = common_scale(used, lambda _: True, RULE.standardise_from)
    owners = [catalog.organizations[row].id for row in held.organization.tolist()]
    assert owners == [r.organization_id for r in used]
    assert held.base.tolist() == [base_weight(r, as_of, RULE) for r in used]
    assert held.scale == scale
    assert held.points.tolist() == [scale.points(r) for r in used]


def test_the_scale_of_columns_is_the_common_scale_for_any_least():
    catalog = CATALOGS[1]
    held = written(catalog)
    for least in (0, 2, 20, 10_000):
        expected = common_scale(catalog.evaluations, lambda _: True, least)
        scale = column_scale(held.evaluators, held.evaluator, held.points, least)
        assert scale == expected
        moved = points_on(scale, held.evaluators, held.evaluator, held.points)
        assert moved.tolist() == [expected.points(r) for r in catalog.evaluations]


def test_a_habit_begins_with_two_records():
    two = [r for r in CATALOGS[0].evaluations if r.evaluator_org == "乙评估事务所"][:2]
    pair = [replace(r, evaluator_type=EvaluatorType.BUYER, conflict=False) for r in two]
    points = np.array([recorded_points(r) for r in pair])
    keys, places = (evaluator_key(pair[0]),), np.zeros(2, dtype=np.int64)
    assert column_scale(keys, places, points, 0) == common_scale(pair, lambda _: True, 0)
    assert column_scale(keys, places[:1], points[:1], 0) == NO_SCALE


@given(st.sampled_from(CATALOGS), st.dates(date(2019, 1, 1), date(2030, 12, 31)))
@MANY
def test_ages_are_those_of_single_dates(catalog, as_of):
    found = ages(written(catalog), as_of).tolist()
    for age, record in zip(found, catalog.evaluations, strict=True):
        if record.evaluated_on is not None:
            assert age == age_in_months(record.evaluated_on, as_of)


def test_a_catalog_without_evaluations_has_columns_too():
    records = [r for r in motley_catalog(5) if not isinstance(r, Evaluation)]
    catalog = Catalog.build(records)
    found = some_of(catalog, 1)
    wanted = replace(motley_need(1), continuous=True, continuity_conditions=(True,) * 4)
    columns = all_evidence(wanted, found, catalog, WEIGHTS, TODAY)
    assert columns.mean.tolist() == [RULE.mu] * len(found)
    assert SCORERS["continuity"](wanted, found, catalog, WEIGHTS, TODAY).values is None
