"""What of a need's budget counts, and how much of it falls into each year (五(二), 五(四))."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from ..dates import first_day, months_between
from ..model import Need
from ..parts.budget import public_budget

_CENT = Decimal("0.01")
_YEAR_MONTHS = 12

Range = tuple[Decimal, Decimal]


@dataclass(frozen=True, slots=True)
class Budget:
    """Total and public share in 元, each (low, high); None = unknown, never zero.

    ``public`` is what the buyer pays and what the thresholds are compared with: the self-raised
    share of 差额购买 is the supplier's money (实施条例 Art. 2).
    """

    total: Range | None
    public: Range | None

    @property
    def counted(self) -> Decimal | None:
        """Return the amount that counts in 元: of a range the upper end, to miss nothing."""
        return None if self.public is None else self.public[1]


@dataclass(frozen=True, slots=True)
class YearAmount:
    """The public amount of one year in 元; ``months`` of service in it.

    ``label_zh`` is a calendar year (2026年), or 第1年 where the need gives no start.
    """

    label_zh: str
    months: int
    amount: Decimal


def budget_of(need: Need) -> Budget:
    """Return total and public share of a need."""
    ends = [end for end in (need.budget.low, need.budget.high) if end is not None]
    public = public_budget(need)
    return Budget(
        total=(min(ends), max(ends)) if ends else None,
        public=None if public is None else (_exact(public[0]), _exact(public[1])),
    )


def months_of(need: Need) -> int | None:
    """Return the months of service; None when the need names neither months nor both ends."""
    period = need.period
    if period.months is not None:
        return period.months
    if period.start is None or period.end is None:
        return None
    return months_between(period.start, period.end)


def years_of(need: Need) -> tuple[YearAmount, ...]:
    """Return the public amount per year, by months; empty when amount or term are unknown.

    A month of service belongs to the calendar year in which it begins. The amounts add up to the
    whole to the cent: the last year takes what rounding leaves.
    """
    amount, months = budget_of(need).counted, months_of(need)
    if amount is None or months is None or months < 1:
        return ()
    shares = _months_by_year(need, months)
    found: list[YearAmount] = []
    for label, count in shares[:-1]:
        part = (amount * count / months).quantize(_CENT, ROUND_HALF_UP)
        found.append(YearAmount(label, count, part))
    rest = amount - sum((year.amount for year in found), Decimal(0))
    return (*found, YearAmount(shares[-1][0], shares[-1][1], rest))


def amount_zh(amount: Decimal) -> str:
    """Return 元 as people write them, without empty decimals."""
    return f"{amount:,.2f}".removesuffix(".00")


def _months_by_year(need: Need, months: int) -> list[tuple[str, int]]:
    start = need.period.start
    counted: dict[str, int] = {}
    offset = 0 if start is None else first_day(start).month - 1
    for index in range(offset, offset + months):
        year = index // _YEAR_MONTHS
        label = f"第{year + 1}年" if start is None else f"{first_day(start).year + year}年"
        counted[label] = counted.get(label, 0) + 1
    return list(counted.items())


def _exact(value: float) -> Decimal:
    # The shortest text of a float gives back the cents that went in.
    return Decimal(str(value)).quantize(_CENT, ROUND_HALF_UP)
