"""What every score part returns, and the neutral value of what is not known."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

#: Missing facts: neither a reward for silence nor a punishment (docs/ranking.md).
NEUTRAL = 0.7
NEUTRAL_FIT = 0.65
NEUTRAL_BUDGET = 0.6
_DECIMALS = 6

FloatColumn = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class PartColumn:
    """One part for all candidates.

    ``values`` (n,) float64 in [0, 1] at six decimals, or None where the part does not apply to the
    need, for all candidates alike. ``detail(i)`` is the Chinese sentence for candidate i.
    """

    values: FloatColumn | None
    detail: Callable[[int], str]


def column(values: Sequence[float] | FloatColumn, detail: Callable[[int], str]) -> PartColumn:
    """Return the column of ``values``, held to [0, 1] and six decimals."""
    held = np.clip(np.asarray(values, dtype=np.float64), 0.0, 1.0)
    array: FloatColumn = np.round(held, _DECIMALS).astype(np.float64)
    array.setflags(write=False)
    return PartColumn(array, detail)


def not_applicable(reason_zh: str) -> PartColumn:
    """Return the column of a part that is left out for all candidates of this need."""
    return PartColumn(None, lambda _: reason_zh)
