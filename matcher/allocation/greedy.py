"""What needs would get that choose in turn: the usual way, to compare with."""

from __future__ import annotations

import numpy as np

from .problem import Layout
from .solver import Integers


def one_by_one(layout: Layout) -> Integers:
    """Return the arcs taken when each need, by code, takes the first of its list that are free.

    Slots and budget lines hold, the newcomers' floor does not.
    """
    problem = layout.problem
    starts = np.searchsorted(problem.need, np.arange(problem.need_count + 1)).tolist()
    organization, ranks = problem.organization.tolist(), layout.ranks.tolist()
    free = problem.slots.tolist()
    left = [line.limit for line in problem.lines]
    chosen: list[int] = []
    order = sorted(
        range(problem.need_count), key=lambda n: (layout.needs[n].code, layout.needs[n].need_id)
    )
    for need in order:
        costs = [int(line.budgets[need]) for line in problem.lines]
        if any(cost > rest for cost, rest in zip(costs, left, strict=True)):
            continue
        arcs = sorted(range(starts[need], starts[need + 1]), key=ranks.__getitem__)
        taken = [a for a in arcs if free[organization[a]] > 0][: problem.per_need]
        for arc in taken:
            free[organization[arc]] -= 1
        if taken:
            left = [rest - cost for cost, rest in zip(costs, left, strict=True)]
        chosen.extend(taken)
    return np.array(sorted(chosen), dtype=np.int64)
