"""The largest total gain as a minimum-cost flow: places run from needs to organizations.

R. Ahuja, T. Magnanti, J. Orlin: Network Flows (1993), ch. 12; solved by cost scaling in OR-tools.
All data are whole numbers, so the flow is one too, and exact.
"""

from __future__ import annotations

import numpy as np

from .solver import Infeasible, Problem, Solution


class FlowSolver:
    """Capacities, k places and the newcomers' floor; budget lines are no flow and are refused."""

    def solve(self, problem: Problem) -> Solution:
        """Return the best choice; ValueError where a budget line binds."""
        if problem.lines:
            raise ValueError("a flow cannot hold budget lines")
        from ortools.graph.python.min_cost_flow import SimpleMinCostFlow  # heavy: only for batches

        flow = SimpleMinCostFlow()
        needs, organizations = problem.need_count, len(problem.slots)
        newcomers, sink = needs + organizations, needs + organizations + 1
        ones = np.ones(len(problem.need), dtype=np.int64)
        arcs = flow.add_arcs_with_capacity_and_unit_cost(
            problem.need, needs + problem.organization, ones, -problem.gain
        )
        places = needs * problem.per_need
        # An organization's places run to the sink, a newcomer's through a node that keeps the
        # floor for itself.
        free = [
            (np.arange(needs), np.full(needs, sink), np.full(needs, problem.per_need)),
            (
                needs + np.arange(organizations),
                np.where(problem.newcomer, newcomers, sink),
                problem.slots,
            ),
            (np.array([newcomers]), np.array([sink]), np.array([places])),
        ]
        for tail, head, capacity in free:
            cost = np.zeros(len(tail), dtype=np.int64)
            flow.add_arcs_with_capacity_and_unit_cost(tail, head, capacity, cost)
        supplies = np.zeros(sink + 1, dtype=np.int64)
        supplies[:needs] = problem.per_need
        supplies[newcomers] = -problem.least_newcomers
        supplies[sink] = problem.least_newcomers - places
        flow.set_nodes_supplies(np.arange(sink + 1), supplies)
        status = flow.solve()
        if status == SimpleMinCostFlow.INFEASIBLE:
            raise Infeasible
        if status != SimpleMinCostFlow.OPTIMAL:
            raise ArithmeticError(f"minimum-cost flow ended with {status}")
        return Solution(np.flatnonzero(flow.flows(arcs)).astype(np.int64))
