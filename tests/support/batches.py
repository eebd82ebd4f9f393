"""Batches to allocate, and the obvious solvers that ours are compared with."""

from decimal import Decimal
from itertools import combinations, product

import numpy as np
from scipy.optimize import linear_sum_assignment

from matcher.allocation import Asking, Batch, Choice
from matcher.allocation.solver import Infeasible, Solution


def asking(number, points, budget=None, **changes):
    """A need that lists organizations by name → points, best first."""
    ranked = sorted(points.items(), key=lambda item: -item[1])
    values = {
        "need_id": f"need-{number}",
        "code": f"XQ-{number}",
        "title": f"需求{number}",
        "run_id": f"run-{number}",
        "budget": None if budget is None else Decimal(budget),
        "choices": tuple(Choice(name, f"组织{name}", value) for name, value in ranked),
    }
    return Asking(**(values | changes))


def batch(*needs, slots=None, **more):
    names = {choice.organization_id for need in needs for choice in need.choices}
    return Batch(needs, {name: 1 for name in names} | (slots or {}), **more)


def given(allocation):
    """Need code → organizations."""
    return {n.code: [g.organization_id for g in n.given] for n in allocation.needs}


class EverySolver:
    """Tries every choice: all limits, only for a handful of arcs."""

    def solve(self, problem):
        choices = [self._subsets(problem, need) for need in range(problem.need_count)]
        best, best_gain = None, -1
        for picked in product(*choices):
            arcs = [arc for subset in picked for arc in subset]
            gain = int(problem.gain[arcs].sum()) if arcs else 0
            if gain > best_gain and self.allowed(problem, arcs):
                best, best_gain = arcs, gain
        if best is None:
            raise Infeasible
        return Solution(np.array(sorted(best), dtype=np.int64))

    @staticmethod
    def _subsets(problem, need):
        arcs = np.flatnonzero(problem.need == need).tolist()
        return [c for n in range(problem.per_need + 1) for c in combinations(arcs, n)]

    @staticmethod
    def allowed(problem, arcs):
        organizations = problem.organization[list(arcs)]
        used = np.bincount(organizations, minlength=len(problem.slots))
        served = np.unique(problem.need[list(arcs)])
        return (
            (used <= problem.slots).all()
            and problem.newcomer[organizations].sum() >= problem.least_newcomers
            and all(line.budgets[served].sum() <= line.limit for line in problem.lines)
        )


class MatrixSolver:
    """scipy's assignment on a matrix with one column per slot: one place per need, no floor."""

    def solve(self, problem):
        assert problem.per_need == 1
        assert not problem.least_newcomers
        assert not problem.lines
        columns = np.repeat(np.arange(len(problem.slots)), problem.slots)
        gains = np.zeros((problem.need_count, len(problem.slots)))
        arc_at = np.full(gains.shape, -1)
        gains[problem.need, problem.organization] = problem.gain
        arc_at[problem.need, problem.organization] = np.arange(len(problem.need))
        rows, picked = linear_sum_assignment(gains[:, columns], maximize=True)
        arcs = arc_at[rows, columns[picked]]
        return Solution(np.sort(arcs[arcs >= 0]).astype(np.int64))
