"""Allocation of 5,000 needs among 20,000 organizations beside choosing in turn, same limits."""

import numpy as np

from matcher.allocation import Asking, Batch, Choice, Rules, allocate
from matcher.allocation.greedy import one_by_one
from matcher.allocation.lines import LineSolver
from matcher.allocation.problem import lay_out
from tests.performance.side_by_side import Row, measure

NEEDS, ORGANIZATIONS, LISTED = 5_000, 20_000, 50


def random_batch(needs=NEEDS, organizations=ORGANIZATIONS, listed=LISTED, seed=11):
    """A batch in which some organizations are asked for far more often than others."""
    draw = np.random.default_rng(seed)
    fame = draw.pareto(1.2, organizations) + 0.05
    fame /= fame.sum()
    return Batch(
        needs=tuple(_asking(n, draw, fame, listed) for n in range(needs)),
        slots={f"o{n}": int(slots) for n, slots in enumerate(draw.integers(1, 4, organizations))},
        newcomers=frozenset(f"o{n}" for n in np.flatnonzero(draw.random(organizations) < 0.3)),
    )


def _asking(number, draw, fame, listed):
    picked = draw.choice(len(fame), size=listed, replace=False, p=fame)
    points = np.sort(np.round(draw.uniform(45, 95, listed), 6))[::-1]
    choices = tuple(
        Choice(f"o{o}", f"组织{o}", float(p)) for o, p in zip(picked, points, strict=True)
    )
    return Asking(f"need-{number}", f"XQ-{number:05d}", "需求", f"run-{number}", None, choices)


def measure_allocation():
    """Return (median seconds per row, the allocation with its account)."""
    batch, rules, solver = random_batch(), Rules(), LineSolver()
    layout = lay_out(batch, rules)
    made = allocate(batch, rules, solver)
    medians = measure(
        [
            Row("choosing in turn", lambda: one_by_one(layout)),
            Row("minimum-cost flow", lambda: solver.solve(layout.problem)),
            Row("whole allocation, floor and reasons", lambda: allocate(batch, rules, solver)),
        ],
        rounds=3,
    )
    return medians, made
