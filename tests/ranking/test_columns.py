"""Parts read from columns are the parts of an obvious loop, candidate by candidate."""

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import reference_parts
from support.records import TODAY, need
from support.varied import varied_catalog

from matcher.candidates import Candidates
from matcher.catalog import Catalog
from matcher.model import Evaluation, EvaluatorType, Labelled, Money, PartialDate, Quantity
from matcher.parts import SCORERS
from matcher.parts.performance import all_evidence
from matcher.rank import rank
from matcher.weights import default_weights

WEIGHTS = default_weights()


def judged_often(count):
    """Third-party records of one harsh evaluator, enough to show its habit."""
    return [
        Evaluation(
            id=f"z{number:03d}",
            organization_id=f"o{number % 7:03d}",
            service_types=("为老服务",),
            evaluator_type=EvaluatorType.THIRD_PARTY,
            evaluator_org="严评估所",
            score=60.0 + number % 11,
            evaluated_on=PartialDate(f"2025-{1 + number % 12:02d}"),
        )
        for number in range(count)
    ]


CATALOGS = [
    Catalog.build(varied_catalog(40)),
    Catalog.build([*varied_catalog(60, seed=11), *judged_often(45)]),
]


def candidates_of(catalog, seed):
    rng = np.random.default_rng(seed)
    rows = np.arange(len(catalog), dtype=np.int64)
    similarity = rng.random(len(rows))
    return Candidates(rows, rows, similarity, similarity, similarity, similarity, similarity)


needs = st.builds(
    replace,
    st.just(need()),
    service_types=st.lists(
        st.sampled_from(["为老服务", "助残服务", "儿童服务", "退役军人", "没有这一类"]), max_size=3
    ).map(tuple),
    beneficiaries=st.lists(
        st.sampled_from(["独居老人", "老年人", "居民", "残疾人", "家长", "没有这些人"]), max_size=3
    ).map(lambda labels: tuple(map(Labelled, labels))),
    beneficiary_count=st.sampled_from(
        [Quantity(), Quantity(50, 60, "人"), Quantity(20, 20, "场"), Quantity(0, 5, "户")]
    ),
    budget=st.sampled_from(
        [Money(), Money(Decimal(9000), Decimal(20000)), Money(Decimal(0), Decimal(0))]
    ),
    self_raised_ratio=st.sampled_from([None, Decimal("0.2")]),
    street=st.sampled_from(["", "朝阳区某某街道", "平谷区某某镇", "某某街道"]),
    required_staff=st.sampled_from([None, 0, 3]),
    required_certified=st.sampled_from([None, 0, 2]),
    required_licences=st.sampled_from([(), ("食品经营许可证",)]),
    continuous=st.booleans(),
    continuity_conditions=st.just((True, True, True, True)),
)


@given(needs, st.sampled_from(CATALOGS), st.integers(0, 1000))
@settings(max_examples=60, deadline=None)
def test_every_part_is_the_one_of_the_loop(wanted, catalog, seed):
    found = candidates_of(catalog, seed)
    expected = reference_parts.values(wanted, found, catalog, WEIGHTS, TODAY)
    for name, score in SCORERS.items():
        column = score(wanted, found, catalog, WEIGHTS, TODAY).values
        if expected[name] is None:
            assert column is None
        else:
            assert column.tolist() == pytest.approx(expected[name], abs=2e-6), name


@given(needs, st.sampled_from(CATALOGS), st.integers(0, 1000))
@settings(max_examples=30, deadline=None)
def test_the_evidence_of_one_is_its_place_in_the_columns(wanted, catalog, seed):
    found = candidates_of(catalog, seed)
    columns = all_evidence(wanted, found, catalog, WEIGHTS, TODAY)
    for index in range(0, len(found), 5):
        one = columns.at(index)
        assert one.mean == pytest.approx(float(columns.mean[index]), abs=1e-9)
        assert one.weight == pytest.approx(float(columns.weight[index]), abs=1e-9)
        assert sum(r.weight for r in one.records) == pytest.approx(one.weight, abs=1e-5)


def test_the_order_is_the_one_of_the_loop():
    catalog = CATALOGS[1]
    wanted = need(service_types=("为老服务",), street="朝阳区某某街道")
    found = candidates_of(catalog, 3)
    columns = {n: s(wanted, found, catalog, WEIGHTS, TODAY) for n, s in SCORERS.items()}
    ids = [o.id for o in catalog.organizations]
    ranking = rank(columns, WEIGHTS, wanted.id, ids)
    order, totals = reference_parts.ranked(wanted, found, catalog, WEIGHTS, TODAY)
    assert ranking.order.tolist() == order
    assert ranking.totals.tolist() == pytest.approx(totals, abs=1e-4)
