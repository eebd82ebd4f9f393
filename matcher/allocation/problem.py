"""From a batch to whole numbers: one order whatever the order of the input, ties left to a draw."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from ..canonical import DECIMALS, sha256_of
from ..errors import InvalidInput
from ..identity import neutral_key
from .solver import Integers, Line, Problem
from .values import Asking, Batch, BudgetLine, Choice, Rules

#: Totals hold six decimals of points: 100 points are 27 bits.
_UNIT = int(10**DECIMALS)
_POINT_BITS = 27
#: Bits of a gain times the nodes of a flow (cost scaling), or of the sum of all gains (CP-SAT).
_BITS = 60

#: Row of the need, row of the organization, rank in the need's list, the choice.
_Arc = tuple[int, int, int, Choice]


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """A problem and what its rows stand for; ``ranks`` (n_arc,) int64, 0 = own first choice."""

    problem: Problem
    needs: tuple[Asking, ...]
    organizations: tuple[str, ...]
    ranks: Integers


def lay_out(batch: Batch, rules: Rules) -> Layout:
    """Return the problem of a batch, needs and organizations in a neutral order.

    A gain is the points in units of 1e-6 with a draw from (need, organization) behind them, too
    small to outweigh one unit in all places together: it decides only between equal totals (F7).
    """
    needs = tuple(sorted(batch.needs, key=lambda n: (neutral_key(n.need_id, ""), n.need_id)))
    mark = sha256_of("\x1f".join(need.need_id for need in needs))
    named = {choice.organization_id for need in needs for choice in need.choices}
    organizations = tuple(sorted(named, key=lambda o: (neutral_key(mark, o), o)))
    row_of = {o: row for row, o in enumerate(organizations)}
    unpayable = _without_budget(batch.lines, needs)
    arcs = sorted(
        (row, row_of[choice.organization_id], rank, choice)
        for row, need in enumerate(needs)
        if need.need_id not in unpayable
        for rank, choice in enumerate(need.choices)
    )
    lines = _binding(batch.lines, needs, {a[0] for a in arcs})
    places = len(needs) * rules.k
    terms = len(arcs) if lines else max(len(needs) + len(organizations) + 2, places)
    return Layout(
        problem=Problem(
            need_count=len(needs),
            need=_integers(a[0] for a in arcs),
            organization=_integers(a[1] for a in arcs),
            gain=_gains(needs, arcs, places, terms),
            per_need=rules.k,
            slots=_integers(batch.slots[o] for o in organizations),
            newcomer=np.array([o in batch.newcomers for o in organizations], dtype=np.bool_),
            lines=lines,
        ),
        needs=needs,
        organizations=organizations,
        ranks=_integers(a[2] for a in arcs),
    )


def units(points: float) -> int:
    """Return points as a whole number of 1e-6."""
    return round(points * _UNIT)


def _gains(needs: tuple[Asking, ...], arcs: Sequence[_Arc], places: int, terms: int) -> Integers:
    """Return the gains; solvers multiply one with, or add up, as many as ``terms``."""
    shift = _BITS - _POINT_BITS - terms.bit_length()
    draw = shift - places.bit_length()
    if draw < 0:
        raise InvalidInput("这一批需求太多，请分批安排。", field="needs")
    return _integers(
        # Lower keys first, as in the need's own list; the last key too makes a place worth giving.
        (units(choice.points) << shift)
        + (1 << draw)
        - (neutral_key(needs[row].need_id, choice.organization_id) >> (64 - draw))
        for row, _, _, choice in arcs
    )


def _without_budget(lines: Iterable[BudgetLine], needs: Iterable[Asking]) -> frozenset[str]:
    """Return the needs of a line that state no budget: nothing can be paid from it unseen."""
    held = frozenset().union(*(line.need_ids for line in lines))
    return frozenset(n.need_id for n in needs if n.budget is None and n.need_id in held)


def _binding(
    lines: Iterable[BudgetLine], needs: tuple[Asking, ...], offered: set[int]
) -> tuple[Line, ...]:
    """Return the lines that the needs with any choice could overspend."""
    found = []
    for line in lines:
        budgets = _integers(
            cents(need.budget) if row in offered and need.need_id in line.need_ids else 0
            for row, need in enumerate(needs)
        )
        if int(budgets.sum()) > cents(line.limit):
            found.append(Line(cents(line.limit), budgets))
    return tuple(found)


def cents(amount: Decimal | None) -> int:
    """Return 元 as 分; unknown is 0."""
    return 0 if amount is None else int(amount * 100)


def _integers(values: Iterable[int]) -> Integers:
    return np.array(list(values), dtype=np.int64)
