"""Scoring and ordering 200 candidates: columns against the obvious loop, in one run."""

from datetime import date
from decimal import Decimal

import numpy as np

from matcher.candidates import Candidates
from matcher.catalog import Catalog
from matcher.model import Labelled, Money, Need
from matcher.parts import SCORERS
from matcher.parts.judged import judged, means
from matcher.rank import rank
from matcher.weights import default_weights
from tests.performance.side_by_side import Row, measure
from tests.support import reference_parts
from tests.support.varied import varied_catalog

CANDIDATES = 200
TODAY = date(2026, 3, 1)
NEED = Need(
    id="need",
    code="XQ-1",
    title="独居老人上门看望",
    description="每周上门看望独居老人。",
    street="朝阳区某某街道",
    service_types=("为老服务",),
    beneficiaries=(Labelled("独居老人"),),
    budget=Money(Decimal(30_000), Decimal(30_000)),
    required_staff=3,
)


def measure_ranking():
    catalog, weights = Catalog.build(varied_catalog(2_000)), default_weights()
    rng = np.random.default_rng(5)
    rows = np.sort(rng.choice(len(catalog), CANDIDATES, replace=False))
    similarity = rng.random(CANDIDATES)
    found = Candidates(rows, rows, *[similarity] * 5)
    ids = [catalog.organizations[row].id for row in rows]

    def columns():
        parts = {n: score(NEED, found, catalog, weights, TODAY) for n, score in SCORERS.items()}
        return rank(parts, weights, NEED.id, ids)

    def new_type():
        means.cache_clear()
        return columns()

    def new_day():
        judged.cache_clear()
        return new_type()

    known = reference_parts.known_of(catalog, weights, TODAY)

    def loop(known=None):
        return reference_parts.ranked(NEED, found, catalog, weights, TODAY, known)

    assert columns().order.tolist() == loop()[0] == loop(known)[0]
    return measure(
        [
            Row("obvious loop", loop),
            Row("obvious loop, habits and prior given", lambda: loop(known)),
            Row("columns", columns),
            Row("columns, first need of its type", new_type),
            Row(
                f"columns, first need of the day ({len(catalog.evaluations):,} records read)",
                new_day,
            ),
        ]
    )
