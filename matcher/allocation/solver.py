"""The arithmetic of an allocation, apart from who and why: whole numbers in, chosen arcs out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """A budget line: ``limit`` and ``budgets`` (n_need,) int64 >= 0, 0 for needs outside it."""

    limit: int
    budgets: Integers


@dataclass(frozen=True, slots=True, eq=False)
class Problem:
    """Which organizations could take which needs, as arcs sorted by (need, organization).

    Attributes
    ----------
    need, organization : (n_arc,) int64 rows; each pair at most once.
    gain : (n_arc,) int64 > 0.
    per_need : places of each need, >= 1.
    slots : (n_organization,) int64 >= 0.
    newcomer : (n_organization,) bool.
    least_newcomers : places that have to go to newcomers.
    lines : budget lines that may bind.
    """

    need_count: int
    need: Integers
    organization: Integers
    gain: Integers
    per_need: int
    slots: Integers
    newcomer: Flags
    least_newcomers: int = 0
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Solution:
    """``arcs`` (n,) int64 ascending, the chosen ones; ``proved``: none has a larger gain."""

    arcs: Integers
    proved: bool = True


class Solver(Protocol):
    """Finds the arcs of the largest total gain."""

    def solve(self, problem: Problem) -> Solution:
        """Return the best choice within ``per_need``, ``slots``, ``lines`` and the floor.

        The same problem gives the same arcs, in every process. Raises Infeasible where fewer than
        ``least_newcomers`` places can go to newcomers.
        """
        ...


class Infeasible(Exception):
    """The floor is above what the limits allow; callers ask for no more than is possible."""
