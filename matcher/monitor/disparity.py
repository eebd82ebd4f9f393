"""Whether what must not count does come out (F24): rates of being shown, by hidden attributes.

The attributes are barred from every text and score (三(一), 政府采购法实施条例 Art. 20); here, and
only here, they are read, to see whether they come in by the back door. A group's rate is how often
its eligible organizations stand among the first five; below four fifths of the best group's rate
it calls for a review (the four-fifths rule of the US Uniform Guidelines, 1978).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .shown import Shown

REVIEW_RATIO = 0.8
#: Smaller groups are listed, but their rate is too uncertain to call for a review.
LEAST_ELIGIBLE = 30


@dataclass(frozen=True, slots=True)
class Disparity:
    """One group of one attribute: ``shown`` of ``eligible`` occurrences over all runs.

    ``rate`` = shown / eligible in [0, 1]; ``ratio`` to the best large group's rate, None where
    there is no such group.
    """

    attribute: str
    group: str
    eligible: int
    shown: int
    rate: float
    ratio: float | None

    @property
    def review(self) -> bool:
        """Whether the group is large enough and shown too rarely."""
        return (
            self.eligible >= LEAST_ELIGIBLE and self.ratio is not None and self.ratio < REVIEW_RATIO
        )


def disparities(
    runs: Iterable[Shown], attributes: Mapping[str, Mapping[str, str]]
) -> tuple[Disparity, ...]:
    """Return the groups of every attribute, in the order given, by name.

    ``attributes``: name → organization id → group; an organization without a group is left out.
    """
    held = tuple(runs)
    found: list[Disparity] = []
    for attribute, group_of in attributes.items():
        eligible: Counter[str] = Counter()
        shown: Counter[str] = Counter()
        for run in held:
            eligible.update(group_of[o] for o in run.eligible if o in group_of)
            shown.update(group_of[o] for o in run.top if o in group_of)
        rates = {group: shown[group] / eligible[group] for group in sorted(eligible)}
        large = [rate for group, rate in rates.items() if eligible[group] >= LEAST_ELIGIBLE]
        best = max(large, default=0.0)
        found += [
            Disparity(
                attribute,
                group,
                eligible[group],
                shown[group],
                rate,
                rate / best if best > 0 else None,
            )
            for group, rate in rates.items()
        ]
    return tuple(found)
