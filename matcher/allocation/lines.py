"""Batches whose budget lines bind: which needs are paid for is a knapsack, solved with CP-SAT."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ..errors import InvalidInput
from .flow import FlowSolver
from .solver import Infeasible, Integers, Problem, Solution

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel, IntVar

#: Work after which the best so far is taken, in CP-SAT's own units: the same on every machine.
_MAX_WORK = 60.0


class LineSolver:
    """Everything, lines too; what has no line is left to the flow, which is far quicker."""

    def __init__(self, max_work: float = _MAX_WORK) -> None:
        self._flow = FlowSolver()
        self._max_work = max_work

    def solve(self, problem: Problem) -> Solution:
        """Return the best choice; ``proved`` is False where the work ran out before the proof."""
        if not problem.lines:
            return self._flow.solve(problem)
        from ortools.sat.python import cp_model  # heavy: only for batches with lines

        model = cp_model.CpModel()
        taken = [model.new_bool_var("") for _ in range(len(problem.need))]
        _limits(model, taken, problem)
        _lines(model, taken, problem)
        model.maximize(cp_model.LinearExpr.weighted_sum(taken, problem.gain.tolist()))
        solver = cp_model.CpSolver()
        # One worker: several race, and the winner of a race is not reproducible.
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = 0
        solver.parameters.max_deterministic_time = self._max_work
        status = solver.solve(model)
        if status == cp_model.INFEASIBLE:
            raise Infeasible
        if status == cp_model.UNKNOWN:
            raise InvalidInput("这一批需求和额度太复杂，没有算出安排，请分批安排。", field="needs")
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            raise ArithmeticError(f"CP-SAT ended with {solver.status_name(status)}")
        chosen = [index for index, variable in enumerate(taken) if solver.boolean_value(variable)]
        return Solution(np.array(chosen, dtype=np.int64), status == cp_model.OPTIMAL)


def _limits(model: CpModel, taken: list[IntVar], problem: Problem) -> None:
    for arcs in _grouped(problem.need, problem.need_count):
        model.add(sum(taken[a] for a in arcs) <= problem.per_need)
    for row, arcs in enumerate(_grouped(problem.organization, len(problem.slots))):
        model.add(sum(taken[a] for a in arcs) <= int(problem.slots[row]))
    if problem.least_newcomers:
        new = np.flatnonzero(problem.newcomer[problem.organization]).tolist()
        model.add(sum(taken[a] for a in new) >= problem.least_newcomers)


def _lines(model: CpModel, taken: list[IntVar], problem: Problem) -> None:
    paid = [model.new_bool_var("") for _ in range(problem.need_count)]
    for arc, need in enumerate(problem.need.tolist()):
        model.add_implication(taken[arc], paid[need])
    for line in problem.lines:
        costs = [(need, int(line.budgets[need])) for need in np.flatnonzero(line.budgets).tolist()]
        model.add(sum(cost * paid[need] for need, cost in costs) <= line.limit)


def _grouped(rows: Integers, count: int) -> list[list[int]]:
    groups: list[list[int]] = [[] for _ in range(count)]
    for arc, row in enumerate(rows.tolist()):
        groups[row].append(arc)
    return groups
