"""The best allocation of a batch: limits, then the newcomers' floor, then the account of it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ..canonical import canonical_json, sha256_of
from ..errors import InvalidInput
from .account import Account, line_uses, need_allocations
from .counterfactual import Counterfactuals
from .greedy import one_by_one
from .problem import Layout, lay_out, units
from .solver import Integers, Problem, Solution, Solver
from .values import Allocation, Batch, Newcomers, Rules

_UNIT = units(1.0)


@dataclass(frozen=True, slots=True)
class _Floor:
    wanted: int
    possible: int


def allocate(batch: Batch, rules: Rules, solver: Solver) -> Allocation:
    """Return the allocation of the largest total, in which the newcomers' floor holds.

    Only organizations of a need's own list are given to it, so nobody below the fit threshold is;
    where the lists do not hold enough newcomers, the floor is what is possible. The order of the
    input changes nothing. Raises InvalidInput for rules or a batch that contradict themselves.
    """
    _check(batch, rules)
    layout = lay_out(batch, rules)
    problem = layout.problem
    free = solver.solve(problem)
    solution, floor = _with_floor(problem, free, rules, solver)
    points = _points(layout)
    final = replace(problem, least_newcomers=min(floor.wanted, floor.possible))
    otherwise = Counterfactuals(layout, final, solution, points, solver)
    account = Account.of(layout, batch, rules, solution.arcs, otherwise)
    total = int(points[solution.arcs].sum())
    return Allocation(
        id=_id(batch, rules),
        k=rules.k,
        newcomer_share=rules.newcomer_share,
        places=len(solution.arcs),
        total=total / _UNIT,
        one_by_one=int(points[one_by_one(layout)].sum()) / _UNIT,
        proved=free.proved and solution.proved,
        newcomers=Newcomers(
            wanted=floor.wanted,
            possible=floor.possible,
            given=_newcomers(problem, solution.arcs),
            unforced=_newcomers(problem, free.arcs),
            cost=max(0, int(points[free.arcs].sum()) - total) / _UNIT,
        ),
        lines=line_uses(account),
        needs=need_allocations(account),
    )


def _with_floor(
    problem: Problem, free: Solution, rules: Rules, solver: Solver
) -> tuple[Solution, _Floor]:
    """Raise the floor until it holds for the places that are given under it."""
    solution, possible = free, _newcomers(problem, free.arcs)
    wanted = _share(rules, solution)
    if wanted > possible:
        possible = _most_newcomers(problem, solver)
    while (least := min(wanted, possible)) > _newcomers(problem, solution.arcs):
        solution = solver.solve(replace(problem, least_newcomers=least))
        wanted = _share(rules, solution)
    return solution, _Floor(wanted, possible)


def _share(rules: Rules, solution: Solution) -> int:
    return int(rules.newcomer_share * len(solution.arcs))


def _most_newcomers(problem: Problem, solver: Solver) -> int:
    """Return how many places newcomers could take at most: the batch with them alone."""
    arcs = problem.newcomer[problem.organization]
    alone = replace(
        problem,
        need=problem.need[arcs],
        organization=problem.organization[arcs],
        gain=np.ones(int(arcs.sum()), dtype=np.int64),
    )
    return len(solver.solve(alone).arcs)


def _newcomers(problem: Problem, arcs: Integers) -> int:
    return int(problem.newcomer[problem.organization[arcs]].sum())


def _points(layout: Layout) -> Integers:
    """Return the points of every arc in units of 1e-6."""
    pairs = zip(layout.problem.need.tolist(), layout.ranks.tolist(), strict=True)
    values = [units(layout.needs[need].choices[rank].points) for need, rank in pairs]
    return np.array(values, dtype=np.int64)


def _check(batch: Batch, rules: Rules) -> None:
    if rules.k < 1:
        raise InvalidInput("每条需求的名额必须不小于 1。", field="k")
    if not 0 <= rules.newcomer_share <= 1:
        raise InvalidInput("新组织的份额应在 0 到 1 之间。", field="newcomer_share")
    ids = [need.need_id for need in batch.needs]
    if len(set(ids)) != len(ids):
        raise InvalidInput("同一条需求在这一批里出现了两次。", field="needs")
    for need in batch.needs:
        names = [choice.organization_id for choice in need.choices]
        if len(set(names)) != len(names):
            raise InvalidInput(f"需求 {need.code} 的名单里有重复的组织。", field="needs")
        if any(not 0 <= choice.points <= 100 for choice in need.choices):
            raise InvalidInput(f"需求 {need.code} 的得分不在 0 到 100 之间。", field="needs")
    for line in batch.lines:
        if line.limit < 0:
            raise InvalidInput(f"“{line.name}”的额度不能是负数。", field="lines")
    if any(slots < 0 for slots in batch.slots.values()):
        raise InvalidInput("组织的名额不能是负数。", field="slots")


def _id(batch: Batch, rules: Rules) -> str:
    """Return 32 hexadecimal digits of what the allocation was made from."""
    facts = (
        tuple((need.need_id, need.run_id) for need in sorted(batch.needs, key=lambda n: n.need_id)),
        tuple(sorted(batch.slots.items())),
        tuple(sorted(batch.newcomers)),
        tuple(
            (line.name, line.limit, tuple(sorted(line.need_ids)))
            for line in sorted(batch.lines, key=lambda line: line.name)
        ),
        rules,
    )
    return sha256_of(canonical_json(facts))[:32]
