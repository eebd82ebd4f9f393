"""The seven visible parts of a score (docs/ranking.md): one file, one formula each.

Each ``score(need, candidates, catalog, weights, as_of)`` returns a :class:`PartColumn`. No part
reads where, when or by whom an organization was registered, its ownership, Party organization,
brand or number of contracts (三(一), 政府采购法实施条例 Art. 20). To add one: docs/ranking.md,
``PART_NAMES``, ``RANGES``, this table.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from ..candidates import Candidates
from ..catalog import Catalog
from ..model import Need
from ..weights import Weights
from . import budget, capacity, continuity, coverage, fit, performance, rating
from .column import PartColumn, column, not_applicable

Scorer = Callable[[Need, Candidates, Catalog, Weights, date], PartColumn]

SCORERS: Mapping[str, Scorer] = {
    "fit": fit.score,
    "performance": performance.score,
    "capacity": capacity.score,
    "budget": budget.score,
    "coverage": coverage.score,
    "rating": rating.score,
    "continuity": continuity.score,
}

__all__ = ["SCORERS", "PartColumn", "Scorer", "column", "not_applicable"]
