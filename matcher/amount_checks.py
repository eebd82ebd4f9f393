"""Whether the unit of a stored amount is in doubt (W17): 元 and 万元 differ by ten thousand.

The import asks about a figure that is absurd in its unit and takes what a person confirms. What
was confirmed, or came in by another way, may still be wrong; these bounds find it again.
"""

from __future__ import annotations

from decimal import Decimal

from .model import Money

#: What one need of a street usually costs, in 元: 1 万 to 100 万. Published totals of purchase
#: programmes average 5 万 to 36 万 a project; outside of the bounds a person should look again.
CONFIRM_LOW, CONFIRM_HIGH = Decimal(10_000), Decimal(1_000_000)


def unit_in_doubt(budget: Money) -> bool:
    """Return whether a budget in 元 lies, with either end, outside 1 万–100 万.

    No budget is not a doubtful one, and 0 has its own finding (五(二): no budget, no purchase).
    """
    ends = [end for end in (budget.low, budget.high) if end is not None]
    if not any(ends):
        return False
    return not all(CONFIRM_LOW <= end <= CONFIRM_HIGH for end in ends)
