"""Whether newcomers are seen (F18): their share of the first five against that of the eligible."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from .shown import Shown

#: Newcomers should have at least half the exposure that their number would give them.
LEAST_RATIO = 0.5


@dataclass(frozen=True, slots=True)
class Exposure:
    """``shown_share`` of the first five and ``eligible_share`` of the eligible, both in [0, 1].

    ``ratio`` is their quotient, None where no newcomer was eligible or nobody was shown.
    """

    runs: int
    shown_share: float
    eligible_share: float
    ratio: float | None

    @property
    def enough(self) -> bool:
        """Whether newcomers are seen enough; yes where the question does not arise."""
        return self.ratio is None or self.ratio >= LEAST_RATIO


def newcomer_exposure(runs: Iterable[Shown], newcomers: Collection[str]) -> Exposure:
    """Return the exposure of ``newcomers`` (ids of organizations without an evaluation)."""
    known = frozenset(newcomers)
    counted = shown = shown_new = eligible = eligible_new = 0
    for run in runs:
        counted += 1
        shown += len(run.top)
        shown_new += sum(organization in known for organization in run.top)
        eligible += len(run.eligible)
        eligible_new += len(run.eligible & known)
    shown_share = shown_new / shown if shown else 0.0
    eligible_share = eligible_new / eligible if eligible else 0.0
    ratio = shown_share / eligible_share if eligible_share > 0 and shown else None
    return Exposure(counted, shown_share, eligible_share, ratio)
