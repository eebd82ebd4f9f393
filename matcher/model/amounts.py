"""Numbers as street offices write them: money, prices, head counts, periods.

A number that was not certain in the sheet keeps its remark in ``note``; ``None`` means unknown,
never zero (docs/import-rules.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from .base import PartialDate


@dataclass(frozen=True, slots=True)
class Money:
    """An amount or a range of amounts in 元 with two decimals; ``low == high`` unless a range."""

    low: Decimal | None = None
    high: Decimal | None = None
    note: str = ""

    @property
    def is_range(self) -> bool:
        """Return whether the cell gave two different ends."""
        return self.low is not None and self.low != self.high


@dataclass(frozen=True, slots=True)
class Price:
    """A reference price in 元 per ``unit`` (项目/场/人次/户/小时/年); 0 means free of charge."""

    low: Decimal | None = None
    high: Decimal | None = None
    unit: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A head count or volume with its unit (人/人次/户/场/小时); ``low == high`` unless a range."""

    low: int | None = None
    high: int | None = None
    unit: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Period:
    """A service period: start and end, or a duration in months only, or open-ended (长期).

    ``months`` is what the cell said or what start and end span, both months counted.
    """

    start: PartialDate | None = None
    end: PartialDate | None = None
    months: int | None = None
    open_ended: bool = False
    note: str = ""
