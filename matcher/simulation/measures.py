"""What a policy did to a city: welfare, regret, newcomers, concentration, lock-in."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .rounds import History, Line

Floats = npt.NDArray[np.float64]

#: Contracts are counted over this many last rounds: a single year has too few of a type.
_WINDOW = 5
_TOP = 5


@dataclass(frozen=True, slots=True)
class Measures:
    """One run in numbers.

    Attributes
    ----------
    welfare : mean true value of the chosen, points of 100.
    regret : mean distance of the chosen from the best that was free, points >= 0.
    newcomers : share of contracts that went to organizations never evaluated.
    exposure : their share of the places shown, as a multiple of that among the free (F18: at least
        0.5; 1 as by lot).
    returning : share of contracts, in the last five rounds, to winners of this or the last year.
    hhi : Herfindahl–Hirschman index of contracts by service type over the last five rounds, mean of
        the types, in (0, 1] (Herfindahl 1950), as in `matcher.monitor`.
    top5 : share of the five most successful organizations of the city in these rounds.
    served : share of needs for which somebody was free.
    active : mean number of organizations in the city.
    """

    welfare: float
    regret: float
    newcomers: float
    exposure: float
    returning: float
    hhi: float
    top5: float
    served: float
    active: float


def measure(history: History) -> Measures:
    """Return the measures of one run; NaN where nothing was served."""
    served = [line for line in history.lines if line.chosen >= 0]
    late = [line for line in served if line.round >= len(history.active) - _WINDOW]
    shown = _mean([line.newcomers_shown for line in served])
    eligible = _mean([line.newcomers_eligible for line in served])
    return Measures(
        welfare=_mean([line.value for line in served]),
        regret=_mean([line.best - line.value for line in served]),
        newcomers=_mean([line.newcomer for line in served]),
        exposure=shown / eligible if eligible > 0 else float("nan"),
        returning=_mean([line.returning for line in late]),
        hhi=_mean([_hhi([x for x in late if x.type == t]) for t in sorted({x.type for x in late})]),
        top5=_top(late),
        served=len(served) / len(history.lines) if history.lines else float("nan"),
        active=float(history.active.mean()),
    )


def yearly(history: History) -> tuple[Floats, Floats]:
    """Return welfare and the share of recent winners by round, (n_round,) float64 each."""
    by_round = [
        [line for line in history.lines if line.round == number and line.chosen >= 0]
        for number in range(len(history.active))
    ]
    welfare = [_mean([line.value for line in lines]) for lines in by_round]
    returning = [_mean([line.returning for line in lines]) for lines in by_round]
    return np.array(welfare), np.array(returning)


def _mean(values: list[float] | list[bool]) -> float:
    return float(np.mean(values)) if values else float("nan")


def _counts(lines: list[Line]) -> npt.NDArray[np.int64]:
    return np.unique([line.chosen for line in lines], return_counts=True)[1].astype(np.int64)


def _hhi(lines: list[Line]) -> float:
    shares = _counts(lines) / len(lines)
    return float((shares**2).sum())


def _top(lines: list[Line]) -> float:
    if not lines:
        return float("nan")
    return float(np.sort(_counts(lines))[-_TOP:].sum() / len(lines))
