"""Both solvers against trying everything, and the flow against scipy's assignment."""

from dataclasses import replace

import numpy as np
import pytest
from contracts.allocation_solver import AllocationSolverContract, problem
from support.batches import EverySolver, MatrixSolver

from matcher.allocation.flow import FlowSolver
from matcher.allocation.lines import LineSolver
from matcher.allocation.solver import Line
from matcher.errors import InvalidInput


class TestFlow(AllocationSolverContract):
    @pytest.fixture
    def solver(self):
        return FlowSolver()

    @pytest.mark.parametrize("seed", range(10))
    def test_as_good_as_the_assignment_of_scipy(self, solver, seed):
        given = problem(seed, needs=60, organizations=40, top=10**8)
        expected = MatrixSolver().solve(given)
        arcs = solver.solve(given).arcs
        assert given.gain[arcs].sum() == given.gain[expected.arcs].sum()

    def test_it_refuses_what_it_cannot_hold(self, solver):
        line = Line(5, np.ones(4, dtype=np.int64))
        with pytest.raises(ValueError, match="budget lines"):
            solver.solve(problem(1, lines=(line,)))


class Everything(LineSolver):
    """CP-SAT for every problem: with a line that never binds."""

    def solve(self, given):
        loose = Line(10**9, np.ones(given.need_count, dtype=np.int64))
        return super().solve(replace(given, lines=(*given.lines, loose)))


class TestLines(AllocationSolverContract):
    @pytest.fixture
    def solver(self):
        return Everything()

    @pytest.mark.parametrize("seed", range(20))
    def test_budget_lines_hold(self, solver, seed):
        budgets = np.random.default_rng(seed).integers(0, 50, (2, 4))
        lines = (Line(60, budgets[0]), Line(40, budgets[1]))
        self.check(problem(seed, slots=np.full(4, 2), lines=lines), solver)
        self.check(problem(seed, 3, per_need=2, lines=(Line(50, budgets[0, :3]),)), solver)

    def test_without_a_line_it_is_the_flow(self):
        given = problem(5, needs=30, organizations=20)
        assert LineSolver().solve(given).arcs.tolist() == FlowSolver().solve(given).arcs.tolist()

    def test_what_is_not_proved_says_so(self):
        budgets = np.random.default_rng(1).integers(10**6, 10**7, 60)
        hard = problem(1, 60, 30, top=10**8, lines=(Line(10**8, budgets),))
        short, full = LineSolver(max_work=0.02).solve(hard), LineSolver().solve(hard)
        assert not short.proved
        assert full.proved
        assert EverySolver.allowed(hard, short.arcs.tolist())
        assert hard.gain[short.arcs].sum() <= hard.gain[full.arcs].sum()
        with pytest.raises(InvalidInput, match="分批"):
            LineSolver(max_work=0.0).solve(hard)
