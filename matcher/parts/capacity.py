"""Capacity 承接能力: enough for this need; more than enough earns nothing."""

from __future__ import annotations

import math
from datetime import date

from ..candidates import Candidates
from ..catalog import Catalog
from ..model import Need
from ..weights import Weights
from .budget import public_budget
from .column import NEUTRAL, PartColumn, column

#: Shares of the part: staff, certified workers or licences, free slots, largest similar project.
_SHARES = (4.0, 4.0, 2.0, 2.0)
_LABELS = ("人员", "持证人员或资质", "可接项目", "最大同类项目")


def score(
    need: Need, candidates: Candidates, catalog: Catalog, weights: Weights, as_of: date
) -> PartColumn:
    """Return the blend of the four comparisons, each capped at the need."""
    size = public_budget(need)
    amount = None if size is None else size[1]
    rows = [
        (
            _enough(float(catalog.staff[organization]), need.required_staff),
            _qualified(float(catalog.certified[organization]), need),
            _free(float(catalog.project_limit[organization] - catalog.projects[organization])),
            _similar(float(catalog.largest_project[service]), amount),
        )
        for organization, service in zip(candidates.organization, candidates.service, strict=True)
    ]
    values = [
        sum(share * (NEUTRAL if v is None else v) for share, v in zip(_SHARES, row, strict=True))
        / sum(_SHARES)
        for row in rows
    ]

    def detail(index: int) -> str:
        said = (
            f"{label} " + (f"无可比信息，按中性 {NEUTRAL:g} 计" if v is None else f"{v:.2f}")
            for label, v in zip(_LABELS, rows[index], strict=True)
        )
        return "，".join(said) + "；够用即满，超出需求不加分。"

    return column(values, detail)


def _enough(held: float, required: int | None) -> float | None:
    if required is None or required <= 0 or math.isnan(held):
        return None
    return min(1.0, held / required)


def _qualified(certified: float, need: Need) -> float | None:
    """Return the certified workers against the need; licences were asked for at the gate (E10)."""
    if need.required_certified is not None and need.required_certified > 0:
        return _enough(certified, need.required_certified)
    return 1.0 if need.required_licences else None


def _free(slots: float) -> float | None:
    """Return 1 for a free slot: one need takes one."""
    return None if math.isnan(slots) else float(slots >= 1)


def _similar(largest: float, amount: float | None) -> float | None:
    """Return the largest similar project against the need's size, never below having none.

    Otherwise a small first project would cost points, and hiding it would pay.
    """
    if math.isnan(largest) or amount is None or amount <= 0:
        return None
    return max(NEUTRAL, min(1.0, largest / amount))
