"""The texts that the similarity is calibrated on, and the fit itself.

100 needs against 60 services, in our own words: 70 that one of the services answers (`S..`), told
partly in other words than the service, and 30 that none does (`-`).
"""

from functools import cache
from pathlib import Path

import numpy as np
from support.records import TYPES, model, need, organization, service

from matcher.catalog import Catalog
from matcher.retrieve import make_query, retrieve
from matcher.snapshot import build_snapshot
from matcher.text import need_text

_FOLDER = Path(__file__).parents[1] / "ranking" / "data"
_RIDGE = 0.002


def _rows(name):
    text = (_FOLDER / name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines()]


@cache
def best_hits():
    """Return, per need, (wanted service or "-", found service, hybrid score)."""
    records = []
    for id, title, description in _rows("calibration_services.tsv"):
        records.append(organization(f"o{id}", name="甲乙丙"))
        records.append(service(f"o{id}", id=id, title=title, description=description))
    snapshot = build_snapshot(Catalog.build(records), model(512), TYPES)
    everything = np.ones(len(snapshot.texts), dtype=np.bool_)
    hits = []
    for id, wanted, title, description in _rows("calibration_needs.tsv"):
        text = need_text(need(id=id, title=title, description=description)).text
        found = retrieve(make_query(text, snapshot.model), snapshot, everything)
        best = int(np.argmax(found.hybrid))
        hits.append(
            (wanted, snapshot.catalog.services[found.service[best]].id, float(found.hybrid[best]))
        )
    return hits


def fit():
    """Return (slope, intercept) of a ridge logistic regression of "the best hit answers"."""
    hybrid = np.array([score for _, _, score in best_hits()])
    right = np.array([wanted == found for wanted, found, _ in best_hits()], dtype=np.float64)
    design = np.stack([hybrid, np.ones_like(hybrid)], axis=1)
    ridge = np.diag([_RIDGE, 0.0]) * len(hybrid)
    beta = np.zeros(2)
    for _ in range(100):  # Newton's method
        chance = 1 / (1 + np.exp(-design @ beta))
        gradient = design.T @ (right - chance) - ridge @ beta
        curvature = (design * (chance * (1 - chance))[:, None]).T @ design + ridge
        beta += np.linalg.solve(curvature, gradient)
    return float(beta[0]), float(beta[1])
