"""What all needs together would lose if one of them got what it missed: the proof of a reason."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from .problem import Layout
from .solver import Infeasible, Integers, Problem, Solution, Solver

#: In larger batches a person reads totals, not every reason; each costs one more solution.
MAX_NEEDS = 200


class Counterfactuals:
    """Solves the batch again with one arc forced; only for batches of at most 200 needs."""

    def __init__(
        self, layout: Layout, problem: Problem, solution: Solution, points: Integers, solver: Solver
    ) -> None:
        self._problem = problem
        self._points = points
        self._solver = solver
        self._total = int(points[solution.arcs].sum())
        # Whether a line pays is another question than who gets a place, and far dearer to ask.
        self._asked = problem.need_count <= MAX_NEEDS and not problem.lines and solution.proved
        pairs = zip(problem.need.tolist(), layout.ranks.tolist(), strict=True)
        self._arc = {
            (layout.needs[need].need_id, rank): arc for arc, (need, rank) in enumerate(pairs)
        }

    def loss(self, need_id: str, rank: int) -> int | None:
        """Return the loss in units of 1e-6 points, >= 0 under the same limits; None = not asked.

        ``rank`` counts from 0. None too where the newcomers' floor could not hold then.
        """
        arc = self._arc.get((need_id, rank))
        if not self._asked or arc is None:
            return None
        gain = self._problem.gain.copy()
        # Forcing costs at most the need's own place and the one it takes away.
        gain[arc] += 2 * int(np.max(gain))
        try:
            forced = self._solver.solve(replace(self._problem, gain=gain)).arcs
        except Infeasible:
            return None
        return self._total - int(self._points[forced].sum()) if arc in forced else None
