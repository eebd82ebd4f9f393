"""Capacity 承接能力: enough for this need; more than enough earns nothing."""

from __future__ import annotations

from datetime import date

import numpy as np

from ..candidates import Candidates
from ..catalog import Catalog
from ..model import Need
from ..weights import Weights
from .budget import public_budget
from .column import NEUTRAL, FloatColumn, PartColumn, column

#: Shares of the part: staff, certified workers or licences, free slots, largest similar project.
_SHARES = (4.0, 4.0, 2.0, 2.0)
_LABELS = ("人员", "持证人员或资质", "可接项目", "最大同类项目")


def score(
    need: Need, candidates: Candidates, catalog: Catalog, weights: Weights, as_of: date
) -> PartColumn:
    """Return the blend of the four comparisons, each capped at the need."""
    size = public_budget(need)
    amount = None if size is None else size[1]
    organizations, services = candidates.organization, candidates.service
    slots = catalog.project_limit[organizations] - catalog.projects[organizations]
    rows = (
        _enough(catalog.staff[organizations], need.required_staff),
        _qualified(catalog.certified[organizations], need),
        # One need takes one slot.
        np.where(np.isnan(slots), np.nan, slots >= 1),
        _similar(catalog.largest_project[services], amount),
    )
    total = np.zeros(len(candidates), dtype=np.float64)
    for share, row in zip(_SHARES, rows, strict=True):
        total = total + share * np.where(np.isnan(row), NEUTRAL, row)

    def detail(index: int) -> str:
        said = (
            f"{label} " + (f"无可比信息，按中性 {NEUTRAL:g} 计" if np.isnan(v) else f"{v:.2f}")
            for label, v in zip(_LABELS, (float(row[index]) for row in rows), strict=True)
        )
        return "，".join(said) + "；够用即满，超出需求不加分。"

    return column(total / sum(_SHARES), detail)


def _enough(held: FloatColumn, required: int | None) -> FloatColumn:
    if required is None or required <= 0:
        return np.full(len(held), np.nan)
    return np.minimum(1.0, held / required)


def _qualified(certified: FloatColumn, need: Need) -> FloatColumn:
    """Return the certified workers against the need; licences were asked for at the gate (E10)."""
    if need.required_certified is not None and need.required_certified > 0:
        return _enough(certified, need.required_certified)
    return np.full(len(certified), 1.0 if need.required_licences else np.nan)


def _similar(largest: FloatColumn, amount: float | None) -> FloatColumn:
    """Return the largest similar project against the need's size, never below having none.

    Otherwise a small first project would cost points, and hiding it would pay.
    """
    if amount is None or amount <= 0:
        return np.full(len(largest), np.nan)
    return np.maximum(NEUTRAL, np.minimum(1.0, largest / amount))
