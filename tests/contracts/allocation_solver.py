"""What every solver of allocations must hold. Subclass and give a `solver` fixture."""

import numpy as np
import pytest
from support.batches import EverySolver

from matcher.allocation.solver import Infeasible, Problem


def problem(seed, needs=4, organizations=4, per_need=1, top=1000, **changes):
    """A random problem in which about two of three pairs are possible."""
    draw = np.random.default_rng(seed)
    pairs = np.argwhere(draw.random((needs, organizations)) < 0.66)
    values = {
        "need_count": needs,
        "need": pairs[:, 0].astype(np.int64),
        "organization": pairs[:, 1].astype(np.int64),
        "gain": draw.integers(1, top, len(pairs)),
        "per_need": per_need,
        "slots": draw.integers(0, 3, organizations),
        "newcomer": draw.random(organizations) < 0.4,
    }
    return Problem(**(values | changes))


class AllocationSolverContract:
    """Contract suite of the problems without budget lines."""

    def check(self, given, solver):
        solution, expected = solver.solve(given), EverySolver().solve(given)
        arcs = solution.arcs
        assert solution.proved
        assert arcs.dtype == np.int64
        assert (np.diff(arcs) > 0).all()
        assert np.bincount(given.need[arcs], minlength=1).max(initial=0) <= given.per_need
        assert EverySolver.allowed(given, arcs.tolist())
        assert given.gain[arcs].sum() == given.gain[expected.arcs].sum()
        assert solver.solve(given).arcs.tolist() == arcs.tolist()

    @pytest.mark.parametrize("seed", range(30))
    def test_as_good_as_trying_everything(self, solver, seed):
        self.check(problem(seed), solver)

    @pytest.mark.parametrize("seed", range(15))
    def test_several_places_for_each_need(self, solver, seed):
        self.check(problem(seed, needs=3, per_need=2), solver)

    @pytest.mark.parametrize("seed", range(30))
    def test_the_floor_holds_or_is_called_infeasible(self, solver, seed):
        given = problem(seed, least_newcomers=2)
        try:
            EverySolver().solve(given)
        except Infeasible:
            with pytest.raises(Infeasible):
                solver.solve(given)
        else:
            self.check(given, solver)

    def test_equal_gains_and_large_gains(self, solver):
        self.check(problem(3, top=2), solver)
        self.check(problem(4, gain=problem(4).gain + 2**55), solver)

    def test_nothing_to_give(self, solver):
        empty = np.zeros(0, dtype=np.int64)
        nobody = problem(1, need=empty, organization=empty, gain=empty)
        assert solver.solve(nobody).arcs.tolist() == []
        full = problem(1, slots=np.zeros(4, dtype=np.int64))
        assert solver.solve(full).arcs.tolist() == []
        none = problem(1, 0, 0, slots=empty, newcomer=empty.astype(bool))
        assert solver.solve(none).arcs.tolist() == []
