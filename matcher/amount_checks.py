"""Whether the unit of a stored amount is in doubt (W17): 元 and 万元 differ by ten thousand.

The import asks about a figure outside of 1 万–100 万 and takes what a person confirms. What lies
outside of anything that was ever published may still be wrong; these wider bounds find it again.
"""

from __future__ import annotations

from decimal import Decimal

from .model import Money

#: What one need of a street can cost at all, in 元: 5 千 to 500 万. Published averages of purchase
#: programmes lie between 5 万 and 36 万 a project (docs/import-rules.md).
PLAUSIBLE_LOW, PLAUSIBLE_HIGH = Decimal(5_000), Decimal(5_000_000)


def unit_in_doubt(budget: Money) -> bool:
    """Return whether a budget in 元 lies, with either end, outside 5 千–500 万.

    No budget is not a doubtful one, and 0 has its own finding (五(二): no budget, no purchase).
    """
    ends = [end for end in (budget.low, budget.high) if end is not None]
    if not any(ends):
        return False
    return not all(PLAUSIBLE_LOW <= end <= PLAUSIBLE_HIGH for end in ends)
